import Kernel
import Practice
import Records
import Store

/// A booking as somebody asks for it.
package struct BookingAsk: Sendable {
  package var patient: ID<Patient>
  package var visitType: ID<VisitType>
  package var slot: Slot
  package var note: String
  /// Why the visit should stand there although the time is not free; empty for the ordinary booking.
  package var overbook: String
  /// The form's key: the same form sent twice books once.
  package var submission: String

  package init(
    patient: ID<Patient>, visitType: ID<VisitType>, slot: Slot, note: String = "", overbook: String = "",
    submission: String
  ) {
    self.patient = patient
    self.visitType = visitType
    self.slot = slot
    self.note = note
    self.overbook = overbook
    self.submission = submission
  }
}

extension Scheduling {
  /// Puts a patient on a provider's calendar, with the room and devices the visit needs, all or nothing.
  ///
  /// - Throws: ``BookingRefused`` where the slot cannot be had.
  @discardableResult
  package func book(_ ask: BookingAsk, by who: Who) async throws -> Appointment {
    try who.require(.bookVisits)
    try who.require(ask.slot.location)
    let note = try CleanText.lines(ask.note, of: "The note", limit: 500)
    let reason = try overbookReason(ask.overbook, who)
    guard ask.slot.day.days(since: Zone.utc.day(of: now())) <= 3 * 366 else {
      throw BookingRefused.tooFar(ask.slot.day)
    }
    if let before = try await booked(before: ask, by: who) { return before }
    let plan = try await plan(patient: ask.patient, visitType: ask.visitType, slot: ask.slot)
    let id: ID<Appointment> = ID(rawValue: newID())
    let moment = now()
    do {
      return try await store.write(locking: plan.locks) { tx in
        let holding = try Admission(
          plan: plan, taken: try tx.taken(plan.holders, around: plan.time), reason: reason
        ).admit()
        let visit = Appointment(
          id: id, patient: ask.patient, visitType: ask.visitType, slot: ask.slot,
          start: plan.time.lowerBound, end: plan.time.upperBound, status: .booked, note: note,
          overbooked: holding.isOverbooked ? reason : "", steps: 1)
        try tx.insert(visit, zone: plan.zone, at: moment, by: who)
        try tx.claim(visit, holding)
        try tx.insert(VisitStep(.booked, number: 1, of: visit.id, at: moment, by: who, reason: reason))
        try tx.audit(
          "appointment.booked", by: who, patients: [ask.patient.rawValue], subject: "appointment:\(id)",
          at: moment)
        try tx.remember(
          submission: ask.submission, by: who.staff.rawValue, answer: id.rawValue, at: moment)
        try tx.announce(Self.topic(ask.slot.location, ask.slot.day))
        return visit
      }
    } catch let error as StoreError {
      // The same form twice at the same moment: the second finds what the first booked.
      if let before = try await booked(before: ask, by: who) { return before }
      throw error.asBookingRefusal
    } catch let refused as BookingRefused {
      if let before = try await booked(before: ask, by: who) { return before }
      throw refused
    }
  }

  private func booked(before ask: BookingAsk, by who: Who) async throws -> Appointment? {
    try await store.read { tx in
      guard let answer = try tx.answer(forSubmission: ask.submission, by: who.staff.rawValue) else {
        return nil
      }
      return try tx.appointment(ID(rawValue: answer))
    }
  }

  /// The cleaned reason, where one is given by somebody who may overbook.
  func overbookReason(_ given: String, _ who: Who) throws -> String {
    let reason = try CleanText.line(given, of: "The reason for overbooking", limit: 200)
    if !reason.isEmpty, !who.may(.overbook) { throw BookingRefused.overbookingNotAllowed }
    return reason
  }
}

extension StoreError {
  /// The schema's own guard spoke first: the slot went to somebody else a moment ago.
  var asBookingRefusal: any Error { kind == .overlap ? BookingRefused.slotTaken : self }
}
