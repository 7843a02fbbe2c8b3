import Kernel
import Practice
import Records
import Store

/// What a feed tells now.
package struct FeedContents: Sendable {
  package let feed: CalendarFeed
  package let visits: [Entry]

  package struct Entry: Sendable {
    package let visit: BoardVisit
    package let place: Location
    /// When it was last changed.
    package let changed: Instant
  }
}

extension Scheduling {
  /// The visits at a feed's secret address, from 30 days ago to a year ahead, as the person who made it may see them.
  ///
  /// Who guesses, who comes after the feed was revoked, and who comes after its maker may no longer see so much, all
  /// get the same answer. A fetch that names patients is written to the audit trail before it is answered.
  package func fetchFeed(
    token: String, address: String, request: String
  ) async throws -> FeedContents {
    let moment = now()
    // A guess of the wrong shape costs no look into the database.
    guard token.isAddressSecret,
      let contents = try await store.read({ try $0.feedContents(SHA256.hash(token), at: moment) })
    else { throw NotFound("feed") }
    let feed = contents.feed
    var who = feed.maker.who
    (who.address, who.request) = (address, request)
    let patients = feed.detail == .busy ? [] : Set(contents.visits.map(\.visit.visit.patient.rawValue))
    let isWorthWriting = feed.fetchedAt.map { moment.minutes(since: $0) >= 1 } ?? true
    guard isWorthWriting || !patients.isEmpty else { return contents }
    try await store.write { [who] tx in
      try tx.run("UPDATE calendar_feed SET fetched_at = \(moment) WHERE id = \(feed.id)")
      guard !patients.isEmpty else { return }
      try tx.audit(
        "feed.fetched", by: who, patients: Array(patients), subject: "feed:\(feed.id)",
        detail: feed.detail.rawValue, at: moment)
    }
    return contents
  }
}

extension Transaction {
  fileprivate func feedContents(_ hash: [UInt8], at moment: Instant) throws -> FeedContents? {
    guard let feed = try feeds("f.token_hash = \(hash)").first, feed.answers else { return nil }
    let today = Zone.utc.day(of: moment)
    let days = today.advanced(by: -30)...today.advanced(by: 365)
    let whose: SQL =
      switch feed.of {
      case .provider(let id): "a.provider = \(id)"
      case .resource:
        """
        (a.id IN (SELECT c.appointment FROM claim c WHERE c.holder = \(feed.of.key))
          OR a.session IN (SELECT c.session FROM claim c WHERE c.holder = \(feed.of.key)))
        """
      }
    let condition: SQL =
      """
      a.day >= \(days.lowerBound) AND a.day <= \(days.upperBound) AND a.status NOT IN ('cancelled', 'no_show')
        AND \(whose)
      """
    let places = Dictionary(uniqueKeysWithValues: try locations().map { ($0.id, $0) })
    let changes = try lastChanges(where: condition)
    let who = feed.maker.who
    return FeedContents(
      feed: feed,
      visits: try boardVisits(where: condition).compactMap { visit in
        let slot = visit.visit.slot
        guard who.may(at: slot.location), let place = places[slot.location] else { return nil }
        return FeedContents.Entry(visit: visit, place: place, changed: changes[visit.visit.id] ?? visit.since)
      })
  }

  /// A step that was undone changed the visit when it was undone.
  private func lastChanges(where condition: SQL) throws -> [ID<Appointment>: Instant] {
    try rows(
      """
      SELECT a.id, MAX(CASE WHEN s.undone_at IS NULL THEN s.at ELSE s.undone_at END) AS changed
      FROM appointment a JOIN visit_step s ON s.appointment = a.id
      WHERE \(condition) GROUP BY a.id
      """
    ).reduce(into: [:]) { $0[try $1("id")] = try $1("changed") }
  }
}
