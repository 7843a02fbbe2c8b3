import Kernel
import Practice
import Records
import Store

/// A visit as a board shows it.
package struct BoardVisit: Sendable, Equatable {
  package let visit: Appointment
  package let patient: PersonName
  /// The name they want to be called by, where it is another.
  package let calledName: String
  package let born: LocalDay?
  package let recordNumber: Int
  package let phone: PhoneNumber?
  /// Alerts of the desk about this patient.
  package let alerts: [String]
  package let typeName: String
  package let colour: VisitType.Colour
  package let providerName: String
  /// Rooms and devices it holds, by name.
  package let resources: [Resource]
  /// Since when it is in its present state.
  package let since: Instant
  /// Every rule it was ever booked or moved past.
  package var overrides: [RuleOverride] = []
  /// How many of its boxes are ticked; nil where it has none.
  package var boxes: BoxCount?
}

extension Transaction {
  /// Visits of some days, in the order of their times.
  func boardVisits(
    _ days: ClosedRange<LocalDay>, location: ID<Location>? = nil, provider: ID<Provider>? = nil
  ) throws -> [BoardVisit] {
    var conditions: [SQL] = ["a.day >= \(days.lowerBound) AND a.day <= \(days.upperBound)"]
    if let location { conditions.append("a.location = \(location)") }
    if let provider { conditions.append("a.provider = \(provider)") }
    return try boardVisits(where: SQL.joined(conditions, by: " AND "))
  }

  /// A visit of today and a visit of last year are made from the same columns, in as many reads however many there are.
  func boardVisits(where condition: SQL) throws -> [BoardVisit] {
    let rows = try rows(
      """
      SELECT a.id, a.patient, a.visit_type, a.provider, a.location, a.day, a.starts, a.minutes, a.start_at, a.end_at,
        a.status, a.note, a.overbooked, a.weighted, a.series, a.chain, a.session, a.steps, n.family, n.given, n.prefix, n.suffix, p.birth_date, p.number,
        (SELECT c.given FROM patient_name c WHERE c.patient = a.patient AND c.kind = 'preferred'
          ORDER BY c.place LIMIT 1) AS called,
        (SELECT f.phone FROM patient_phone f WHERE f.patient = a.patient ORDER BY f.place LIMIT 1) AS phone,
        (SELECT MAX(s.at) FROM visit_step s WHERE s.appointment = a.id AND s.undone_at IS NULL) AS since
      FROM appointment a
        JOIN patient p ON p.id = a.patient
        JOIN patient_name n ON n.patient = a.patient AND n.place = 0
      WHERE \(condition)
      ORDER BY a.start_at, a.id
      """)
    if rows.isEmpty { return [] }
    let resources = try resourcesHeld(where: condition)
    let alerts = try alerts(where: condition)
    let overrides = try overrides(where: condition)
    let boxes = try checklist().filter(\.isActive)
    let ticked = try ticked(where: condition, of: boxes)
    let types = Dictionary(uniqueKeysWithValues: try visitTypes().map { ($0.id, $0) })
    let providers = Dictionary(uniqueKeysWithValues: try providers().map { ($0.id, $0) })
    let places = try locations()
    return try rows.map { row in
      var visit = try Appointment(row)
      guard let type = types[visit.visitType], let provider = providers[visit.slot.provider] else {
        throw NotFound("visit type or provider")
      }
      // One text for all of them: days of boards stay in memory.
      visit.visitType = type.id
      visit.slot.provider = provider.id
      if let place = places.first(where: { $0.id == visit.slot.location }) { visit.slot.location = place.id }
      return BoardVisit(
        visit: visit,
        patient: PersonName(
          family: try row("family"), given: try row("given"), prefix: try row("prefix"),
          suffix: try row("suffix")),
        calledName: try row("called") ?? "", born: try row("birth_date"), recordNumber: try row("number"),
        phone: try row("phone"), alerts: alerts[visit.patient] ?? [], typeName: type.name,
        colour: type.colour, providerName: provider.name,
        resources: resources[visit.id] ?? [],
        since: try row("since") ?? visit.start, overrides: overrides[visit.id] ?? [],
        boxes: BoxCount(boxes.filter { $0.belongs(to: visit.visitType) }, ticked: ticked[visit.id] ?? []))
    }
  }

  private func resourcesHeld(where condition: SQL) throws -> [ID<Appointment>: [Resource]] {
    var held: [ID<Appointment>: [Resource]] = [:]
    // A claim of a resource names it after the word and the colon: so each claim finds its resource, and not each
    // resource its claims.
    for row in try rows(
      """
      SELECT a.id AS appointment, r.id, r.location, r.name, r.kind, r.group_name
      FROM appointment a JOIN claim c ON c.appointment = a.id OR c.session = a.session
        JOIN resource r ON r.id = substr(c.holder, 10) AND c.holder LIKE 'resource:%'
      WHERE \(condition) ORDER BY r.name
      """)
    {
      held[try row("appointment"), default: []].append(
        Resource(
          id: try row("id"), location: try row("location"), name: try row("name"), kind: try row("kind"),
          group: try row("group_name")))
    }
    return held
  }

  private func alerts(where condition: SQL) throws -> [ID<Patient>: [String]] {
    var alerts: [ID<Patient>: [String]] = [:]
    for row in try rows(
      """
      SELECT DISTINCT m.patient, m.text, m.written_at FROM appointment a JOIN patient_note m ON m.patient = a.patient
      WHERE \(condition) AND m.kind = 'alert'
        AND NOT EXISTS (SELECT 1 FROM patient_note_retirement x WHERE x.note = m.id)
      ORDER BY m.written_at
      """)
    {
      alerts[try row("patient"), default: []].append(try row("text"))
    }
    return alerts
  }
}
