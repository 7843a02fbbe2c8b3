import Kernel
import Practice
import Records
import Store

/// One time that somebody tried to bring a patient back.
package struct Outreach: Sendable, Equatable {
  package let at: Instant
  package let day: LocalDay
  package let by: String
  package let outcome: Outcome
  package let note: String
  /// When to try again; nil where nothing was agreed.
  package let next: LocalDay?

  package init(
    at moment: Instant, day: LocalDay, by name: String, outcome: Outcome, note: String = "",
    next: LocalDay? = nil
  ) {
    at = moment
    self.day = day
    by = name
    self.outcome = outcome
    self.note = note
    self.next = next
  }

  package enum Outcome: String, Sendable, CaseIterable, Stored {
    case called
    case leftMessage = "left_message"
    case booked, declined
    case wrongNumber = "wrong_number"

    package var words: String {
      switch self {
      case .called: "Spoke with them"
      case .leftMessage: "Left a message"
      case .booked: "Booked"
      case .declined: "Does not want it now"
      case .wrongNumber: "Wrong number"
      }
    }
  }

  /// What it was about.
  package enum About: Sendable, Hashable {
    case recall(ID<RecallRule>)
    /// A visit that was cancelled or missed.
    case visit(ID<Appointment>)

    var key: String {
      switch self {
      case .recall(let rule): "recall:\(rule)"
      case .visit(let visit): "visit:\(visit)"
      }
    }
  }
}

extension Scheduling {
  /// Notes an attempt, with what came of it and when to try again.
  package func noteOutreach(
    _ about: Outreach.About, to patient: ID<Patient>, _ outcome: Outreach.Outcome, note: String = "",
    next: LocalDay? = nil, by who: Who
  ) async throws {
    try who.require(.bookVisits)
    let words = try CleanText.line(note, of: "The note", limit: 200)
    let moment = now()
    let today = Zone.utc.day(of: moment)
    // West of Greenwich it may still be yesterday.
    if let next, next < today.advanced(by: -1) { throw RecallRefused.nextInThePast }
    let attempt = Outreach(at: moment, day: today, by: who.name, outcome: outcome, note: words, next: next)
    let id: ID<Outreach> = ID(rawValue: newID())
    try await store.write { tx in
      switch about {
      case .recall(let rule): _ = try tx.recallRule(rule)
      case .visit(let visit):
        guard try tx.visit(visit, seen: nil, by: who).patient == patient else { throw NotFound("visit") }
      }
      try tx.requireLiving(patient)
      try tx.insert(attempt, id: id, about, patient)
      try tx.audit(
        "outreach.noted", by: who, patients: [patient.rawValue], subject: about.key, detail: outcome.rawValue,
        at: moment)
    }
  }
}

extension Transaction {
  package func insert(
    _ attempt: Outreach, id: ID<Outreach>, _ about: Outreach.About, _ patient: ID<Patient>
  ) throws {
    try run(
      """
      INSERT INTO outreach (id, patient, about, at, day, by_name, outcome, note, next_day)
      VALUES (\(id), \(patient), \(about.key), \(attempt.at), \(attempt.day), \(attempt.by), \(attempt.outcome),
        \(attempt.note), \(attempt.next))
      """)
  }

  /// Attempts by patient, first to last.
  func outreach(_ condition: SQL) throws -> [ID<Patient>: [String: [Outreach]]] {
    try rows(
      "SELECT patient, about, at, day, by_name, outcome, note, next_day FROM outreach WHERE \(condition) ORDER BY at, id"
    ).reduce(into: [:]) { found, row in
      let (patient, about): (ID<Patient>, String) = (try row("patient"), try row("about"))
      found[patient, default: [:]][about, default: []].append(
        Outreach(
          at: try row("at"), day: try row("day"), by: try row("by_name"), outcome: try row("outcome"),
          note: try row("note"), next: try row("next_day")))
    }
  }
}
