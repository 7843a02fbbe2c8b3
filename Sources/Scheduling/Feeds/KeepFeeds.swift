import Kernel
import Practice
import Store

extension Scheduling {
  /// Feeds that stand: for who manages the schedule those of their places, for others their own and those of their
  /// own calendar, whoever made them.
  package func feeds(by who: Who) async throws -> [CalendarFeed] {
    try who.require(.seeSchedule)
    return try await store.read { try $0.feeds("TRUE") }.filter { $0.isKept(by: who) }
  }

  /// Ends a feed: from now on its address is one that never was.
  package func revokeFeed(_ id: ID<CalendarFeed>, by who: Who) async throws {
    try who.require(.seeSchedule)
    let moment = now()
    try await store.write { tx in
      guard let feed = try tx.feeds("f.id = \(id)").first, feed.isKept(by: who) else {
        throw NotFound("feed")
      }
      try tx.run(
        "INSERT INTO calendar_feed_revocation (feed, at, by_name) VALUES (\(id), \(moment), \(who.name))")
      try tx.audit(
        "feed.revoked", by: who, subject: "feed:\(id)", detail: "\(feed.detail.rawValue) of \(feed.of.key)",
        at: moment)
    }
  }
}

extension CalendarFeed {
  fileprivate func isKept(by who: Who) -> Bool {
    if maker.id == who.staff || isOwn(of: who) { return true }
    return who.may(.manageSchedule) && location.map(who.may(at:)) ?? true
  }
}
