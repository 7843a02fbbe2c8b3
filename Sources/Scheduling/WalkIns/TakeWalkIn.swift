import Kernel
import Practice
import Records
import Store

extension Scheduling {
  /// Takes somebody out of the queue into a provider's free time: booked and arrived in one commit. Of two who take the
  /// same person, one does.
  ///
  /// `patient`: who they are, where the queue does not know yet.
  package func takeWalkIn(
    _ id: ID<WalkIn>, into slot: Slot, patient: ID<Patient>? = nil, submission: String, by who: Who
  ) async throws -> Appointment {
    try who.require(.runDay)
    let moment = now()
    let one = try await store.read { tx -> WalkIn in
      guard let one = try tx.walkIns(where: "w.id = \(id)").first, who.may(at: one.location) else {
        throw NotFound("person in the queue")
      }
      return one
    }
    guard let patient = patient ?? one.patient else { throw WalkInRefused.unknown }
    let ask = BookingAsk(
      patient: patient, visitType: one.visitType, slot: slot, note: one.reason, submission: submission)
    let booked = try await book(
      [ask], by: who,
      prepare: { tx in
        _ = try tx.openWalkIn(id, by: who)
        return Belonging()
      },
      finish: { tx, visits in
        for var visit in visits {
          try tx.end(one, visit: visit.id, "", by: who, at: moment)
          visit.status = .arrived
          visit.steps += 1
          try tx.keep(
            visit, VisitStep(.arrived, number: visit.steps, of: visit.id, at: one.cameAt, by: who),
            was: visit.slot,
            by: who)
        }
      })
    guard let visit = booked.first, let now = try await store.read({ try $0.appointment(visit.id) }) else {
      throw NotFound("visit")
    }
    return now
  }
}
