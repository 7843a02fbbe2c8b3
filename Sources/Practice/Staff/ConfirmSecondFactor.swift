import Kernel
import Store

extension Practice {
  /// Confirms the second factor with its first code; gives ten recovery codes, which are never shown again.
  package func confirmSecondFactor(code: String, by who: Who) async throws -> [String] {
    try who.require(.ownAccount)
    let codes = (0..<10).map { _ in RandomBytes.make(RecoveryCode.length) }
    _ = try await attemptAsOneself(who)
    let moment = now()
    try await store.write { tx in
      guard let known = try tx.credentials(of: who.staff) else { throw NotFound("account") }
      if known.hasSecondFactor { throw SecondFactorRefused.alreadyThere }
      guard try tx.value("SELECT staff FROM second_factor WHERE staff = \(who.staff)") as ID<Staff>? != nil
      else {
        throw SecondFactorRefused.notStarted
      }
      guard try tx.useOneTimeCode(code, of: who.staff, key: key, at: moment, confirmed: false) else {
        throw SecondFactorRefused.wrongCode
      }
      try tx.run("UPDATE second_factor SET confirmed_at = \(moment) WHERE staff = \(who.staff)")
      try tx.replaceRecoveryCodes(codes.map { SHA256.hash($0) }, of: who.staff, at: moment)
      try tx.forgetAttempts(login: known.login)
      try tx.audit("second_factor.confirmed", by: who, subject: "staff:\(who.staff)", at: moment)
    }
    return codes.map(RecoveryCode.text)
  }
}
