import Kernel
import Practice
import Store

/// A provider's, room's or device's calendar that other programs read at a secret address.
///
/// It shows what the person who made it may see: it ends with their account and with what their roles allow.
package struct CalendarFeed: Sendable, Equatable {
  package let id: ID<CalendarFeed>
  package let of: Holder
  /// `Ruth Cohen, MD`, `Room 1, Riverside`
  package let name: String
  package let detail: Detail
  /// What it is for: `my phone`.
  package let purpose: String
  package let madeAt: Instant
  package let maker: Staff
  package let fetchedAt: Instant?
  /// Where a room or device stands; nil for a provider.
  let location: ID<Location>?
  /// The account of the provider.
  let account: ID<Staff>?

  /// How much of a visit it tells.
  package enum Detail: String, CaseIterable, Sendable, Stored {
    /// The time and nothing else.
    case busy
    /// The patient's initials, and where.
    case initials
    /// Name, record number, kind of visit, note and where.
    case full
  }

  /// Whether this person may make it, and so may keep it.
  func isOpen(to who: Who) -> Bool {
    guard who.may(.seeSchedule), detail == .busy || who.may(.seePatients) else { return false }
    if let location, !who.may(at: location) { return false }
    return who.may(.manageSchedule) || isOwn(of: who)
  }

  /// Whether it is this person's own calendar.
  func isOwn(of who: Who) -> Bool { account == who.staff }

  /// Whether the address still answers.
  package var answers: Bool { maker.disabled == nil && isOpen(to: maker.who) }
}

/// Why a feed cannot be made.
package enum FeedRefused: Refusal, Equatable {
  case notTheirs
  case madeAlready

  package var kind: RefusalKind { self == .notTheirs ? .forbidden : .conflict }

  package var sentence: String {
    switch self {
    case .notTheirs: "You may make feeds of your own calendar only. Ask a manager for another one."
    case .madeAlready:
      "This feed was made a moment ago and its address was shown once. Revoke it and make another if it is lost."
    }
  }
}

extension Transaction {
  /// Feeds that nobody revoked, last made first.
  func feeds(_ condition: SQL) throws -> [CalendarFeed] {
    try rows(
      """
      SELECT f.id, f.provider, f.resource, f.detail, f.purpose, f.made_at, f.made_by, f.fetched_at
      FROM calendar_feed f
      WHERE \(condition) AND NOT EXISTS (SELECT 1 FROM calendar_feed_revocation r WHERE r.feed = f.id)
      ORDER BY f.made_at DESC, f.id
      """
    ).map { row in
      guard let maker = try staff(row("made_by")) else { throw NotFound("account") }
      let subject = try subject(provider: row("provider"), resource: row("resource"))
      return CalendarFeed(
        id: try row("id"), of: subject.of, name: subject.name, detail: try row("detail"),
        purpose: try row("purpose"), madeAt: try row("made_at"), maker: maker,
        fetchedAt: try row("fetched_at"),
        location: subject.location, account: subject.account)
    }
  }

  /// Whose calendar it is.
  func subject(provider: ID<Provider>?, resource: ID<Resource>?) throws -> (
    of: Holder, name: String, location: ID<Location>?, account: ID<Staff>?
  ) {
    if let provider = try provider.flatMap({ try self.provider($0) }) {
      return (.provider(provider.id), provider.title, nil, provider.staff)
    }
    guard let resource = try resource.flatMap({ try self.resource($0) }),
      let location = try location(resource.location)
    else { throw NotFound("provider, room or device") }
    return (.resource(resource.id), "\(resource.name), \(location.name)", location.id, nil)
  }
}
