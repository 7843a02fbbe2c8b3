import CSodium

/// Unguessable bytes from the system, through libsodium.
package enum RandomBytes {
  package static func make(_ count: Int) -> [UInt8] {
    sodium()
    var bytes = [UInt8](repeating: 0, count: count)
    randombytes_buf(&bytes, count)
    return bytes
  }

  /// 128 random bits in 32 hexadecimal digits: a session's token.
  package static func token() -> String { Hex.text(make(16)) }

  /// The secret of an address that opens by itself: 192 bits, 48 letters and digits.
  package static func addressSecret() -> String { Hex.text(make(24)) }
}

private let started = sodium_init()

/// libsodium wants to be started once before anything else; a lazy global is exactly that.
func sodium() { precondition(started >= 0, "libsodium cannot be started: the system gives no random bytes") }

/// Whether two secrets are the same, in a time that does not depend on where they differ.
package func sameSecret(_ a: [UInt8], _ b: [UInt8]) -> Bool {
  guard a.count == b.count else { return false }
  return sodium_memcmp(a, b, a.count) == 0
}

package enum Hex {
  private static let digits = Array("0123456789abcdef".utf8)

  package static func text(_ bytes: some Sequence<UInt8>) -> String {
    var out: [UInt8] = []
    for byte in bytes {
      out.append(digits[Int(byte >> 4)])
      out.append(digits[Int(byte & 15)])
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Nil unless the text is made of pairs of hexadecimal digits.
  package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    let nibbles = text.utf8.compactMap { digit($0) }
    guard nibbles.count == text.utf8.count, nibbles.count.isMultiple(of: 2) else { return nil }
    return stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension String {
  /// Whether it could be the secret of an address: a guess of the wrong shape costs no look into a database.
  package var isAddressSecret: Bool { utf8.count == 48 && Hex.bytes(self) != nil }
}
