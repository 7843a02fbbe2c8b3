import Foundation

/// Time-based one-time codes (TOTP, RFC 6238) as every authenticator app makes them: SHA-1, six digits, 30 s.
package struct OneTimeCode: Sendable {
  package let secret: [UInt8]
  package static let period = 30

  package init(secret: [UInt8]) { self.secret = secret }

  /// A new secret of 160 bits, as RFC 4226 recommends.
  package init() { secret = RandomBytes.make(20) }

  package static func step(at moment: Instant) -> Int64 {
    moment.milliseconds.flooredQuotient(by: Int64(period) * 1000)
  }

  package func code(step: Int64, digits: Int = 6) -> String {
    let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
    let mac = HMAC.sha1(counter, key: secret)
    let offset = Int(mac[19] & 15)
    let word = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
    let modulus = (0..<digits).reduce(UInt32(1)) { power, _ in power * 10 }
    return pad(Int(word % modulus), digits)
  }

  /// The step whose code this is: the present one or a neighbour, for clocks that are a little off. Nil for a
  /// wrong code, and for a step that was used already or lies before one that was: a code works once.
  package func step(of code: String, at moment: Instant, after used: Int64?) -> Int64? {
    let typed = Array(code.utf8.filter { $0 != UInt8(ascii: " ") })
    let present = Self.step(at: moment)
    var found: Int64?
    for step in (present - 1)...(present + 1)
    where sameSecret(typed, Array(self.code(step: step).utf8)) && step > used ?? .min {
      found = found ?? step
    }
    return found
  }

  /// What the picture shows that an authenticator app reads.
  package func address(account: String, issuer: String) -> String {
    let label = Self.escaped(issuer) + ":" + Self.escaped(account)
    return "otpauth://totp/\(label)?secret=\(Base32.text(secret))&issuer=\(Self.escaped(issuer))"
      + "&algorithm=SHA1&digits=6&period=\(Self.period)"
  }

  private static func escaped(_ text: String) -> String {
    text.utf8.reduce(into: "") { out, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
        out.unicodeScalars.append(Unicode.Scalar(byte))
      default: out += "%" + Hex.text([byte]).uppercased()
      }
    }
  }
}

/// RFC 4648 without padding: what people can type, with no 0, 1, 8 and 9 to mistake.
package enum Base32 {
  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  package static func text(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    var (held, bits) = (UInt32(0), 0)
    for byte in bytes {
      held = held << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        out.append(letters[Int(held >> UInt32(bits)) & 31])
      }
      held &= (1 << UInt32(bits)) - 1
    }
    if bits > 0 { out.append(letters[Int(held << UInt32(5 - bits)) & 31]) }
    return String(decoding: out, as: UTF8.self)
  }

  /// Nil for anything but letters A to Z (in either case) and digits 2 to 7; blanks, hyphens and padding are
  /// passed over.
  package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    var out: [UInt8] = []
    var (held, bits) = (UInt32(0), 0)
    for byte in text.utf8 where ![UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "=")].contains(byte) {
      let upper = (97...122).contains(byte) ? byte - 32 : byte
      guard let value = letters.firstIndex(of: upper) else { return nil }
      held = held << 5 | UInt32(value)
      bits += 5
      if bits >= 8 {
        bits -= 8
        out.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
        held &= (1 << UInt32(bits)) - 1
      }
    }
    return out
  }
}
