import Kernel
import Practice
import Store

extension Scheduling {
  /// Ticks a box on a visit. Ticked already is fine.
  package func tick(_ box: ID<ChecklistBox>, on id: ID<Appointment>, by who: Who) async throws {
    try who.require(.bookVisits)
    let moment = now()
    try await store.write { tx in
      let (visit, box) = try tx.tickable(box, on: id, by: who)
      guard try tx.standingTick(box.id, of: id) == nil else { return }
      let last: Int = try tx.value("SELECT MAX(number) FROM checklist_tick WHERE appointment = \(id)") ?? 0
      try tx.run(
        """
        INSERT INTO checklist_tick (appointment, number, box, at, staff, staff_name)
        VALUES (\(id), \(last + 1), \(box.id), \(moment), \(who.staff), \(who.name))
        """)
      try tx.tell("appointment.ticked", visit, detail: box.name, at: moment, by: who)
    }
  }

  /// Takes a tick back. It stays in the history with who took it back.
  package func untick(_ box: ID<ChecklistBox>, on id: ID<Appointment>, by who: Who) async throws {
    try who.require(.bookVisits)
    let moment = now()
    try await store.write { tx in
      let (visit, box) = try tx.tickable(box, on: id, by: who)
      guard let number = try tx.standingTick(box.id, of: id) else { return }
      try tx.run(
        """
        UPDATE checklist_tick SET undone_at = \(moment), undone_by = \(who.name)
        WHERE appointment = \(id) AND number = \(number)
        """)
      try tx.tell("appointment.unticked", visit, detail: box.name, at: moment, by: who)
    }
  }
}

/// Why a box cannot be ticked.
package enum TickRefused: Refusal, Equatable {
  case gone(VisitStatus)

  package var sentence: String {
    switch self {
    case .gone(let status):
      "This visit is marked as “\(status.words)”, so its checklist changes no more. Undo that first, or book it anew."
    }
  }
}

extension Transaction {
  /// A visit on which somebody may tick now, and the box, if it is one of the visit's.
  fileprivate func tickable(
    _ box: ID<ChecklistBox>, on id: ID<Appointment>, by who: Who
  ) throws -> (Appointment, ChecklistBox) {
    let visit = try visit(id, seen: nil, by: who)
    try requireOpen(visit.slot)
    guard visit.status.holdsItsPlace else { throw TickRefused.gone(visit.status) }
    guard let box = try checklist().first(where: { $0.id == box && $0.belongs(to: visit.visitType) }) else {
      throw NotFound("box")
    }
    return (visit, box)
  }

  /// The number of the tick that stands, if one does.
  fileprivate func standingTick(_ box: ID<ChecklistBox>, of visit: ID<Appointment>) throws -> Int? {
    try value(
      "SELECT number FROM checklist_tick WHERE appointment = \(visit) AND box = \(box) AND undone_at IS NULL")
  }
}
