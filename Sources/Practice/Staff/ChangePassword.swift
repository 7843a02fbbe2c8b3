import Kernel
import Store

extension Practice {
  /// Changes one's own password. Every session of the account ends; the answer is the token of a new one.
  package func changePassword(from old: String, to new: String, by who: Who) async throws -> String {
    try who.require(.ownAccount)
    let known = try await confirmPassword(old, by: who)
    try await passwordRules(for: known).admit(new)
    if old == new { throw PasswordRefused.unchanged }
    let hash = try await passwords.hash(new)
    let (token, csrf, moment) = (RandomBytes.token(), RandomBytes.token(), now())
    try await store.write { tx in
      guard try tx.credentials(of: who.staff) == known else { throw PasswordRefused.wrongPresent }
      try tx.setPassword(
        hash, characters: PasswordRules.characters(new), of: who.staff, givenBy: nil, at: moment)
      try tx.endSessions(of: who.staff)
      try tx.startSession(token, csrf: csrf, of: who.staff, address: who.address, at: moment)
      try tx.audit("password.changed", by: who, subject: "staff:\(who.staff)", at: moment)
    }
    return token
  }

  /// Asks for the password once more before something that an unlocked screen alone must not allow.
  func confirmPassword(_ password: String, by who: Who) async throws -> Credentials {
    let known = try await attemptAsOneself(who)
    let moment = now()
    guard try await passwords.verify(password, against: known.usableHash) else {
      try await store.write { tx in
        try tx.audit("password.refused", by: who, subject: "staff:\(who.staff)", at: moment)
      }
      throw PasswordRefused.wrongPresent
    }
    try await store.write { tx in try tx.forgetAttempts(login: known.login) }
    return known
  }

  /// Counts an attempt of somebody who is signed in: an unlocked screen gives no free guesses either.
  func attemptAsOneself(_ who: Who) async throws -> Credentials {
    guard let known = try await store.read({ tx in try tx.credentials(of: who.staff) }) else {
      throw NotFound("account")
    }
    try await attempt(login: known.login, address: who.address) { _ in }
    return known
  }

  func passwordRules(for known: Credentials) async throws -> PasswordRules {
    try await passwordRules(login: known.login, name: known.name, hasSecondFactor: known.hasSecondFactor)
  }

  func passwordRules(login: String, name: String, hasSecondFactor: Bool) async throws -> PasswordRules {
    let practice: String? = try await store.read { tx in
      try tx.value("SELECT name FROM practice_profile WHERE id = 1")
    }
    return PasswordRules(
      login: login, name: name, practice: practice ?? "", hasSecondFactor: hasSecondFactor)
  }
}

extension Transaction {
  func setPassword(
    _ hash: String, characters: Int, of staff: ID<Staff>, givenBy: String?, at moment: Instant
  ) throws {
    try run(
      """
      INSERT INTO staff_password (staff, hash, characters, set_at, given_by)
      VALUES (\(staff), \(hash), \(characters), \(moment), \(givenBy))
      ON CONFLICT (staff) DO UPDATE SET hash = excluded.hash, characters = excluded.characters,
        set_at = excluded.set_at, given_by = excluded.given_by
      """)
  }
}
