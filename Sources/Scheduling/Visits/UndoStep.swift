import Kernel
import Practice
import Store

extension Scheduling {
  /// Takes the last step of a visit back: the visit is where it was before, if that place is still free.
  ///
  /// The step stays in the history with who undid it. The booking itself is not undone but cancelled.
  @discardableResult
  package func undo(_ id: ID<Appointment>, step number: Int? = nil, by who: Who) async throws -> Appointment {
    let last = try await store.read { tx in
      _ = try tx.visit(id, seen: nil, by: who)
      return try tx.steps(of: id).last { $0.undone == nil }
    }
    guard let last, last.kind != .booked else { throw StepRefused.nothingToUndo }
    if let number, number != last.number { throw BookingRefused.changedMeanwhile }
    guard let visit = try await undo([last], by: who).first else { throw StepRefused.nothingToUndo }
    return visit
  }

  /// Takes back in one commit what one deed did to several visits: all of it, or nothing.
  ///
  /// - Throws: ``BookingRefused/changedMeanwhile`` where something happened to one of them since.
  @discardableResult
  package func undo(batch: String, by who: Who) async throws -> [Appointment] {
    let steps = try await store.read { try $0.steps(where: "batch = \(batch) AND batch <> ''") }
    guard !steps.isEmpty, steps.allSatisfy({ $0.undone == nil && $0.kind != .booked }) else {
      throw StepRefused.nothingToUndo
    }
    return try await undo(steps, by: who)
  }

  private func undo(_ steps: [VisitStep], by who: Who) async throws -> [Appointment] {
    try who.require(.undoSteps)
    let before = try await store.read { tx in
      try steps.map { try tx.lastStanding(of: $0, by: who) }
    }
    let back = zip(steps, before).map { step, visit in (step, visit, step.placeToRegain(from: visit)) }
    let asks = back.compactMap { _, visit, slot in
      slot.map { PlanAsk(patient: visit.patient, visitType: visit.visitType, slot: $0, isMove: true) }
    }
    let (moment, newID) = (now(), newID)
    do {
      return try await store.write(locking: likelyLocks(for: asks, leaving: before)) { tx in
        let plans = try tx.plans(asks, now: moment)
        try tx.release(
          back.filter { $0.2 != nil }.map { try tx.visit($0.1.id, seen: $0.1.steps, by: who) })
        var rest = plans[...]
        return try back.map { step, visit, slot in
          try tx.undo(
            step, of: visit, to: slot == nil ? nil : rest.popFirst(), by: who, at: moment, newID: newID)
        }
      }
    } catch let error as StoreError {
      throw error.asBookingRefusal
    }
  }
}

extension VisitStep {
  /// The slot that undoing has to take again; nil where the visit keeps what it holds.
  fileprivate func placeToRegain(from visit: Appointment) -> Slot? {
    if let movedFrom { return movedFrom }
    return !visit.status.holdsItsPlace && statusBefore.holdsItsPlace ? visit.slot : nil
  }
}

extension Transaction {
  /// The visit of a step that is its last one.
  fileprivate func lastStanding(of step: VisitStep, by who: Who) throws -> Appointment {
    let visit = try visit(step.appointment, seen: nil, by: who)
    guard try steps(of: visit.id).last(where: { $0.undone == nil })?.number == step.number else {
      throw BookingRefused.changedMeanwhile
    }
    return visit
  }

  fileprivate func undo(
    _ step: VisitStep, of before: Appointment, to plan: BookingPlan?, by who: Who, at moment: Instant,
    newID: () -> String
  ) throws -> Appointment {
    var visit = try visit(before.id, seen: before.steps, by: who)
    try requireOpen(visit.slot)
    visit.status = step.statusBefore
    if !visit.status.holdsItsPlace { try release(visit) }
    if let plan {
      // It stood there before: rules of the schedule do not matter, and where it stood beside another on purpose
      // it may stand there again, whichever of the two was put beside the other.
      let admission = try admission(plan, except: visit.id, now: moment)
      let isBeside = try !visit.overbooked.isEmpty || onlyDoubles(with: plan)
      var holding = try admission.admit {
        $0 == .slotTaken ? isBeside : !$0.isHard || !visit.overbooked.isEmpty
      }
      if visit.overbooked.isEmpty { holding.isDouble = false }
      visit.slot = plan.slot
      visit.start = plan.time.lowerBound
      visit.end = plan.time.upperBound
      try seat(&visit, plan, admission, newID: newID)
      try holdPlace(visit, plan, admission, holding, now: moment)
    }
    visit.steps += 1
    let undone = try change(
      """
      UPDATE visit_step SET undone_at = \(moment), undone_by = \(who.name)
      WHERE appointment = \(visit.id) AND number = \(step.number) AND undone_at IS NULL
      """)
    if undone == 0 { throw BookingRefused.changedMeanwhile }
    try update(visit)
    try reopenWork(kind: Displaced.work, key: visit.id.rawValue, endedAt: step.at)
    try withdrawMessages([.moved, .cancelled], about: visit, at: moment, by: who.name)
    try takeBackWhatWasTold(of: step, about: visit, newID, at: moment, by: who)
    try audit(
      "appointment.undone", by: who, patients: [visit.patient.rawValue], subject: "appointment:\(visit.id)",
      detail: step.kind.rawValue, at: moment)
    for place in Set([before.slot, visit.slot].map { Scheduling.topic($0.location, $0.day) }) {
      try announce(place)
    }
    return visit
  }

  /// Whether everything the provider has at that time was put there on purpose.
  private func onlyDoubles(with plan: BookingPlan) throws -> Bool {
    let others: Int? = try value(
      """
      SELECT COUNT(*) FROM claim WHERE holder = \(Holder.provider(plan.slot.provider).key) AND NOT double
        AND before_at < \(plan.whole.upperBound) AND after_at > \(plan.whole.lowerBound)
        AND before_at > \(plan.whole.lowerBound.advanced(byMinutes: -1440))
      """)
    return others == 0
  }
}
