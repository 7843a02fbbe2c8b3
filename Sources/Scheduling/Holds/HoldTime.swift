import Kernel
import Practice
import Records
import Store

extension Scheduling {
  /// Keeps a time with its rooms for some minutes. Others see it as held; it is free again by itself.
  ///
  /// `patient`: who it is for, where that is known already.
  /// - Throws: ``BookingRefused`` where the visit could not be booked there.
  package func hold(
    _ slot: Slot, for visitType: ID<VisitType>, patient: ID<Patient>? = nil, minutes: Int = 5,
    submission: String, by who: Who
  ) async throws -> Hold {
    try who.require(.bookVisits)
    try who.require(slot.location)
    guard holdMinutes.contains(minutes) else {
      throw InvalidInput("minutes", "A time is held for 1 to \(holdMinutes.upperBound) minutes.")
    }
    let moment = now()
    let ask = PlanAsk(patient: patient, visitType: visitType, slot: slot)
    let hold = Hold(
      id: ID(rawValue: newID()), patient: patient, visitType: visitType, slot: slot, madeBy: who.staff,
      madeByName: who.name, expires: moment.advanced(byMinutes: minutes))
    do {
      return try await store.write(locking: likelyLocks(for: [ask]), kept: .byQueues) { tx in
        guard let plan = try tx.plans([ask], now: moment).first else { throw NotFound("time") }
        try tx.keepTime(hold, plan, by: who, at: moment)
        try tx.remember(
          submission: submission, by: who.staff.rawValue, answer: hold.id.rawValue, at: moment)
        return hold
      }
    } catch {
      // The same request again: its time is held by what it held before, or its key is taken.
      if let before = try await held(before: submission, by: who) { return before }
      guard let error = error as? StoreError else { throw error }
      // The same request after its hold has ended.
      if error.kind == .unique { throw BookingRefused.holdGone }
      throw error.asBookingRefusal
    }
  }

  private func held(before submission: String, by who: Who) async throws -> Hold? {
    try await store.read { tx in
      try tx.answer(forSubmission: submission, by: who.staff.rawValue).flatMap {
        try tx.hold(ID(rawValue: $0))
      }
    }
  }
}

extension Transaction {
  /// Admits a hold and writes it with what it claims, until it runs out by itself.
  func keepTime(_ hold: Hold, _ plan: BookingPlan, by who: Who, at moment: Instant) throws {
    let admission = try admission(plan, now: moment)
    let holding = try admission.admit { _ in false }
    try insert(hold, at: moment)
    if admission.session == nil {
      if admission.taken.hasExpired { try clearExpiredHolds(plan.holders, at: moment) }
      try claim(
        .hold(hold.id, until: hold.expires), plan.time, plan.type.rules.buffer, provider: hold.slot.provider,
        holding.resources, double: false)
    }
    try audit(
      "hold.made", by: who, patients: hold.patient.map { [$0.rawValue] } ?? [], subject: "hold:\(hold.id)",
      at: moment)
    try enqueue(Job(kind: Hold.expiry, key: hold.id.rawValue, due: hold.expires), at: moment)
    try announce(Scheduling.topic(hold.slot.location, hold.slot.day))
  }
}

extension Hold {
  /// The job that tells the boards when a hold has run out.
  package static let expiry = "hold.expire"
}
