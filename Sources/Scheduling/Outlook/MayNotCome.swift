import Kernel
import Practice
import Records
import Store

/// A visit that may need a reminder or a call, and why.
package struct OutlookLine: Sendable {
  package let board: BoardVisit
  package let outlook: NoShowOutlook
  /// A reminder waits to be sent already.
  package let isReminded: Bool
}

extension Scheduling {
  /// The visits of a day for which a reminder or a call is suggested, the most doubtful first. Whoever has confirmed
  /// has answered already. Seeing it is written to the audit trail before it is shown.
  package func mayNotCome(on day: LocalDay, at location: ID<Location>, by who: Who) async throws
    -> [OutlookLine]
  {
    try who.require(.seeSchedule)
    guard who.may(at: location) else { throw NotFound("location") }
    let lines = try await store.read { try $0.outlook(of: day, at: location) }
      .filter { $0.outlook.advice != .nothing }
      .sorted { ($1.outlook.points, $0.board.visit.start) < ($0.outlook.points, $1.board.visit.start) }
    try await saw(
      "schedule.outlook", lines.map(\.board.visit.patient.rawValue), "location:\(location)", "\(day)", who)
    return lines
  }
}

extension Transaction {
  fileprivate func outlook(of day: LocalDay, at location: ID<Location>) throws -> [OutlookLine] {
    let condition: SQL = "a.location = \(location) AND a.day = \(day) AND a.status = 'booked'"
    let visits = try boardVisits(where: condition)
    if visits.isEmpty { return [] }
    let booked: [ID<Appointment>: Instant] = try rows(
      "SELECT a.id, a.booked_at FROM appointment a WHERE \(condition)"
    ).reduce(into: [:]) { $0[try $1("id")] = try $1("booked_at") }
    let reminded: [ID<Appointment>] = try rows(
      """
      SELECT m.appointment FROM appointment a JOIN visit_message m ON m.appointment = a.id
      WHERE \(condition) AND m.kind = 'reminder' AND m.ended_at IS NULL
      """
    ).map { try $0("appointment") }
    let ends = Dictionary(
      grouping: try ends(of: Set(visits.map(\.visit.patient)), since: day.advanced(by: -730)), by: \.patient)
    return visits.map { board in
      let visit = board.visit
      let lead = visit.start.minutes(since: booked[visit.id] ?? visit.start) / 1440
      return OutlookLine(
        board: board,
        outlook: NoShowOutlook(leadDays: lead, ends: (ends[visit.patient] ?? []).map(\.absence)),
        isReminded: reminded.contains(visit.id))
    }
  }
}
