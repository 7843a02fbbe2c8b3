import Kernel
import Practice
import Records
import Store

/// A patient on a list of the desk: whom to ask for, and how to reach them.
package struct ListedPatient: Sendable, Equatable {
  package let id: ID<Patient>
  package let name: PersonName
  package let calledName: String
  package let born: LocalDay?
  package let recordNumber: Int
  package let phone: PhoneNumber?

  /// What a SELECT needs to make one, where `p` is the patient and `n` the legal name.
  static let columns: SQL =
    """
    p.id AS patient_id, p.birth_date, p.number, n.family, n.given, n.prefix, n.suffix,
    (SELECT c.given FROM patient_name c WHERE c.patient = p.id AND c.kind = 'preferred'
      ORDER BY c.place LIMIT 1) AS called,
    (SELECT f.phone FROM patient_phone f WHERE f.patient = p.id ORDER BY f.place LIMIT 1) AS phone
    """

  init(_ row: Row) throws {
    id = try row("patient_id")
    name = PersonName(
      family: try row("family"), given: try row("given"), prefix: try row("prefix"), suffix: try row("suffix")
    )
    calledName = try row("called") ?? ""
    born = try row("birth_date")
    recordNumber = try row("number")
    phone = try row("phone")
  }
}

/// A wish on the list, with all that the desk has to know about it.
package struct WaitLine: Sendable {
  package let wish: Wish
  package let patient: ListedPatient
  package let typeName: String
  package let colour: VisitType.Colour
  package let providerName: String
  package let locationName: String
  /// How often they were offered a time, and when last.
  package let asked: Int
  package let lastAsked: Instant?
  /// The visit of this kind that they have ahead, if any.
  package let next: LocalDay?
}

extension Scheduling {
  /// Everybody who waits: urgent first, then who waits longest. Seeing it is written to the audit trail.
  package func waitList(
    type: ID<VisitType>? = nil, location: ID<Location>? = nil, by who: Who
  ) async throws -> [WaitLine] {
    try who.require(.seeSchedule)
    let moment = now()
    let all = try await store.read { try $0.waitLines(type: type, location: location, now: moment) }
    let lines = all.filter { $0.wish.terms.location.map(who.may(at:)) ?? true }
    try await saw("wait_list.viewed", Array(Set(lines.map(\.patient.id.rawValue))), "wait_list", "", who)
    return lines
  }

  /// Whom a list of work is about; whoever shows the list has written down that it was seen.
  package func listed(_ ids: [ID<Patient>], by who: Who) async throws -> [ID<Patient>: ListedPatient] {
    try who.require(.seeSchedule)
    return try await store.read { try $0.listedPatients(ids) }
  }

  /// One wish that still waits.
  package func wish(_ id: ID<Wish>, by who: Who) async throws -> Wish {
    try who.require(.seeSchedule)
    let wish = try await store.read { try $0.openWish(id, by: who) }
    try await saw("wish.viewed", [wish.terms.patient.rawValue], "wish:\(id)", "", who)
    return wish
  }
}

extension Transaction {
  fileprivate func waitLines(type: ID<VisitType>?, location: ID<Location>?, now: Instant) throws -> [WaitLine]
  {
    var conditions: [SQL] = [wishIsOpen]
    if let type { conditions.append("w.visit_type = \(type)") }
    if let location { conditions.append("(w.location IS NULL OR w.location = \(location))") }
    return try rows(
      """
      SELECT \(wishColumns), \(ListedPatient.columns), t.name AS type_name, t.colour, d.name AS provider_name,
        l.name AS location_name,
        (SELECT COUNT(*) FROM offer o WHERE o.wish = w.id) AS asked,
        (SELECT MAX(o.at) FROM offer o WHERE o.wish = w.id) AS last_asked,
        (SELECT MIN(a.day) FROM appointment a WHERE a.patient = w.patient AND a.start_at > \(now)
          AND a.visit_type = w.visit_type AND a.status IN ('booked', 'confirmed')) AS next_day
      FROM wish w
        JOIN patient p ON p.id = w.patient
        JOIN patient_name n ON n.patient = w.patient AND n.place = 0
        JOIN visit_type t ON t.id = w.visit_type
        LEFT JOIN provider d ON d.id = w.provider
        LEFT JOIN location l ON l.id = w.location
      WHERE \(SQL.joined(conditions, by: " AND "))
      ORDER BY w.urgency, w.since, w.id
      """
    ).map { row in
      WaitLine(
        wish: try Wish(row), patient: try ListedPatient(row), typeName: try row("type_name"),
        colour: try row("colour"), providerName: try row("provider_name") ?? "",
        locationName: try row("location_name") ?? "", asked: try row("asked"),
        lastAsked: try row("last_asked"), next: try row("next_day"))
    }
  }
}
