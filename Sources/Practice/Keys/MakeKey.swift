import Kernel
import Store

/// A key as somebody asks for it.
package struct KeyAsk: Sendable {
  package var purpose: String
  package var permissions: Set<Permission>
  package var days: Int
  /// Asked once more: an unlocked screen alone must not hand out keys.
  package var password: String
  package var submission: String

  package init(
    purpose: String, permissions: Set<Permission>, days: Int, password: String, submission: String
  ) {
    self.purpose = purpose
    self.permissions = permissions
    self.days = days
    self.password = password
    self.submission = submission
  }
}

extension Practice {
  /// Makes a key for oneself, which is told this once.
  package func makeKey(_ ask: KeyAsk, by who: Who) async throws -> (key: APIKey, secret: String) {
    try who.require(.makeKeys)
    let purpose = try cleanLine(ask.purpose, "purpose", "Which program it is for", atMost: 80)
    guard !ask.permissions.isEmpty else {
      throw InvalidInput("permissions", "Choose at least one thing that the key may do.")
    }
    guard (1...366).contains(ask.days) else {
      throw InvalidInput("days", "A key lasts 1 to 366 days.")
    }
    for permission in ask.permissions { try who.require(permission) }
    _ = try await confirmPassword(ask.password, by: who)
    let secret = "foyer_" + Hex.text(RandomBytes.make(24))
    let moment = now()
    let key = APIKey(
      id: id(), staff: who.staff, staffName: who.name, purpose: purpose, permissions: ask.permissions,
      madeAt: moment, expiresAt: moment.advanced(byMinutes: ask.days * 1440), usedAt: nil)
    try await store.write { tx in
      if try tx.answer(forSubmission: ask.submission, by: who.staff.rawValue) != nil {
        throw KeyRefused.madeAlready
      }
      try tx.insert(key, secret)
      try tx.remember(submission: ask.submission, by: who.staff.rawValue, answer: key.id.rawValue, at: moment)
      try tx.audit(
        "key.made", by: who, subject: "key:\(key.id)", detail: "\(purpose): \(key.words)", at: moment)
    }
    return (key, secret)
  }
}

/// Why a key cannot be made, or a repeated request not be taken.
package enum KeyRefused: Refusal, Equatable {
  case madeAlready
  case otherContent

  package var kind: RefusalKind { self == .madeAlready ? .conflict : .invalid }

  package var sentence: String {
    switch self {
    case .madeAlready:
      "This key was made a moment ago and was shown once. Revoke it and make another if it is lost."
    case .otherContent:
      "This Idempotency-Key was sent before with another content. Nothing was changed; use a new key for a new request."
    }
  }
}

extension APIKey {
  /// `book_visits see_schedule`: as the database keeps it.
  fileprivate var words: String { permissions.map(\.rawValue).sorted().joined(separator: " ") }
}

extension Transaction {
  fileprivate func insert(_ key: APIKey, _ secret: String) throws {
    try run(
      """
      INSERT INTO api_key (id, key_hash, staff, purpose, permissions, made_at, expires_at)
      VALUES (\(key.id), \(SHA256.hash(secret)), \(key.staff), \(key.purpose), \(key.words), \(key.madeAt),
        \(key.expiresAt))
      """)
  }
}
