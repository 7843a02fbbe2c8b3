import Kernel
import Practice
import Records
import Store

/// One visit with everything that happened to it.
package struct VisitDetails: Sendable {
  package let board: BoardVisit
  package let location: Location
  /// First to last; steps that were undone too.
  package let steps: [VisitStep]
  /// Forms, vitals, next visit: first to last; what was taken back too.
  package let facts: [VisitFact]
  /// The boxes of its checklist, ticked or not.
  package let boxes: [VisitBox]
  /// Every tick: first to last; what was taken back too.
  package let ticks: [BoxTick]
  /// On whose account it does not take place, if it does not.
  package let absence: AbsenceFact?
  /// What was written to the patient about it.
  package let messages: [WrittenMessage]
  /// What the patient answered by text message.
  package let answers: [ReceivedText]
  /// Its day is closed, so nothing of it changes any more.
  package let isClosed: Bool

  package var visit: Appointment { board.visit }

  /// The step that "undo" would take back; nil when only the booking is left.
  package var undoable: VisitStep? {
    steps.last { $0.undone == nil }.flatMap { $0.kind == .booked ? nil : $0 }
  }
}

extension Scheduling {
  /// A visit and its history. Seeing it is written to the audit trail before it is shown.
  package func visit(_ id: ID<Appointment>, by who: Who) async throws -> VisitDetails {
    try who.require(.seeSchedule)
    let details = try await store.read { tx in
      guard let board = try tx.boardVisits(where: "a.id = \(id)").first,
        who.may(at: board.visit.slot.location), let location = try tx.location(board.visit.slot.location)
      else { throw NotFound("visit") }
      let ticks = try tx.ticks(where: "a.id = \(id)")
      return VisitDetails(
        board: board, location: location, steps: try tx.steps(of: id),
        facts: try tx.facts(where: "a.id = \(id)"), boxes: try tx.boxes(of: board.visit, ticks), ticks: ticks,
        absence: try tx.absence(of: id), messages: try tx.messages(about: id),
        answers: try tx.texts(where: "t.appointment = \(id)"),
        isClosed: try tx.isClosed(board.visit.slot.day, at: location.id))
    }
    try await saw("appointment.viewed", [details.visit.patient.rawValue], "appointment:\(id)", "", who)
    return details
  }

  /// A patient's visits, last first, at the locations of whoever asks.
  package func visits(of patient: ID<Patient>, most: Int = 100, by who: Who) async throws -> [BoardVisit] {
    try who.require(.seeSchedule)
    let visits = try await store.read { try $0.boardVisits(where: "a.patient = \(patient)") }
    try await saw(
      "appointment.listed", visits.isEmpty ? [] : [patient.rawValue], "patient:\(patient)", "", who)
    return Array(visits.filter { who.may(at: $0.visit.slot.location) }.reversed().prefix(most))
  }
}
