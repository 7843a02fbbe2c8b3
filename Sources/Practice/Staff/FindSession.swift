import Kernel
import Store

extension Practice {
  /// Whose session this token is; nil for none, or one that is over. One read, one statement.
  ///
  /// `touch` says whether the person did something. Polling and live streams did not, and keep no session alive.
  package func session(
    _ token: String, touch: Bool, address: String, request: String = ""
  ) async throws -> Session? {
    guard token.utf8.count == 32 else { return nil }
    let hash = SHA256.hash(token)
    let limits = sessionLimits
    let moment = now()
    guard
      var session = try await store.read({ tx in
        try tx.session(hash, limits: limits, address: address, request: request)
      }),
      limits.isAlive(created: session.created, seen: session.lastSeen, now: moment)
    else { return nil }
    if touch, limits.isWorthWriting(seen: session.lastSeen, now: moment) {
      _ = try await store.write { tx in
        try tx.run(
          "UPDATE session SET seen_at = \(moment) WHERE token_hash = \(hash) AND seen_at < \(moment)")
      }
      session.wasSeen(moment, limits: limits)
    }
    return session
  }

  var sessionLimits: SessionLimits { SessionLimits(idleSeconds: idleSeconds) }
}

extension Transaction {
  func session(_ hash: [UInt8], limits: SessionLimits, address: String, request: String) throws -> Session? {
    let found = try row(
      """
      SELECT s.staff, s.csrf, s.created_at, s.seen_at, m.login, m.name, m.roles, m.locations, p.given_by,
        f.confirmed_at
      FROM session s
      JOIN staff m ON m.id = s.staff
      LEFT JOIN staff_password p ON p.staff = s.staff
      LEFT JOIN second_factor f ON f.staff = s.staff
      LEFT JOIN staff_disabling d ON d.staff = s.staff AND d.ended_at IS NULL
      WHERE s.token_hash = \(hash) AND d.id IS NULL
      """)
    guard let row = found else { return nil }
    let givenBy: String? = try row("given_by")
    let confirmed: Instant? = try row("confirmed_at")
    let (created, seen): (Instant, Instant) = try (row("created_at"), row("seen_at"))
    let who = try Who(
      staff: row("staff"), name: row("name"), roles: Set(text: row("roles")),
      locations: locationSet(row("locations")), address: address, request: request)
    return try Session(
      who: givenBy == nil ? who : who.keptTo([.ownAccount]), login: row("login"), csrf: row("csrf"),
      created: created, lastSeen: seen, mustChangePassword: givenBy != nil, hasSecondFactor: confirmed != nil,
      limits: limits)
  }

  func startSession(
    _ token: String, csrf: String, of staff: ID<Staff>, address: String, at moment: Instant
  ) throws {
    try run(
      """
      INSERT INTO session (token_hash, staff, csrf, address, created_at, seen_at)
      VALUES (\(SHA256.hash(token)), \(staff), \(csrf), \(address), \(moment), \(moment))
      """)
  }

  func endSessions(of staff: ID<Staff>) throws {
    try run("DELETE FROM session WHERE staff = \(staff)")
    try run("DELETE FROM sign_in_ticket WHERE staff = \(staff)")
  }
}
