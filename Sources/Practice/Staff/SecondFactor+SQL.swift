import Kernel
import Store

func factorContext(_ staff: ID<Staff>) -> String { "second_factor:\(staff):secret" }

extension Transaction {
  /// Uses up a code of the second factor or a recovery code; says which it was, or nil for neither.
  func useCode(_ code: String, of staff: ID<Staff>, key: OfficeKey, at moment: Instant) throws -> String? {
    if try useOneTimeCode(code, of: staff, key: key, at: moment, confirmed: true) { return "second factor" }
    guard let typed = Base32.bytes(code), typed.count == RecoveryCode.length else { return nil }
    let used = try change(
      """
      UPDATE recovery_code SET used_at = \(moment)
      WHERE staff = \(staff) AND hash = \(SHA256.hash(typed)) AND used_at IS NULL
      """)
    return used == 1 ? "recovery code" : nil
  }

  /// The step of an accepted code is remembered in the same commit, so that it is never accepted again.
  func useOneTimeCode(
    _ code: String, of staff: ID<Staff>, key: OfficeKey, at moment: Instant, confirmed: Bool
  ) throws -> Bool {
    let found = try row(
      "SELECT secret, confirmed_at, last_step FROM second_factor WHERE staff = \(staff)")
    guard let row = found else { return false }
    let confirmedAt: Instant? = try row("confirmed_at")
    guard (confirmedAt != nil) == confirmed else { return false }
    let secret = try key.open(row("secret"), context: factorContext(staff))
    let step = try OneTimeCode(secret: secret).step(of: code, at: moment, after: row("last_step"))
    guard let step else { return false }
    return try change(
      """
      UPDATE second_factor SET last_step = \(step)
      WHERE staff = \(staff) AND (last_step IS NULL OR last_step < \(step))
      """) == 1
  }

  func replaceRecoveryCodes(_ hashes: [[UInt8]], of staff: ID<Staff>, at moment: Instant) throws {
    try run("DELETE FROM recovery_code WHERE staff = \(staff)")
    for hash in hashes {
      try run(
        "INSERT INTO recovery_code (staff, hash, made_at) VALUES (\(staff), \(hash), \(moment))")
    }
  }

  func removeFactor(of staff: ID<Staff>) throws {
    try run("DELETE FROM recovery_code WHERE staff = \(staff)")
    try run("DELETE FROM second_factor WHERE staff = \(staff)")
  }
}

/// Ten of these are shown once, for the day the telephone is lost. 80 random bits: a plain digest is enough.
enum RecoveryCode {
  static let length = 10

  /// `ABCD-EFGH-IJKL-MNOP`
  static func text(_ bytes: [UInt8]) -> String {
    let letters = Array(Base32.text(bytes))
    return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }
      .joined(separator: "-")
  }
}
