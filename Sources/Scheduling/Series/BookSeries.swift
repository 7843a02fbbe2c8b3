import Foundation
import Kernel
import Practice
import Records
import Store

/// A series as somebody asks for it. The slot says with whom, where, at what time and how long.
package struct SeriesAsk: Sendable {
  package var patient: ID<Patient>
  package var visitType: ID<VisitType>
  package var slot: Slot
  package var rule: SeriesRule
  package var note: String

  package init(
    patient: ID<Patient>, visitType: ID<VisitType>, slot: Slot, rule: SeriesRule, note: String = ""
  ) {
    self.patient = patient
    self.visitType = visitType
    self.slot = slot
    self.rule = rule
    self.note = note
  }
}

extension Scheduling {
  /// Every visit of a series as it would stand, with what is against it and what else could be had. Nothing is booked.
  ///
  /// - Throws: ``SeriesRefused`` for a rule that cannot be followed.
  package func previewSeries(_ ask: SeriesAsk, by who: Who) async throws -> [Occurrence] {
    try who.require(.bookVisits)
    try who.require(ask.slot.location)
    try BookingRefused.check(ask.slot)
    let days = try ask.rule.days()
    let moment = now()
    return try await store.read { tx in
      var trial = OccurrenceTrial(tx, now: moment)
      return try days.map { day in
        var slot = ask.slot
        slot.day = day
        return try trial.occurrence(PlanAsk(patient: ask.patient, visitType: ask.visitType, slot: slot))
      }
    }
  }

  /// Books the visits of a series where somebody chose them to stand, in one commit: all of them, or none.
  ///
  /// - Throws: ``BookingRefused`` for the first that cannot be had.
  package func bookSeries(
    _ ask: SeriesAsk, at slots: [Slot], submission: String, by who: Who
  ) async throws -> [Appointment] {
    _ = try ask.rule.days()
    guard !slots.isEmpty else { throw SeriesRefused.noVisits }
    guard slots.count <= SeriesRule.most else { throw SeriesRefused.tooMany(slots.count) }
    let series: ID<VisitSeries> = ID(rawValue: newID())
    let rule = String(decoding: try JSONEncoder().encode(ask.rule), as: UTF8.self)
    let moment = now()
    return try await book(
      slots.map {
        BookingAsk(
          patient: ask.patient, visitType: ask.visitType, slot: $0, note: ask.note, submission: submission)
      }, by: who,
      prepare: { tx in
        try tx.run(
          """
          INSERT INTO visit_series (id, patient, rule, made_at, made_by)
          VALUES (\(series), \(ask.patient), \(rule), \(moment), \(who.name))
          """)
        try tx.audit(
          "series.booked", by: who, patients: [ask.patient.rawValue], subject: "series:\(series)",
          detail: "\(slots.count) visits", at: moment)
        return Belonging(series: series)
      })
  }
}
