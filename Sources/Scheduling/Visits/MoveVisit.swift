import Kernel
import Practice
import Records
import Store

extension Scheduling {
  /// Takes a visit to another time, day, provider or place, with the rooms it needs there, all or nothing.
  ///
  /// `overbook` says why it should stand there although the time is not free; `seen` is how many steps the page
  /// knew, nil where any will do.
  @discardableResult
  package func move(
    _ id: ID<Appointment>, to slot: Slot, overbook: String = "", seen: Int? = nil, by who: Who
  ) async throws -> Appointment {
    try who.require(.bookVisits)
    try who.require(slot.location)
    let reason = try overbookReason(overbook, who)
    let old = try await store.read { try $0.visit(id, seen: nil, by: who) }
    if old.slot == slot { return old }
    if let seen, seen != old.steps { throw BookingRefused.changedMeanwhile }
    guard old.status == .booked || old.status == .confirmed || old.status == .arrived else {
      throw StepRefused.notMovable(old.status)
    }
    let plan = try await plan(
      patient: old.patient, visitType: old.visitType, slot: slot, except: id, isMove: true)
    if plan.time.upperBound <= now() { throw BookingRefused.inThePast }
    let moment = now()
    do {
      return try await store.write(locking: plan.locks) { tx in
        var visit = try tx.visit(id, seen: old.steps, by: who)
        let holding = try Admission(
          plan: plan, taken: try tx.taken(plan.holders, around: plan.time, except: id), reason: reason
        ).admit()
        visit.slot = slot
        visit.start = plan.time.lowerBound
        visit.end = plan.time.upperBound
        visit.overbooked = holding.isOverbooked ? reason : ""
        visit.steps += 1
        try tx.release(id)
        try tx.claim(visit, holding)
        try tx.keep(
          visit,
          VisitStep(
            .moved, number: visit.steps, of: id, at: moment, by: who, reason: reason, before: old.status,
            movedFrom: old.slot),
          was: old.slot, by: who)
        return visit
      }
    } catch let error as StoreError {
      throw error.asBookingRefusal
    }
  }
}
