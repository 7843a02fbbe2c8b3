import Kernel
import Practice
import Store

/// A device at one place at which patients say themselves that they are here. It opens with its secret address;
/// nobody of the staff is signed in at it.
package struct Kiosk: Sendable, Equatable {
  package let id: ID<Kiosk>
  package let location: Location
  /// Where it stands: `Entrance`.
  package let name: String
  package let madeAt: Instant
  package let madeBy: String
  /// When somebody was found at it last.
  package let usedAt: Instant?

  /// Whoever acts at it, for the history and the audit trail.
  func who(_ address: String, _ request: String) -> Who {
    var who = Who.system("Kiosk \(name)").keptTo([.seeSchedule, .seePatients, .runDay])
    (who.address, who.request) = (address, request)
    return who
  }
}

/// Why a kiosk does not go on.
package enum KioskRefused: Refusal, Equatable {
  /// One sentence for nobody and for several: it tells guessers nothing.
  case notFound
  case tooManyMisses
  case fewLetters
  case madeAlready

  package var kind: RefusalKind { self == .madeAlready ? .conflict : .invalid }

  package var sentence: String {
    switch self {
    case .notFound: "We could not find your visit. Please go to the front desk."
    case .tooManyMisses: "Please go to the front desk."
    case .fewLetters: "Please type at least two letters of your last name."
    case .madeAlready:
      "This kiosk was made a moment ago and its address was shown once. Revoke it and make another if it is lost."
    }
  }
}

extension Scheduling {
  /// The kiosk at a secret address. Who guesses, who comes after it was revoked, and whoever asks where patients are
  /// not to say themselves that they are here, all get the same answer.
  package func kiosk(token: String) async throws -> Kiosk {
    // A guess of the wrong shape costs no look into the database.
    guard token.isAddressSecret,
      let kiosk = try await store.read({ try $0.openKiosk(SHA256.hash(token)) })
    else { throw NotFound("kiosk") }
    return kiosk
  }
}

extension Transaction {
  fileprivate func openKiosk(_ hash: [UInt8]) throws -> Kiosk? {
    guard let kiosk = try kiosks("k.token_hash = \(hash)").first, kiosk.location.active,
      try selfArrivalRules().minutesBefore > 0
    else { return nil }
    return kiosk
  }

  /// Kiosks that nobody revoked, last made first.
  func kiosks(_ condition: SQL) throws -> [Kiosk] {
    try rows(
      """
      SELECT k.id, k.location, k.name, k.made_at, k.made_by, k.used_at FROM kiosk k
      WHERE \(condition) AND NOT EXISTS (SELECT 1 FROM kiosk_revocation r WHERE r.kiosk = k.id)
      ORDER BY k.made_at DESC, k.id
      """
    ).map { row in
      guard let location = try location(row("location")) else { throw NotFound("location") }
      return Kiosk(
        id: try row("id"), location: location, name: try row("name"), madeAt: try row("made_at"),
        madeBy: try row("made_by"), usedAt: try row("used_at"))
    }
  }
}
