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
    let found = try await store.read { tx in
      try tx.session(hash, limits: limits, address: address, request: request).value()
    }
    guard var session = found, session.isAlive(at: moment, limits) else {
      await sessions.forget(hash)
      return nil
    }
    if touch, limits.isWorthWriting(seen: session.lastSeen, now: moment) {
      try await keepAlive(hash, at: moment)
      session.wasSeen(moment, limits: limits)
    }
    await sessions.remember(session, hash)
    return session
  }

  /// Writes down that the person did something, where the session is not over. Guarded by the row it changes.
  func keepAlive(_ hash: [UInt8], at moment: Instant) async throws {
    let limits = sessionLimits
    try await store.write(kept: .byQueues) { tx in
      try tx.run(
        """
        UPDATE session SET seen_at = \(moment)
        WHERE token_hash = \(hash) AND seen_at < \(moment) AND seen_at >= \(limits.seenSince(moment))
          AND created_at >= \(limits.madeSince(moment))
        """)
    }
  }

  var sessionLimits: SessionLimits { SessionLimits(idleSeconds: idleSeconds) }
}

extension Transaction {
  /// Asks for the session, alive or not, of somebody who may sign in.
  func session(
    _ hash: [UInt8], limits: SessionLimits, address: String, request: String
  ) throws -> Later<Session?> {
    let found = try later(
      "SELECT staff, csrf, created_at, seen_at FROM session WHERE token_hash = \(hash)", \.first)
    let admitted = try settled("staff who may sign in", readAdmitted)
    return found.map { row in
      guard let row, let person = admitted[try row("staff")] else { return nil }
      let who = try Who(
        staff: row("staff"), name: person.name, roles: person.roles, locations: person.locations,
        address: address, request: request)
      return try Session(
        who: person.mustChangePassword ? who.keptTo([.ownAccount]) : who, login: person.login,
        csrf: row("csrf"), created: row("created_at"), lastSeen: row("seen_at"),
        mustChangePassword: person.mustChangePassword, hasSecondFactor: person.hasSecondFactor, limits: limits
      )
    }
  }

  /// Everybody who is not disabled.
  private func readAdmitted() throws -> [ID<Staff>: Admitted] {
    try rows(
      """
      SELECT m.id, m.login, m.name, m.roles, m.locations, p.given_by, f.confirmed_at
      FROM staff m
      LEFT JOIN staff_password p ON p.staff = m.id
      LEFT JOIN second_factor f ON f.staff = m.id
      WHERE NOT EXISTS (SELECT 1 FROM staff_disabling d WHERE d.staff = m.id AND d.ended_at IS NULL)
      """
    ).reduce(into: [:]) { all, row in
      let (givenBy, confirmed): (String?, Instant?) = try (row("given_by"), row("confirmed_at"))
      all[try row("id")] = try Admitted(
        login: row("login"), name: row("name"), roles: Set(text: row("roles")),
        locations: locationSet(row("locations")), mustChangePassword: givenBy != nil,
        hasSecondFactor: confirmed != nil)
    }
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

/// What a session has to know of its person.
private struct Admitted: Sendable {
  let login: String
  let name: String
  let roles: Set<Role>
  let locations: Set<ID<Location>>?
  let mustChangePassword: Bool
  let hasSecondFactor: Bool
}
