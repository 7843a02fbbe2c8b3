import Kernel
import Store

extension Practice {
  /// Removes one's own second factor. An unlocked screen is not enough: the password is asked for.
  package func removeSecondFactor(password: String, by who: Who) async throws {
    try who.require(.ownAccount)
    let known = try await confirmPassword(password, by: who)
    if known.characters < PasswordRules.alone { throw SecondFactorRefused.passwordTooShort }
    let moment = now()
    try await store.write { tx in
      // The password may have become a shorter one since it was confirmed.
      guard try tx.credentials(of: who.staff) == known else { throw PasswordRefused.wrongPresent }
      try tx.removeFactor(of: who.staff)
      try tx.audit("second_factor.removed", by: who, subject: "staff:\(who.staff)", at: moment)
    }
  }

  /// Removes somebody's second factor when their phone and their recovery codes are lost. It comes with a new
  /// first password, since the old one may be too short to stand alone; their sessions end.
  package func removeSecondFactor(of staff: ID<Staff>, by who: Who) async throws -> String {
    try await giveNewPassword(to: staff, removingFactor: true, by: who)
  }
}
