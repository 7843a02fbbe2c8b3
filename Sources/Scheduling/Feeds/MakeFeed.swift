import Kernel
import Practice
import Records
import Store

/// A feed as somebody asks for it.
package struct FeedAsk: Sendable {
  package var of: Holder
  package var detail: CalendarFeed.Detail
  package var purpose: String
  package var submission: String

  package init(of: Holder, detail: CalendarFeed.Detail, purpose: String = "", submission: String) {
    self.of = of
    self.detail = detail
    self.purpose = purpose
    self.submission = submission
  }
}

extension Scheduling {
  /// Makes a feed, and the secret of its address, which is told this once.
  package func makeFeed(_ ask: FeedAsk, by who: Who) async throws -> (feed: CalendarFeed, token: String) {
    try who.require(.seeSchedule)
    if ask.detail != .busy { try who.require(.seePatients) }
    let purpose = try CleanText.line(ask.purpose, of: "What it is for", limit: 80)
    let token = RandomBytes.addressSecret()
    let (id, moment) = (ID<CalendarFeed>(rawValue: newID()), now())
    let feed = try await store.write { tx in
      if try tx.answer(forSubmission: ask.submission, by: who.staff.rawValue) != nil {
        throw FeedRefused.madeAlready
      }
      let feed = try tx.newFeed(id, ask, purpose, by: who, at: moment)
      guard feed.isOpen(to: who) else { throw FeedRefused.notTheirs }
      try tx.insert(feed, token)
      try tx.remember(submission: ask.submission, by: who.staff.rawValue, answer: id.rawValue, at: moment)
      try tx.audit(
        "feed.made", by: who, subject: "feed:\(id)", detail: "\(ask.detail.rawValue) of \(ask.of.key)",
        at: moment)
      return feed
    }
    return (feed, token)
  }
}

extension Transaction {
  fileprivate func newFeed(
    _ id: ID<CalendarFeed>, _ ask: FeedAsk, _ purpose: String, by who: Who, at moment: Instant
  ) throws -> CalendarFeed {
    let (provider, resource) = ask.of.parts
    let subject = try subject(provider: provider, resource: resource)
    guard let maker = try staff(who.staff) else { throw NotFound("account") }
    return CalendarFeed(
      id: id, of: subject.of, name: subject.name, detail: ask.detail, purpose: purpose, madeAt: moment,
      maker: maker, fetchedAt: nil, location: subject.location, account: subject.account)
  }

  fileprivate func insert(_ feed: CalendarFeed, _ token: String) throws {
    let (provider, resource) = feed.of.parts
    try run(
      """
      INSERT INTO calendar_feed (id, token_hash, provider, resource, detail, purpose, made_at, made_by)
      VALUES (\(feed.id), \(SHA256.hash(token)), \(provider), \(resource), \(feed.detail), \(feed.purpose),
        \(feed.madeAt), \(feed.maker.id))
      """)
  }
}

extension Holder {
  fileprivate var parts: (provider: ID<Provider>?, resource: ID<Resource>?) {
    switch self {
    case .provider(let id): (id, nil)
    case .resource(let id): (nil, id)
    }
  }
}
