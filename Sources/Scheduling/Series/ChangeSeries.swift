import Kernel
import Practice
import Store

/// What should become different for visits of a series. What is nil stays.
package struct SeriesChange: Sendable, Equatable {
  package var time: WallTime?
  package var provider: ID<Provider>?
  package var minutes: Int?
  /// So many days later, or earlier where it is negative.
  package var days: Int

  package init(time: WallTime? = nil, provider: ID<Provider>? = nil, minutes: Int? = nil, days: Int = 0) {
    self.time = time
    self.provider = provider
    self.minutes = minutes
    self.days = days
  }

  package func applied(to slot: Slot) -> Slot {
    Slot(
      provider: provider ?? slot.provider, location: slot.location, day: slot.day.advanced(by: days),
      time: time ?? slot.time, minutes: minutes ?? slot.minutes)
  }
}

extension Scheduling {
  /// Where visits of a series would go, with what is against each and what else could be had. Nothing is moved.
  ///
  /// - Throws: ``SeriesRefused/nothingToChange`` where none of them can be moved any more.
  package func previewChange(
    _ change: SeriesChange, of series: ID<VisitSeries>, _ scope: SeriesDetails.Scope,
    from visit: ID<Appointment>, withMoved: Bool = false, by who: Who
  ) async throws -> [Occurrence] {
    try who.require(.bookVisits)
    let moment = now()
    let visits = try await self.series(series, by: who).visits(
      scope, from: visit, withMoved: withMoved, now: moment)
    guard !visits.isEmpty else { throw SeriesRefused.nothingToChange }
    let slots = visits.map { change.applied(to: $0.slot) }
    for slot in slots { try BookingRefused.check(slot) }
    return try await store.read { tx in
      var trial = OccurrenceTrial(tx, now: moment)
      return try zip(visits, slots).map { visit, slot in
        try trial.occurrence(
          PlanAsk(patient: visit.patient, visitType: visit.visitType, slot: slot, isMove: true), moving: visit
        )
      }
    }
  }

  /// Moves visits of a series together in one commit: all of them, or none. Where somebody changed one meanwhile,
  /// nothing is moved.
  package func moveSeries(
    _ series: ID<VisitSeries>, _ moves: [VisitMove], by who: Who
  ) async throws -> [Appointment] {
    guard !moves.isEmpty else { throw SeriesRefused.nothingToChange }
    let moment = now()
    return try await move(
      moves, by: who,
      finish: { tx, moved in
        guard moved.allSatisfy({ $0.series == series }) else { throw SeriesRefused.notOfThisSeries }
        for visit in moved {
          try tx.run("INSERT INTO series_move (appointment, step) VALUES (\(visit.id), \(visit.steps))")
        }
        try tx.audit(
          "series.moved", by: who, patients: Set(moved.map(\.patient.rawValue)).sorted(),
          subject: "series:\(series)", detail: "\(moved.count) visits", at: moment)
      })
  }
}
