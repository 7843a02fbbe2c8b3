import Kernel
import Practice
import Records
import Store

/// The columns of a wish, for every SELECT that makes one.
let wishColumns: SQL =
  """
  w.id, w.patient, w.visit_type, w.provider, w.location, w.weekdays, w.parts, w.first_day, w.last_day, w.notice,
  w.phone_only, w.urgency, w.reason, w.note, w.sooner, w.since
  """

/// Nobody has withdrawn it, nothing was found for it, and the patient lives.
let wishIsOpen: SQL =
  """
  NOT EXISTS (SELECT 1 FROM wish_end e WHERE e.wish = w.id)
  AND NOT EXISTS (SELECT 1 FROM patient_death x WHERE x.patient = w.patient)
  """

extension Transaction {
  func wish(_ id: ID<Wish>) throws -> Wish? {
    try row("SELECT \(wishColumns) FROM wish w WHERE w.id = \(id)").map(Wish.init)
  }

  /// A wish that still waits, of a place that is open to this person.
  func openWish(_ id: ID<Wish>, by who: Who) throws -> Wish {
    let found = try row("SELECT \(wishColumns) FROM wish w WHERE w.id = \(id) AND \(wishIsOpen)").map(
      Wish.init)
    guard let found, found.terms.location.map(who.may(at:)) ?? true else { throw NotFound("wish") }
    return found
  }

  func openWishes(of types: [ID<VisitType>]) throws -> [Wish] {
    try rows(
      """
      SELECT \(wishColumns) FROM wish w WHERE w.visit_type IN (\(each: types)) AND \(wishIsOpen)
      ORDER BY w.urgency, w.since, w.id
      """
    ).map(Wish.init)
  }

  package func insert(_ wish: Wish, by who: Who) throws {
    let t = wish.terms
    try run(
      """
      INSERT INTO wish (id, patient, visit_type, provider, location, weekdays, parts, first_day, last_day, notice,
        phone_only, urgency, reason, note, sooner, since, added_by)
      VALUES (\(wish.id), \(t.patient), \(t.visitType), \(t.provider), \(t.location), \(t.weekdays.text),
        \(t.parts.text), \(t.firstDay), \(t.lastDay), \(t.notice), \(t.phoneOnly), \(t.urgency), \(t.reason),
        \(t.note), \(t.sooner), \(wish.since), \(who.name))
      """)
  }

  func update(_ wish: Wish) throws {
    let t = wish.terms
    try run(
      """
      UPDATE wish SET visit_type = \(t.visitType), provider = \(t.provider), location = \(t.location),
        weekdays = \(t.weekdays.text), parts = \(t.parts.text), first_day = \(t.firstDay), last_day = \(t.lastDay),
        notice = \(t.notice), phone_only = \(t.phoneOnly), urgency = \(t.urgency), reason = \(t.reason),
        note = \(t.note), sooner = \(t.sooner)
      WHERE id = \(wish.id)
      """)
  }

  func end(_ wish: ID<Wish>, _ how: WishEnd, because reason: String = "", at moment: Instant, by who: Who)
    throws
  {
    try run(
      """
      INSERT INTO wish_end (wish, how, reason, at, by_name)
      VALUES (\(wish), \(how), \(reason), \(moment), \(who.name)) ON CONFLICT (wish) DO NOTHING
      """)
  }

  func waveRules() throws -> [ID<VisitType>: WaveRule] {
    try rows("SELECT visit_type, fills, lead_minutes, at_once, stands_minutes FROM wave_rule")
      .reduce(into: [:]) { rules, row in
        rules[try row("visit_type")] = WaveRule(
          fills: try row("fills"), lead: try row("lead_minutes"), atOnce: try row("at_once"),
          stands: try row("stands_minutes"))
      }
  }

  package func keep(_ rule: WaveRule, for type: ID<VisitType>) throws {
    try run(
      """
      INSERT INTO wave_rule (visit_type, fills, lead_minutes, at_once, stands_minutes)
      VALUES (\(type), \(rule.fills), \(rule.lead), \(rule.atOnce), \(rule.stands))
      ON CONFLICT (visit_type) DO UPDATE SET fills = excluded.fills, lead_minutes = excluded.lead_minutes,
        at_once = excluded.at_once, stands_minutes = excluded.stands_minutes
      """)
  }
}

enum WishEnd: String, Sendable, Stored { case accepted, withdrawn }

extension Wish {
  init(_ row: Row) throws {
    self.init(
      id: try row("id"),
      terms: WishTerms(
        patient: try row("patient"), visitType: try row("visit_type"), provider: try row("provider"),
        location: try row("location"), weekdays: Set(weekdays: try row("weekdays")),
        parts: Set(parts: try row("parts")), firstDay: try row("first_day"), lastDay: try row("last_day"),
        notice: try row("notice"), phoneOnly: try row("phone_only"), urgency: try row("urgency"),
        reason: try row("reason"), note: try row("note"), sooner: try row("sooner")),
      since: try row("since"))
  }
}

extension Set<Weekday> {
  fileprivate var text: String { map { String($0.rawValue) }.sorted().joined(separator: " ") }
  fileprivate init(weekdays text: String) {
    self = Set(text.split(separator: " ").compactMap { Int($0).flatMap(Weekday.init(rawValue:)) })
  }
}

extension Set<DayPart> {
  fileprivate var text: String { map(\.rawValue).sorted().joined(separator: " ") }
  fileprivate init(parts text: String) {
    self = Set(text.split(separator: " ").compactMap { DayPart(rawValue: String($0)) })
  }
}
