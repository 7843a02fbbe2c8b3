import Kernel
import Store

extension Practice {
  /// New recovery codes; the old ones open nothing any more.
  package func renewRecoveryCodes(password: String, by who: Who) async throws -> [String] {
    try who.require(.ownAccount)
    let known = try await confirmPassword(password, by: who)
    guard known.hasSecondFactor else { throw SecondFactorRefused.notStarted }
    let codes = (0..<10).map { _ in RandomBytes.make(RecoveryCode.length) }
    let moment = now()
    try await store.write { tx in
      try tx.replaceRecoveryCodes(codes.map { SHA256.hash($0) }, of: who.staff, at: moment)
      try tx.audit("recovery_codes.renewed", by: who, subject: "staff:\(who.staff)", at: moment)
    }
    return codes.map(RecoveryCode.text)
  }

  /// How many recovery codes are left.
  package func recoveryCodesLeft(by who: Who) async throws -> Int {
    try await store.read { tx in
      try tx.value("SELECT COUNT(*) FROM recovery_code WHERE staff = \(who.staff) AND used_at IS NULL") ?? 0
    }
  }
}
