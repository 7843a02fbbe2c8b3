import Kernel
import Practice
import Store

extension Scheduling {
  /// Takes the last step of a visit back: the visit is where it was before, if that place is still free.
  ///
  /// The step stays in the history with who undid it. The booking itself is not undone but cancelled.
  @discardableResult
  package func undo(_ id: ID<Appointment>, step number: Int? = nil, by who: Who) async throws -> Appointment {
    try who.require(.undoSteps)
    let (visit, last) = try await store.read { tx in
      (try tx.visit(id, seen: nil, by: who), try tx.steps(of: id).last { $0.undone == nil })
    }
    guard let last, last.kind != .booked else { throw StepRefused.nothingToUndo }
    if let number, number != last.number { throw BookingRefused.changedMeanwhile }
    let slot = last.movedFrom ?? visit.slot
    let mustHold = last.movedFrom != nil || (!visit.status.holdsItsPlace && last.statusBefore.holdsItsPlace)
    let plan =
      mustHold
      ? try await plan(
        patient: visit.patient, visitType: visit.visitType, slot: slot, except: id, isMove: true)
      : nil
    let left = Self.topic(visit.slot.location, visit.slot.day)
    let moment = now()
    do {
      return try await store.write(locking: plan?.locks ?? []) { tx in
        var visit = try tx.visit(id, seen: visit.steps, by: who)
        visit.status = last.statusBefore
        if let plan {
          // Where it stood beside another before, it may stand there again: the reason was given then.
          let holding = try Admission(
            plan: plan, taken: try tx.taken(plan.holders, around: plan.time, except: id),
            reason: visit.overbooked
          ).admit()
          visit.slot = slot
          visit.start = plan.time.lowerBound
          visit.end = plan.time.upperBound
          try tx.release(id)
          try tx.claim(visit, holding)
        }
        visit.steps += 1
        try tx.undo(last, at: moment, by: who)
        try tx.update(visit)
        try tx.audit(
          "appointment.undone", by: who, patients: [visit.patient.rawValue], subject: "appointment:\(id)",
          detail: last.kind.rawValue, at: moment)
        for place in Set([left, Self.topic(visit.slot.location, visit.slot.day)]) { try tx.announce(place) }
        return visit
      }
    } catch let error as StoreError {
      throw error.asBookingRefusal
    }
  }
}

extension Transaction {
  fileprivate func undo(_ step: VisitStep, at moment: Instant, by who: Who) throws {
    try run(
      """
      UPDATE visit_step SET undone_at = \(moment), undone_by = \(who.name)
      WHERE appointment = \(step.appointment) AND number = \(step.number) AND undone_at IS NULL
      """)
  }
}
