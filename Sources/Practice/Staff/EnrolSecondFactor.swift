import Kernel
import Store

/// What a person puts into their authenticator app.
package struct SecondFactorOffer: Sendable, Equatable {
  /// To type by hand.
  package let secret: String
  /// To read as a picture: `otpauth://…`
  package let address: String
}

package enum SecondFactorRefused: Refusal, Equatable {
  case alreadyThere
  case notStarted
  case wrongCode
  case passwordTooShort

  package var kind: RefusalKind { self == .wrongCode ? .invalid : .conflict }

  package var sentence: String {
    switch self {
    case .alreadyThere: "You have a second factor already. Remove it first if you want to set up another."
    case .notStarted: "There is no second factor to confirm. Please start again."
    case .wrongCode:
      "The code is not right. Check that your phone's clock is set automatically, and try again."
    case .passwordTooShort:
      "Your password is too short to stand alone. Change it to one of at least \(PasswordRules.alone) characters "
        + "first, then remove the second factor."
    }
  }
}

extension Practice {
  /// Starts a second factor. It counts once it is confirmed with a first code.
  package func enrolSecondFactor(by who: Who) async throws -> SecondFactorOffer {
    try who.require(.ownAccount)
    let code = OneTimeCode()
    let sealed = try key.seal(code.secret, context: factorContext(who.staff))
    let moment = now()
    let (login, practice) = try await store.write { tx -> (String, String?) in
      guard let known = try tx.credentials(of: who.staff) else { throw NotFound("account") }
      if known.hasSecondFactor { throw SecondFactorRefused.alreadyThere }
      try tx.run(
        """
        INSERT INTO second_factor (staff, secret, enrolled_at) VALUES (\(who.staff), \(sealed), \(moment))
        ON CONFLICT (staff) DO UPDATE SET secret = excluded.secret, enrolled_at = excluded.enrolled_at
        """)
      try tx.audit("second_factor.started", by: who, subject: "staff:\(who.staff)", at: moment)
      return (known.login, try tx.value("SELECT name FROM practice_profile WHERE id = 1"))
    }
    return SecondFactorOffer(
      secret: Base32.text(code.secret), address: code.address(account: login, issuer: practice ?? "Foyer"))
  }
}
