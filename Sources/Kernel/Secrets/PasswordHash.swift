import CSodium

/// Argon2id (RFC 9106) through libsodium. A hash carries its own salt and cost, so the cost can rise later.
package enum PasswordHash {
  /// How much work a guess costs.
  package struct Cost: Sendable {
    package let memory: Int
    package let passes: UInt64

    package init(memory: Int, passes: UInt64) {
      self.memory = memory
      self.passes = passes
    }

    /// 19 MiB and two passes, the least OWASP recommends: about 25 ms.
    package static let office = Cost(memory: 19 * 1024 * 1024, passes: 2)
    /// As little as libsodium allows, for tests that sign in a thousand times.
    package static let least = Cost(memory: 8192, passes: 1)
  }

  /// `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. The password is taken whole, whatever its length or script.
  package static func make(_ password: [UInt8], cost: Cost = .office) throws -> String {
    sodium()
    var out = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
    let done = crypto_pwhash_str_alg(
      &out, chars(password), UInt64(password.count), cost.passes, cost.memory, crypto_pwhash_ALG_ARGON2ID13)
    guard done == 0 else { throw NotEnoughMemory() }
    return String(decoding: out.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  package static func verify(_ password: [UInt8], against hash: String) -> Bool {
    sodium()
    return crypto_pwhash_str_verify(hash, chars(password), UInt64(password.count)) == 0
  }

  /// 32 bytes from a passphrase, to seal a backup with. The same passphrase, salt and cost give the same key.
  package static func key(from passphrase: [UInt8], salt: [UInt8], cost: Cost = .office) throws -> [UInt8] {
    sodium()
    precondition(salt.count == Int(crypto_pwhash_SALTBYTES), "a salt has 16 bytes")
    var key = [UInt8](repeating: 0, count: AESGCM.keyLength)
    let done = crypto_pwhash(
      &key, UInt64(key.count), chars(passphrase), UInt64(passphrase.count), salt, cost.passes, cost.memory,
      crypto_pwhash_ALG_ARGON2ID13)
    guard done == 0 else { throw NotEnoughMemory() }
    return key
  }

  package struct NotEnoughMemory: Error, CustomStringConvertible {
    package let description = "There is not enough memory to hash a password."
  }
}

/// As C wants it: with one byte behind, since libsodium asks for an address even for no bytes.
private func chars(_ bytes: [UInt8]) -> [CChar] { bytes.map(CChar.init(bitPattern:)) + [0] }
