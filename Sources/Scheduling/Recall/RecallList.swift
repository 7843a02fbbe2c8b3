import Kernel
import Practice
import Records
import Store

/// Somebody who is due.
package struct RecallLine: Sendable {
  package let patient: ListedPatient
  package let due: LocalDay
  /// The last visit that counted.
  package let last: LocalDay?
  /// First to last.
  package let attempts: [Outreach]
}

/// Which of those who are due are asked for.
package enum RecallStage: String, Sendable, CaseIterable {
  /// To be called now.
  case due
  /// Tried, and to be tried again on a later day.
  case later
  /// Do not want it this time.
  case declined

  package var words: String {
    switch self {
    case .due: "To call now"
    case .later: "Try again later"
    case .declined: "Do not want it now"
    }
  }
}

package struct RecallList: Sendable {
  package let rule: RecallRule
  /// How many there are on each stage.
  package let counts: [RecallStage: Int]
  /// One page of the stage that was asked for, longest due first.
  package let lines: [RecallLine]
}

extension Scheduling {
  /// Who is due by a rule. The dead, and whoever has such a visit ahead, are never on it.
  package func recall(
    _ id: ID<RecallRule>, _ stage: RecallStage = .due, location: ID<Location>? = nil, today: LocalDay,
    from first: Int = 0, most: Int = 50, by who: Who
  ) async throws -> RecallList {
    try who.require(.seeSchedule)
    let moment = now()
    let list = try await store.read { tx -> RecallList in
      let rule = try tx.recallRule(id)
      let about = Outreach.About.recall(id).key
      let attempts = try tx.outreach("about = \(about)").mapValues { $0[about] ?? [] }
      let due = try tx.recallDue(rule, today: today, now: moment).filter { found in
        // Somebody who never came yet belongs to every place.
        found.location.map { who.may(at: $0) && (location == nil || location == $0) } ?? true
      }
      let staged = Dictionary(grouping: due) { found in
        stageOf(attempts[found.patient] ?? [], due: found.due, ahead: rule.draft.ahead, today: today)
      }
      let page = (staged[stage] ?? []).sorted { ($0.due, $0.patient) < ($1.due, $1.patient) }
        .dropFirst(first).prefix(most)
      let people = try tx.listedPatients(page.map(\.patient))
      return RecallList(
        rule: rule, counts: staged.mapValues(\.count),
        lines: page.compactMap { found in
          people[found.patient].map {
            RecallLine(
              patient: $0, due: found.due, last: found.last, attempts: attempts[found.patient] ?? [])
          }
        })
    }
    try await saw("recall.viewed", list.lines.map(\.patient.id.rawValue), "recall_rule:\(id)", "", who)
    return list
  }
}

/// Where somebody stands after what was tried in this round.
func stageOf(_ attempts: [Outreach], due: LocalDay, ahead: Int, today: LocalDay) -> RecallStage {
  let round = attempts.filter { $0.day >= due.advanced(by: -ahead) }
  if round.last?.outcome == .declined, round.last?.next.map({ $0 > today }) ?? true { return .declined }
  if let next = round.last?.next, next > today { return .later }
  return .due
}

private struct RecallFound: Sendable {
  let patient: ID<Patient>
  let due: LocalDay
  let last: LocalDay?
  let location: ID<Location>?
}

extension Transaction {
  fileprivate func recallDue(_ rule: RecallRule, today: LocalDay, now: Instant) throws -> [RecallFound] {
    let d = rule.draft
    let since = try d.kind == .condition ? underRule(rule) : [:]
    var conditions: [SQL] = ["1 = 1"]
    switch d.kind {
    case .every:
      // Whoever came since cannot be due yet: most of a practice is left out here.
      conditions.append(
        "v.last_counted IS NULL OR v.last_counted <= \(months(-d.months, after: today).advanced(by: d.ahead + 3))"
      )
      conditions.append("v.last_visit IS NOT NULL")
    case .ages:
      let oldest = months(-12 * ((d.toAge ?? 21) + 1), after: today)
      conditions.append("p.birth_date > \(oldest)")
      conditions.append(
        "v.last_visit IS NOT NULL OR p.registered_at > \(now.advanced(byMinutes: -366 * 1440))")
    case .condition:
      if since.isEmpty { return [] }
    }
    let rows = try rows(
      """
      SELECT p.id, p.birth_date, v.last_visit, v.last_counted, v.last_place
      FROM patient p LEFT JOIN (
        SELECT a.patient, MAX(a.day) AS last_visit,
          MAX(CASE WHEN a.visit_type IN (\(each: rule.counted)) THEN a.day END) AS last_counted,
          MAX(a.day || a.location) AS last_place
        FROM appointment a WHERE a.status = 'done' GROUP BY a.patient) v ON v.patient = p.id
      WHERE (\(SQL.joined(conditions, by: ") AND (")))
        AND NOT EXISTS (SELECT 1 FROM patient_death x WHERE x.patient = p.id)
        AND NOT EXISTS (SELECT 1 FROM appointment f WHERE f.patient = p.id AND f.start_at > \(now)
          AND f.visit_type IN (\(each: rule.counted)) AND f.status NOT IN ('cancelled', 'no_show'))
      """)
    return try rows.compactMap { row in
      let patient: ID<Patient> = try row("id")
      let past = RecallPast(
        born: try row("birth_date"), lastVisit: try row("last_visit"), lastCounted: try row("last_counted"),
        since: since[patient])
      guard let due = rule.due(past, today: today) else { return nil }
      let place: String? = try row("last_place")
      return RecallFound(
        patient: patient, due: due, last: past.lastCounted,
        location: place.map { ID(rawValue: String($0.dropFirst(10))) })
    }
  }

  /// Since when patients are under a rule by a condition or by hand.
  private func underRule(_ rule: RecallRule) throws -> [ID<Patient>: LocalDay] {
    var since: [ID<Patient>: LocalDay] = [:]
    for row in try rows(
      """
      SELECT patient, MIN(recorded_at) AS at FROM health_condition
      WHERE code IN (\(each: rule.draft.codes)) AND status NOT IN ('resolved', 'inactive', 'remission')
      GROUP BY patient
      """)
    {
      let at: Instant? = try row("at")
      since[try row("patient")] = at.map { Zone.utc.day(of: $0) } ?? LocalDay(daysSince1970: 0)
    }
    for row in try rows("SELECT patient, day FROM recall_person WHERE rule = \(rule.id)") {
      since[try row("patient")] = try row("day")
    }
    return since
  }

  func listedPatients(_ ids: [ID<Patient>]) throws -> [ID<Patient>: ListedPatient] {
    try rows(
      """
      SELECT \(ListedPatient.columns) FROM patient p JOIN patient_name n ON n.patient = p.id AND n.place = 0
      WHERE p.id IN (\(each: ids))
      """
    ).reduce(into: [:]) { found, row in
      let patient = try ListedPatient(row)
      found[patient.id] = patient
    }
  }
}
