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
  /// Why the visit should stand there although a rule is against it; empty for the ordinary booking.
  package var overrule: String
  /// The hold whose time it takes, if it was held.
  package var hold: ID<Hold>?
  /// The form's key: the same form sent twice books once.
  package var submission: String

  package init(
    patient: ID<Patient>, visitType: ID<VisitType>, slot: Slot, note: String = "", overrule: String = "",
    hold: ID<Hold>? = nil, submission: String
  ) {
    self.patient = patient
    self.visitType = visitType
    self.slot = slot
    self.note = note
    self.overrule = overrule
    self.hold = hold
    self.submission = submission
  }
}

extension Scheduling {
  /// Puts a patient on a provider's calendar, with the room and devices the visit needs, all or nothing.
  ///
  /// - Throws: ``BookingRefused`` where the slot cannot be had.
  @discardableResult
  package func book(_ ask: BookingAsk, by who: Who) async throws -> Appointment {
    guard let visit = try await book([ask], by: who).first else { throw NotFound("visit") }
    return visit
  }

  /// Books several visits in one commit: all of them, or none. The first ask's submission stands for the whole.
  ///
  /// `prepare`: what is checked or written in the same commit before the visits are, such as the offer that is
  /// accepted. It gives what the visits belong to.
  /// `finish`: what is written in the same commit once they stand.
  /// - Throws: ``BookingRefused`` for the first that cannot be had.
  package func book(
    _ asks: [BookingAsk], by who: Who,
    prepare: (@Sendable (Transaction) throws -> Belonging)? = nil,
    finish: @escaping @Sendable (Transaction, [Appointment]) throws -> Void = { _, _ in }
  ) async throws -> [Appointment] {
    try who.require(.bookVisits)
    let asks = try asks.map { try checked($0, by: who) }
    guard let submission = asks.first?.submission else { return [] }
    let plans = asks.map { PlanAsk(patient: $0.patient, visitType: $0.visitType, slot: $0.slot) }
    let alone = prepare == nil && asks.allSatisfy { $0.hold == nil }
    let (moment, newID) = (now(), newID)
    do {
      return try await store.write(locking: likelyLocks(for: plans), kept: .byQueues) { tx in
        let plans = try tx.plans(plans, alone: alone, now: moment)
        let belonging = try prepare?(tx) ?? Belonging()
        let batch = asks.count > 1 ? newID() : ""
        for ask in asks { try tx.consume(ask.hold, by: who, at: moment) }
        let visits = try zip(asks, plans).map { ask, plan in
          try tx.book(ask, plan, belonging, batch: batch, by: who, at: moment, newID: newID)
        }
        try finish(tx, visits)
        try tx.remember(
          submission: submission, by: who.staff.rawValue,
          answer: visits.map(\.id.rawValue).joined(separator: " "), at: moment)
        return visits
      }
    } catch {
      // The same form again: its time is taken by what it booked before, or its key is.
      if let before = try await store.read({ try $0.booked(before: submission, by: who) }) { return before }
      throw (error as? StoreError)?.asBookingRefusal ?? error
    }
  }

  /// What visits that are booked together belong to.
  package struct Belonging: Sendable {
    package var series: ID<VisitSeries>?
    package var chain: ID<VisitChain>?

    package init(series: ID<VisitSeries>? = nil, chain: ID<VisitChain>? = nil) {
      self.series = series
      self.chain = chain
    }
  }

  private func checked(_ ask: BookingAsk, by who: Who) throws -> BookingAsk {
    try who.require(ask.slot.location)
    try BookingRefused.check(ask.slot)
    var ask = ask
    ask.note = try CleanText.lines(ask.note, of: "The note", limit: 500)
    ask.overrule = try overruleReason(ask.overrule, who)
    guard ask.slot.day.days(since: Zone.utc.day(of: now())) <= 3 * 366 else {
      throw BookingRefused.tooFar(ask.slot.day)
    }
    return ask
  }

  /// The cleaned reason, where one is given by somebody who may book past some rule.
  func overruleReason(_ given: String, _ who: Who) throws -> String {
    let reason = try CleanText.line(given, of: "The reason for overbooking", limit: 200)
    if !reason.isEmpty, !who.may(.overbook), !who.may(.overrideRules) {
      throw BookingRefused.overbookingNotAllowed
    }
    return reason
  }
}

extension Transaction {
  fileprivate func booked(before submission: String, by who: Who) throws -> [Appointment]? {
    guard let answer = try answer(forSubmission: submission, by: who.staff.rawValue) else { return nil }
    let visits = try answer.split(separator: " ").compactMap { try appointment(ID(rawValue: String($0))) }
    return visits.isEmpty ? nil : visits
  }

  /// Admits one visit and writes it with all that belongs to it.
  func book(
    _ ask: BookingAsk, _ plan: BookingPlan, _ belonging: Scheduling.Belonging, batch: String, by who: Who,
    at moment: Instant, newID: () -> String
  ) throws -> Appointment {
    let overrule = Overrule(reason: ask.overrule, who: who)
    let admission = try admission(plan, now: moment)
    let holding = try admission.admit(passing: overrule.mayPass)
    var visit = Appointment(
      id: ID(rawValue: newID()), patient: ask.patient, visitType: ask.visitType, slot: ask.slot,
      time: plan.time, note: ask.note, overbooked: holding.isOrdinary ? "" : ask.overrule,
      weighted: plan.weighted, series: belonging.series, chain: belonging.chain)
    try seat(&visit, plan, admission, newID: newID)
    try insert(visit, zone: plan.zone, at: moment, by: who)
    try holdPlace(visit, plan, admission, holding, now: moment)
    try insert(
      VisitStep(
        .booked, number: 1, of: visit.id, at: moment, by: who, reason: visit.overbooked, batch: batch))
    try keep(holding.passed, of: visit, overrule, at: moment)
    try audit(
      "appointment.booked", by: who, patients: [visit.patient.rawValue], subject: "appointment:\(visit.id)",
      at: moment)
    try announce(Scheduling.topic(ask.slot.location, ask.slot.day))
    return visit
  }
}

extension StoreError {
  /// The schema's own guard spoke first: the slot went to somebody else a moment ago.
  var asBookingRefusal: any Error { kind == .overlap ? BookingRefused.slotTaken : self }
}
