import Kernel
import Store

/// What is compared when somebody signs in.
struct Credentials: Sendable, Equatable {
  let staff: ID<Staff>
  let name: String
  let login: String
  let hash: String?
  /// Characters of the password, so that one too short to stand alone is known as such.
  let characters: Int
  let isDisabled: Bool
  let hasSecondFactor: Bool

  /// Nothing matches where there is no password or the account is disabled.
  var usableHash: String? { isDisabled ? nil : hash }

  func who(_ address: String, _ request: String = "") -> Who {
    Who(staff: staff, name: name, roles: [], address: address, request: request)
  }
}

extension Transaction {
  func credentials(login: String) throws -> Credentials? { try credentials("m.login = \(login)") }
  func credentials(of staff: ID<Staff>) throws -> Credentials? { try credentials("m.id = \(staff)") }

  private func credentials(_ condition: SQL) throws -> Credentials? {
    try row(
      """
      SELECT m.id, m.name, m.login, p.hash, COALESCE(p.characters, 0) AS characters, d.id AS disabling,
        f.confirmed_at
      FROM staff m
      LEFT JOIN staff_password p ON p.staff = m.id
      LEFT JOIN staff_disabling d ON d.staff = m.id AND d.ended_at IS NULL
      LEFT JOIN second_factor f ON f.staff = m.id
      WHERE \(condition)
      """
    ).map { row in
      let disabling: String? = try row("disabling")
      let confirmed: Instant? = try row("confirmed_at")
      return try Credentials(
        staff: row("id"), name: row("name"), login: row("login"), hash: row("hash"),
        characters: row("characters"), isDisabled: disabling != nil, hasSecondFactor: confirmed != nil)
    }
  }

  fileprivate func countAttempt(_ id: String, on account: String, from address: String, now: Instant) throws {
    let since = now.advanced(bySeconds: -SignInThrottle.window)
    let onAccount = try rows(
      """
      SELECT at FROM sign_in_attempt WHERE account = \(account) AND at > \(since)
      ORDER BY at DESC LIMIT \(SignInThrottle.perAddress)
      """)
    let fromAddress =
      address.isEmpty
      ? []
      : try rows(
        """
        SELECT at FROM sign_in_attempt WHERE address = \(address) AND at > \(since)
        ORDER BY at DESC LIMIT \(SignInThrottle.perAddress)
        """)
    try SignInThrottle.admit(
      account: onAccount.map { try $0("at") }, address: fromAddress.map { try $0("at") }, now: now)
    try run(
      """
      INSERT INTO sign_in_attempt (id, account, address, at) VALUES (\(id), \(account), \(address), \(now))
      """)
  }

  /// A success forgets the failures before it.
  func forgetAttempts(login: String) throws {
    try run("DELETE FROM sign_in_attempt WHERE account = \(accountDigest(login))")
  }
}

extension Practice {
  /// Counts an attempt before it is looked at, or refuses it: guesses that come at once cannot all slip past a
  /// count that none of them has raised yet. Neighbours of one network count as one.
  func attempt<T: Sendable>(
    login: String, address: String, _ look: @escaping @Sendable (Transaction) throws -> T
  ) async throws -> T {
    let (id, moment, account) = (newID(), now(), accountDigest(login))
    let network = NetworkAddress.counted(address)
    var locks: Set = ["sign-in \(account)"]
    if !network.isEmpty { locks.insert("sign-in from \(network)") }
    return try await store.write(locking: locks) { tx in
      try tx.countAttempt(id, on: account, from: network, now: moment)
      return try look(tx)
    }
  }
}

/// People type their password into the wrong field: what was typed is kept as a digest only.
private func accountDigest(_ login: String) -> String { SHA256.hex("account " + login) }
