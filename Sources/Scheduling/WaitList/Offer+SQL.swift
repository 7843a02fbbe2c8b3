import Kernel
import Practice
import Records
import Store

private let openingColumns: SQL =
  "g.id AS opening_id, g.provider, g.location, g.day, g.starts, g.minutes, g.start_at"

private let offerColumns: SQL =
  """
  \(openingColumns), o.id, o.wave, o.wish, o.patient, o.by_phone, o.minutes AS length, o.secret, o.until, x.outcome
  """

private let offerTables: SQL =
  "offer o JOIN opening g ON g.id = o.opening LEFT JOIN offer_end x ON x.offer = o.id"

extension Transaction {
  /// Keeps a freed time, once for each job that tells of it.
  func insert(_ opening: Opening, freedBy key: String, at moment: Instant) throws {
    let slot = opening.freed
    try run(
      """
      INSERT INTO opening (id, freed_by, provider, location, day, starts, minutes, start_at, at)
      VALUES (\(opening.id), \(key), \(slot.provider), \(slot.location), \(slot.day), \(slot.time),
        \(slot.minutes), \(opening.start), \(moment)) ON CONFLICT (freed_by) DO NOTHING
      """)
  }

  /// A freed time that nobody has yet; nil when it has ended.
  func openOpening(freedBy key: String) throws -> Opening? { try openOpening("g.freed_by = \(key)") }
  func openOpening(_ id: ID<Opening>) throws -> Opening? { try openOpening("g.id = \(id)") }

  private func openOpening(_ condition: SQL) throws -> Opening? {
    try row(
      """
      SELECT \(openingColumns) FROM opening g
      WHERE \(condition) AND NOT EXISTS (SELECT 1 FROM opening_end e WHERE e.opening = g.id)
      """
    ).map(Opening.init)
  }

  func end(_ opening: ID<Opening>, _ how: OpeningEnd, at moment: Instant) throws {
    try run(
      """
      INSERT INTO opening_end (opening, how, at) VALUES (\(opening), \(how), \(moment))
      ON CONFLICT (opening) DO NOTHING
      """)
    try announce(Scheduling.waitListTopic)
  }

  /// How many waves there were.
  func waves(of opening: ID<Opening>) throws -> Int {
    try value("SELECT MAX(number) FROM wave WHERE opening = \(opening)") ?? 0
  }

  func insertWave(_ number: Int, of opening: ID<Opening>, at moment: Instant, until: Instant) throws {
    try run(
      "INSERT INTO wave (opening, number, at, until) VALUES (\(opening), \(number), \(moment), \(until))")
  }

  func insert(_ offer: Offer, place: Int, at moment: Instant) throws {
    try run(
      """
      INSERT INTO offer (id, opening, wave, place, wish, patient, by_phone, minutes, secret, at, until)
      VALUES (\(offer.id), \(offer.opening.id), \(offer.wave), \(place), \(offer.wish), \(offer.patient),
        \(offer.byPhone), \(offer.minutes), \(offer.secret), \(moment), \(offer.until))
      """)
  }

  func offer(_ id: ID<Offer>) throws -> Offer? {
    try row("SELECT \(offerColumns) FROM \(offerTables) WHERE o.id = \(id)").map(Offer.init)
  }

  /// Offers that still stand.
  func openOffers(_ condition: SQL) throws -> [Offer] {
    try rows(
      """
      SELECT \(offerColumns) FROM \(offerTables) WHERE \(condition) AND x.offer IS NULL
      ORDER BY o.opening, o.wave, o.place
      """
    ).map(Offer.init)
  }

  /// Somebody who ends it in the same moment is a conflict that PostgreSQL begins again with.
  func end(_ offer: Offer, _ outcome: Offer.Outcome, at moment: Instant, by who: Who) throws {
    try run(
      """
      INSERT INTO offer_end (offer, outcome, at, by_name) VALUES (\(offer.id), \(outcome), \(moment), \(who.name))
      ON CONFLICT (offer) DO NOTHING
      """)
    if offer.byPhone {
      try endWork(
        kind: Scheduling.offerCall, key: offer.id.rawValue, outcome: outcome.words, by: who.name, at: moment)
    } else if outcome == .taken {
      try say(.taken, of: offer, at: moment)
    }
    try audit(
      "offer.\(outcome.rawValue)", by: who, patients: [offer.patient.rawValue], subject: "offer:\(offer.id)",
      at: moment)
    try announce(Scheduling.waitListTopic)
  }

  /// Keeps what the patient is to be told.
  func say(_ message: OfferMessage, of offer: Offer, at moment: Instant) throws {
    try run(
      """
      INSERT INTO offer_message (offer, kind, words, at)
      VALUES (\(offer.id), \(message), \(message.words(of: offer)), \(moment)) ON CONFLICT (offer, kind) DO NOTHING
      """)
  }

  func withdrawOffers(of wish: ID<Wish>, at moment: Instant, by who: Who) throws {
    for offer in try openOffers("o.wish = \(wish)") {
      try end(offer, .withdrawn, at: moment, by: who)
      try goOnIfAllAnswered(offer, at: moment)
    }
  }

  /// The next wave need not wait for the clock when everybody of this one has answered.
  func goOnIfAllAnswered(_ offer: Offer, at moment: Instant) throws {
    let (opening, wave) = (offer.opening.id, offer.wave)
    guard try openOffers("o.opening = \(opening) AND o.wave = \(wave)").isEmpty else { return }
    try enqueue(
      Job(
        kind: Scheduling.waveOverJob, key: "\(opening):\(wave):answered",
        payload: try WaveOver(opening: opening, wave: wave).json, due: moment), at: moment)
  }

  /// Ends a freed time in which a visit now stands, and its offers with a kind word.
  func endBooked(_ opening: ID<Opening>, at moment: Instant) throws {
    try end(opening, .booked, at: moment)
    for offer in try openOffers("o.opening = \(opening)") {
      try end(offer, .taken, at: moment, by: .waitList)
    }
  }
}

enum OpeningEnd: String, Sendable, Stored {
  case accepted
  /// Somebody was booked there without an offer.
  case booked
  case nobody
}

enum OfferMessage: String, Sendable, Stored {
  case offer, taken

  func words(of offer: Offer) -> String {
    let slot = offer.opening.freed
    let when = "\(slot.day.weekday.name), \(slot.day.long) at \(slot.time)"
    return switch self {
    case .offer: "A time became free: \(when). Would you like it? The first to answer has it."
    case .taken:
      "Thank you. \(when) went to somebody who answered a moment before. You keep your place in line."
    }
  }
}

extension Opening {
  init(_ row: Row) throws {
    self.init(
      id: try row("opening_id"),
      freed: Slot(
        provider: try row("provider"), location: try row("location"), day: try row("day"),
        time: try row("starts"), minutes: try row("minutes")), start: try row("start_at"))
  }
}

extension Offer {
  init(_ row: Row) throws {
    self.init(
      id: try row("id"), opening: try Opening(row), wave: try row("wave"), wish: try row("wish"),
      patient: try row("patient"), byPhone: try row("by_phone"), minutes: try row("length"),
      secret: try row("secret"), until: try row("until"), outcome: try row("outcome"))
  }
}
