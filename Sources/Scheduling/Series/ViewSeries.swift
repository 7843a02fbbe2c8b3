import Foundation
import Kernel
import Practice
import Records
import Store

/// A series with its visits in the order of their times.
package struct SeriesDetails: Sendable {
  package let id: ID<VisitSeries>
  package let patient: ID<Patient>
  package let rule: SeriesRule
  package let visits: [Visit]

  package struct Visit: Sendable {
    package let board: BoardVisit
    /// 4 for the fourth that stands; nil for one that was given up.
    package let number: Int?
    /// Somebody moved this one alone.
    package let isMovedByHand: Bool

    package var visit: Appointment { board.visit }
  }

  /// How many visits there are: those authorized, where that was said.
  package var total: Int {
    if case .visits(let count) = rule.end { count } else { visits.count { $0.number != nil } }
  }

  package enum Scope: String, Sendable, CaseIterable {
    case this, following, all
  }

  /// The visits that a change reaches: what can still be moved, and what was moved by hand only where that is said.
  package func visits(
    _ scope: Scope, from visit: ID<Appointment>, withMoved: Bool, now: Instant
  ) -> [Appointment] {
    guard let start = visits.first(where: { $0.visit.id == visit })?.visit.start else { return [] }
    return visits.filter { one in
      if one.visit.id == visit { return one.visit.status.isMovable }
      let isMeant = scope == .all ? one.visit.start > now : scope == .following && one.visit.start > start
      return isMeant && one.visit.status.isMovable && (withMoved || !one.isMovedByHand)
    }.map(\.visit)
  }
}

extension Scheduling {
  /// A series and all its visits. Seeing it is written to the audit trail before it is shown.
  package func series(_ id: ID<VisitSeries>, by who: Who) async throws -> SeriesDetails {
    try who.require(.seeSchedule)
    let details = try await store.read { try $0.series(id) }
    guard let details, details.visits.contains(where: { who.may(at: $0.visit.slot.location) }) else {
      throw NotFound("series")
    }
    try await saw("series.viewed", [details.patient.rawValue], "series:\(id)", "", who)
    return details
  }

  /// Where a visit stands in its series: `visit 4 of 12`.
  package func placeInSeries(_ visit: Appointment, by who: Who) async throws -> String? {
    try who.require(.seeSchedule)
    guard let series = visit.series, who.may(at: visit.slot.location) else { return nil }
    guard let details = try await store.read({ try $0.series(series) }) else { return nil }
    guard let number = details.visits.first(where: { $0.visit.id == visit.id })?.number else { return nil }
    if case .visits = details.rule.end { return "visit \(number) of \(details.total) authorized" }
    return "visit \(number) of \(details.total)"
  }
}

extension Transaction {
  fileprivate func series(_ id: ID<VisitSeries>) throws -> SeriesDetails? {
    guard let row = try row("SELECT patient, rule FROM visit_series WHERE id = \(id)") else { return nil }
    let rule = try JSONDecoder().decode(SeriesRule.self, from: Data((try row("rule") as String).utf8))
    let byHand = try movedByHand(id)
    var number = 0
    let visits = try boardVisits(where: "a.series = \(id)").map { board -> SeriesDetails.Visit in
      if board.visit.status != .cancelled { number += 1 }
      return SeriesDetails.Visit(
        board: board, number: board.visit.status == .cancelled ? nil : number,
        isMovedByHand: byHand.contains(board.visit.id))
    }
    return SeriesDetails(id: id, patient: try row("patient"), rule: rule, visits: visits)
  }

  /// Occurrences whose last move that stands was theirs alone.
  private func movedByHand(_ series: ID<VisitSeries>) throws -> Set<ID<Appointment>> {
    Set(
      try rows(
        """
        SELECT s.appointment FROM visit_step s JOIN appointment a ON a.id = s.appointment
          LEFT JOIN series_move m ON m.appointment = s.appointment AND m.step = s.number
        WHERE a.series = \(series) AND s.step = 'moved' AND s.undone_at IS NULL AND m.step IS NULL
          AND NOT EXISTS (SELECT 1 FROM visit_step later WHERE later.appointment = s.appointment
            AND later.step = 'moved' AND later.undone_at IS NULL AND later.number > s.number)
        """
      ).map { try $0("appointment") })
  }
}
