import Kernel
import Practice
import Store

/// Something that is settled beside a visit's status: who saw to it and when.
package struct VisitFact: Sendable, Equatable {
  package let appointment: ID<Appointment>
  package let number: Int
  package let kind: Kind
  package let at: Instant
  package let staffName: String
  package let undone: VisitStep.Undone?

  package enum Kind: String, Sendable, Stored, CaseIterable {
    case forms, vitals
    case nextVisit = "next_visit"

    package var words: String {
      switch self {
      case .forms: "Forms are in"
      case .vitals: "Vitals are taken"
      case .nextVisit: "Next visit is agreed"
      }
    }

    /// Forms may come in days before; vitals need the patient; the next visit is agreed with somebody who is here.
    package func fits(_ status: VisitStatus) -> Bool {
      switch self {
      case .forms: status.holdsItsPlace
      case .vitals: [.arrived, .roomed, .started, .checkout].contains(status)
      case .nextVisit: [.arrived, .roomed, .started, .checkout, .done].contains(status)
      }
    }
  }
}

extension Scheduling {
  /// Notes that the forms are in, the vitals are taken, or the next visit is agreed. Noted already is fine.
  ///
  /// - Throws: ``FactRefused`` where the visit is not that far.
  package func note(_ kind: VisitFact.Kind, on id: ID<Appointment>, by who: Who) async throws {
    try who.require(.runDay)
    let moment = now()
    try await store.write { tx in
      let visit = try tx.visit(id, seen: nil, by: who)
      try tx.requireOpen(visit.slot)
      guard kind.fits(visit.status) else { throw FactRefused.tooEarly(kind, visit.status) }
      guard try tx.fact(kind, of: id) == nil else { return }
      let last: Int = try tx.value("SELECT MAX(number) FROM visit_fact WHERE appointment = \(id)") ?? 0
      try tx.run(
        """
        INSERT INTO visit_fact (appointment, number, kind, at, staff, staff_name)
        VALUES (\(id), \(last + 1), \(kind), \(moment), \(who.staff), \(who.name))
        """)
      try tx.tell("appointment.\(kind.rawValue)", visit, at: moment, by: who)
    }
  }

  /// Takes a fact back that does not hold. It stays in the history with who took it back.
  package func takeBack(_ kind: VisitFact.Kind, on id: ID<Appointment>, by who: Who) async throws {
    try who.require(.undoSteps)
    let moment = now()
    try await store.write { tx in
      let visit = try tx.visit(id, seen: nil, by: who)
      try tx.requireOpen(visit.slot)
      guard let number = try tx.fact(kind, of: id) else { return }
      try tx.run(
        """
        UPDATE visit_fact SET undone_at = \(moment), undone_by = \(who.name)
        WHERE appointment = \(id) AND number = \(number)
        """)
      try tx.tell("appointment.\(kind.rawValue)_undone", visit, at: moment, by: who)
    }
  }
}

/// Why a fact cannot be noted.
package enum FactRefused: Refusal, Equatable {
  case tooEarly(VisitFact.Kind, VisitStatus)

  package var sentence: String {
    switch self {
    case .tooEarly(let kind, let status):
      "This visit is \(status.words), so “\(kind.words.lowercased())” cannot be noted now."
    }
  }
}

extension Transaction {
  /// The number of the fact that stands, if one does.
  fileprivate func fact(_ kind: VisitFact.Kind, of visit: ID<Appointment>) throws -> Int? {
    try value(
      "SELECT number FROM visit_fact WHERE appointment = \(visit) AND kind = \(kind) AND undone_at IS NULL")
  }

  /// Writes down a change beside the steps, and tells whoever looks at the day.
  func tell(
    _ action: String, _ visit: Appointment, detail: String = "", at moment: Instant, by who: Who
  ) throws {
    try audit(
      action, by: who, patients: [visit.patient.rawValue], subject: "appointment:\(visit.id)", detail: detail,
      at: moment)
    try announce(Scheduling.topic(visit.slot.location, visit.slot.day))
  }

  /// All facts of some visits, those that were undone too, first to last.
  func facts(where condition: SQL) throws -> [VisitFact] {
    try rows(
      """
      SELECT f.appointment, f.number, f.kind, f.at, f.staff_name, f.undone_at, f.undone_by
      FROM appointment a JOIN visit_fact f ON f.appointment = a.id
      WHERE \(condition) ORDER BY f.appointment, f.number
      """
    ).map { row in
      let undoneAt: Instant? = try row("undone_at")
      return VisitFact(
        appointment: try row("appointment"), number: try row("number"), kind: try row("kind"),
        at: try row("at"), staffName: try row("staff_name"),
        undone: try undoneAt.map { VisitStep.Undone(at: $0, by: try row("undone_by") ?? "") })
    }
  }
}
