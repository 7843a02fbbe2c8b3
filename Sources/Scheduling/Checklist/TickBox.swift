import Kernel
import Practice
import Store

extension Scheduling {
  /// Ticks a box of a visit. Ticked already is fine.
  ///
  /// - Throws: ``ChecklistRefused`` for a visit that will not take place, or a box that is not used any more.
  package func tick(_ box: ID<ChecklistBox>, on id: ID<Appointment>, by who: Who) async throws {
    try who.require(.runDay)
    let moment = now()
    try await store.write { tx in
      let visit = try tx.visit(id, seen: nil, by: who)
      try tx.requireOpen(visit.slot)
      guard visit.status.holdsItsPlace else { throw ChecklistRefused.notForIt(visit.status) }
      guard let known = try tx.checklistBoxes().first(where: { $0.id == box }), known.fits(visit.visitType)
      else { throw ChecklistRefused.retired }
      guard try tx.tick(of: box, on: id) == nil else { return }
      let last: Int = try tx.value("SELECT MAX(number) FROM visit_check WHERE appointment = \(id)") ?? 0
      try tx.run(
        """
        INSERT INTO visit_check (appointment, number, box, at, staff, staff_name)
        VALUES (\(id), \(last + 1), \(box), \(moment), \(who.staff), \(who.name))
        """)
      try tx.tell("appointment.ticked", visit, at: moment, by: who)
    }
  }

  /// Takes a tick back. It stays in the history with who took it back.
  package func untick(_ box: ID<ChecklistBox>, on id: ID<Appointment>, by who: Who) async throws {
    try who.require(.runDay)
    let moment = now()
    try await store.write { tx in
      let visit = try tx.visit(id, seen: nil, by: who)
      try tx.requireOpen(visit.slot)
      guard let number = try tx.tick(of: box, on: id) else { return }
      try tx.run(
        """
        UPDATE visit_check SET undone_at = \(moment), undone_by = \(who.name)
        WHERE appointment = \(id) AND number = \(number)
        """)
      try tx.tell("appointment.unticked", visit, at: moment, by: who)
    }
  }
}

extension Transaction {
  /// The number of the tick that stands, if one does.
  fileprivate func tick(of box: ID<ChecklistBox>, on visit: ID<Appointment>) throws -> Int? {
    try value(
      "SELECT number FROM visit_check WHERE appointment = \(visit) AND box = \(box) AND undone_at IS NULL")
  }
}
