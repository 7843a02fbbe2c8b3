import Kernel
import Store

/// How far signing in came.
package enum SignedIn: Sendable, Equatable {
  /// The token of the new session; it is said once and kept nowhere.
  case signedIn(token: String)
  /// The password was right; the code is still wanted, with this ticket, within five minutes.
  case needsCode(ticket: String)
}

extension Practice {
  /// Signs somebody in with their password, and with a code if they gave it right away.
  ///
  /// Unknown logins, disabled accounts and wrong passwords get the same sentence after the same work.
  package func signIn(
    login typed: String, password: String, code: String? = nil, address: String, request: String = ""
  ) async throws -> SignedIn {
    let login = Login.normal(typed)
    let known = try await attempt(login: login, address: address) { try $0.credentials(login: login) }
    let isRight = try await passwords.verify(password, against: known?.usableHash)
    guard isRight, let known else {
      try await refuse(known, why: known == nil ? "unknown login" : "password", address, request)
      throw SignInRefused.wrong
    }
    if known.hasSecondFactor {
      guard let code, !code.isEmpty else { return try await ticket(for: known) }
      return try await finish(known, code: code, address, request)
    }
    return try await finish(known, code: nil, address, request)
  }

  /// Finishes signing in with the code of the second factor, or with a recovery code.
  package func signIn(
    ticket: String, code: String, address: String, request: String = ""
  ) async throws -> SignedIn {
    let hash = SHA256.hash(ticket)
    let since = now().advanced(bySeconds: -ticketSeconds)
    let known = try await store.read { tx -> Credentials in
      guard
        let staff: ID<Staff> = try tx.value(
          "SELECT staff FROM sign_in_ticket WHERE ticket_hash = \(hash) AND made_at > \(since)"),
        let known = try tx.credentials(of: staff), known.usableHash != nil
      else { throw SignInRefused.ticketExpired }
      return known
    }
    try await attempt(login: known.login, address: address) { _ in }
    return try await finish(known, code: code, address, request, ticket: hash)
  }

  private func ticket(for known: Credentials) async throws -> SignedIn {
    let ticket = RandomBytes.token()
    let moment = now()
    _ = try await store.write { tx in
      try tx.run(
        """
        INSERT INTO sign_in_ticket (ticket_hash, staff, made_at)
        VALUES (\(SHA256.hash(ticket)), \(known.staff), \(moment))
        """)
    }
    return .needsCode(ticket: ticket)
  }

  private func finish(
    _ known: Credentials, code: String?, _ address: String, _ request: String, ticket: [UInt8]? = nil
  ) async throws -> SignedIn {
    let token = RandomBytes.token()
    let csrf = RandomBytes.token()
    let moment = now()
    let isIn = try await store.write { tx in
      // The account may have been disabled or its password changed while the hash was computed.
      guard try tx.credentials(of: known.staff) == known else { return false }
      var proof = "password"
      if let code {
        guard let used = try tx.useCode(code, of: known.staff, key: key, at: moment) else { return false }
        proof = used
      }
      if let ticket {
        guard try tx.change("DELETE FROM sign_in_ticket WHERE ticket_hash = \(ticket)") == 1 else {
          return false
        }
      }
      try tx.forgetAttempts(login: known.login)
      try tx.startSession(token, csrf: csrf, of: known.staff, address: address, at: moment)
      try tx.audit(
        "session.started", by: known.who(address, request), subject: "staff:\(known.staff)", detail: proof,
        at: moment)
      return true
    }
    guard isIn else {
      try await refuse(known, why: code == nil ? "changed meanwhile" : "code", address, request)
      throw code == nil ? SignInRefused.wrong : SignInRefused.wrongCode
    }
    try await forgetExpired()
    return .signedIn(token: token)
  }

  private func refuse(_ known: Credentials?, why: String, _ address: String, _ request: String) async throws {
    let who = known?.who(address, request) ?? Who.stranger(address, request)
    let moment = now()
    let detail = known?.isDisabled == true ? "\(why), disabled" : why
    try await store.write { tx in
      try tx.audit(
        "session.refused", by: who, subject: known.map { "staff:\($0.staff)" } ?? "", detail: detail,
        at: moment)
    }
  }
}

/// How long after the password the code counts.
let ticketSeconds = 300

extension Who {
  /// Somebody who is not signed in.
  package static func stranger(_ address: String, _ request: String = "") -> Who {
    Who(staff: "unknown", name: "Not signed in", roles: [], address: address, request: request)
  }
}
