import Kernel
import Store

/// Identifiers of locations as one column keeps them; nothing at all is everywhere.
func locationSet(_ text: String) -> Set<ID<Location>>? {
  text.isEmpty ? nil : Set(text.split(separator: " ").map { ID(rawValue: String($0)) })
}

func locationText(_ locations: Set<ID<Location>>?) -> String {
  locations.map { $0.map(\.rawValue).sorted().joined(separator: " ") } ?? ""
}

extension Transaction {
  package func staff(_ id: ID<Staff>) throws -> Staff? { try staff("m.id = \(id)").first }

  func allStaff() throws -> [Staff] { try staff("TRUE") }

  private func staff(_ condition: SQL) throws -> [Staff] {
    try rows(
      """
      SELECT m.id, m.login, m.name, m.roles, m.locations, m.hired_at, d.at, d.by_name, d.reason, f.confirmed_at,
        (SELECT MAX(s.seen_at) FROM session s WHERE s.staff = m.id) AS last_seen
      FROM staff m
      LEFT JOIN staff_disabling d ON d.staff = m.id AND d.ended_at IS NULL
      LEFT JOIN second_factor f ON f.staff = m.id
      WHERE \(condition)
      ORDER BY m.name, m.login
      """
    ).map(Staff.init(row:))
  }

  /// Refuses locations that do not exist.
  func requireLocations(_ locations: Set<ID<Location>>?) throws {
    guard let locations else { return }
    let known: Int? = try value("SELECT COUNT(*) FROM location WHERE id IN (\(each: locations))")
    if known != locations.count { throw NotFound("location") }
  }

  func insert(_ draft: StaffDraft, id: ID<Staff>, by who: Who, at moment: Instant) throws {
    let isNew = try change(
      """
      INSERT INTO staff (id, login, name, roles, locations, hired_at, hired_by)
      VALUES (\(id), \(draft.login), \(draft.name), \(draft.roles.text), \(locationText(draft.locations)),
        \(moment), \(who.name))
      ON CONFLICT (login) DO NOTHING
      """)
    if isNew == 0 { throw StaffRefused.loginTaken(draft.login) }
  }
}

extension Staff {
  init(row: Row) throws {
    let confirmed: Instant? = try row("confirmed_at")
    let disabledAt: Instant? = try row("at")
    id = try row("id")
    login = try row("login")
    name = try row("name")
    roles = try Set(text: row("roles"))
    locations = try locationSet(row("locations"))
    hiredAt = try row("hired_at")
    disabled = try disabledAt.map { try Disabling(at: $0, by: row("by_name"), reason: row("reason")) }
    hasSecondFactor = confirmed != nil
    lastSeen = try row("last_seen")
  }
}
