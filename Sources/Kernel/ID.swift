/// An identifier that cannot be mistaken for another table's: `ID<Patient>` is not `ID<Provider>`.
///
/// Its text is a UUID of version 7 (RFC 9562, 5.7): sortable by creation, unguessable in its last 74 bits.
package struct ID<Of>: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }

  /// A new identifier for a thing made at `moment`.
  package init(at moment: Instant, using random: inout some RandomNumberGenerator) {
    rawValue = uuid7(milliseconds: moment.milliseconds, random.next(), random.next())
  }

  /// A new identifier for a thing made now.
  package init() {
    var random = SystemRandomNumberGenerator()
    self.init(at: .now, using: &random)
  }

  /// Reads an identifier that came from outside; nil unless it has the shape of a UUID.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 36 else { return nil }
    for (place, byte) in bytes.enumerated() {
      switch place {
      case 8, 13, 18, 23: guard byte == UInt8(ascii: "-") else { return nil }
      default: guard isHex(byte) else { return nil }
      }
    }
    rawValue = text.lowercased()
  }

  // Said here because what a RawRepresentable has of itself looks both up at each call, and dictionaries ask much.
  package static func == (a: ID, b: ID) -> Bool { a.rawValue == b.rawValue }
  package func hash(into hasher: inout Hasher) { rawValue.hash(into: &hasher) }
  package static func < (a: ID, b: ID) -> Bool { a.rawValue < b.rawValue }
}

extension ID: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { rawValue = text }
}

extension ID: CustomStringConvertible {
  package var description: String { rawValue }
}

private func isHex(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
    UInt8(ascii: "A")...UInt8(ascii: "F"):
    true
  default: false
  }
}

private let hexDigits = Array("0123456789abcdef".utf8)

/// Lays out a version 7 UUID: 48 bits of time, version, 12 random bits, variant, 62 random bits.
private func uuid7(milliseconds: Int64, _ a: UInt64, _ b: UInt64) -> String {
  let high = UInt64(milliseconds) << 16 | 0x7000 | (a & 0x0fff)
  let low = 0x8000_0000_0000_0000 | (b >> 2)
  return String(unsafeUninitializedCapacity: 36) { out in
    var place = 0
    for nibble in 0..<32 {
      if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 {
        out[place] = UInt8(ascii: "-")
        place += 1
      }
      let word = nibble < 16 ? high : low
      out[place] = hexDigits[Int(word >> UInt64(60 - 4 * (nibble % 16)) & 15)]
      place += 1
    }
    return 36
  }
}
