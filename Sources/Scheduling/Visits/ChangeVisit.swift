import Kernel
import Practice
import Store

extension Transaction {
  /// A visit that this person may see and change, as the page saw it.
  ///
  /// - Throws: ``NotFound`` also for one at a location that is not theirs; ``BookingRefused/changedMeanwhile``
  ///   where it has more steps than the page knew.
  func visit(_ id: ID<Appointment>, seen steps: Int?, by who: Who) throws -> Appointment {
    guard let visit = try appointment(id), who.may(at: visit.slot.location) else { throw NotFound("visit") }
    if let steps, steps != visit.steps { throw BookingRefused.changedMeanwhile }
    return visit
  }

  /// Keeps a changed visit with the step that changed it, and tells whoever looks at the days.
  func keep(_ visit: Appointment, _ step: VisitStep, was before: Slot, by who: Who) throws {
    try requireOpen(before)
    try update(visit)
    try insert(step)
    // Whatever became of it, nobody has to look for another time any more.
    if step.kind != .confirmed {
      try endWork(
        kind: Displaced.work, key: visit.id.rawValue, outcome: step.kind.rawValue, by: who.name, at: step.at)
    }
    try settle(visit, step)
    try audit(
      "appointment.\(step.kind.rawValue)", by: who, patients: [visit.patient.rawValue],
      subject: "appointment:\(visit.id)", at: step.at)
    try announce(Scheduling.topic(visit.slot.location, visit.slot.day))
    if before.location != visit.slot.location || before.day != visit.slot.day {
      try announce(Scheduling.topic(before.location, before.day))
    }
  }
}
