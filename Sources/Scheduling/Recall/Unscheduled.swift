import Kernel
import Practice
import Records
import Store

/// A visit that was cancelled or missed, and nothing was booked in its place.
package struct UnscheduledLine: Sendable {
  package let visit: Appointment
  package let patient: ListedPatient
  package let typeName: String
  package let providerName: String
  /// When it was cancelled or marked as missed.
  package let since: Instant
  package let reason: String
  /// How many visits this patient cancelled or missed within a year.
  package let broken: Int
  package let attempts: [Outreach]
}

extension Scheduling {
  /// Visits of the last months that wait to be rebooked, the oldest first: each patient once for each kind of visit.
  package func unscheduled(
    _ stage: RecallStage = .due, location: ID<Location>? = nil, today: LocalDay, by who: Who
  ) async throws -> (lines: [UnscheduledLine], counts: [RecallStage: Int]) {
    try who.require(.seeSchedule)
    let moment = now()
    let all = try await store.read { try $0.unscheduled(location: location, now: moment) }
    let staged = Dictionary(grouping: all.filter { who.may(at: $0.visit.slot.location) }) {
      stageOf($0.attempts, due: LocalDay(daysSince1970: 0), ahead: 0, today: today)
    }
    let lines = staged[stage] ?? []
    try await saw(
      "unscheduled.viewed", Array(Set(lines.map(\.patient.id.rawValue))), "unscheduled", "", who)
    return (lines, staged.mapValues(\.count))
  }
}

extension Transaction {
  fileprivate func unscheduled(location: ID<Location>?, now: Instant) throws -> [UnscheduledLine] {
    let here: SQL = location.map { "a.location = \($0)" } ?? "1 = 1"
    let rows = try rows(
      """
      SELECT a.id, a.patient, a.visit_type, a.provider, a.location, a.day, a.starts, a.minutes, a.start_at,
        a.end_at, a.status, a.note, a.overbooked, a.weighted, a.series, a.chain, a.session, a.steps, s.at AS since, s.reason, t.name AS type_name,
        d.name AS provider_name, \(ListedPatient.columns),
        (SELECT COUNT(*) FROM appointment b WHERE b.patient = a.patient AND b.status IN ('cancelled', 'no_show')
          AND b.start_at > \(now.advanced(byMinutes: -365 * 1440))) AS broken
      FROM appointment a
        JOIN visit_step s ON s.appointment = a.id AND s.step = a.status AND s.undone_at IS NULL
        JOIN visit_type t ON t.id = a.visit_type
        JOIN provider d ON d.id = a.provider
        JOIN patient p ON p.id = a.patient
        JOIN patient_name n ON n.patient = p.id AND n.place = 0
      WHERE a.status IN ('cancelled', 'no_show') AND a.start_at > \(now.advanced(byMinutes: -120 * 1440)) AND \(here)
        AND s.reason NOT LIKE \(CancelReason.mistake.words + "%")
        AND NOT EXISTS (SELECT 1 FROM pin i WHERE i.appointment = a.id AND i.ended_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM patient_death x WHERE x.patient = a.patient)
        AND NOT EXISTS (SELECT 1 FROM appointment b WHERE b.patient = a.patient AND b.visit_type = a.visit_type
          AND b.status NOT IN ('cancelled', 'no_show') AND (b.start_at > a.start_at OR b.booked_at > s.at))
        AND NOT EXISTS (SELECT 1 FROM appointment b WHERE b.patient = a.patient AND b.visit_type = a.visit_type
          AND b.status IN ('cancelled', 'no_show') AND (b.start_at > a.start_at
            OR (b.start_at = a.start_at AND b.id > a.id)))
      ORDER BY s.at, a.id
      """)
    let visits = try rows.map { try Appointment($0) }
    let attempts = try outreach("about IN (\(each: visits.map { Outreach.About.visit($0.id).key }))")
    return try zip(visits, rows).map { visit, row in
      UnscheduledLine(
        visit: visit, patient: try ListedPatient(row), typeName: try row("type_name"),
        providerName: try row("provider_name"), since: try row("since"), reason: try row("reason"),
        broken: try row("broken"),
        attempts: attempts[visit.patient]?[Outreach.About.visit(visit.id).key] ?? [])
    }
  }
}
