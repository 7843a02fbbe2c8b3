/// A telephone number in E.164: a plus sign and up to fifteen digits.
package struct PhoneNumber: Hashable, Sendable, Codable {
  package let e164: String

  /// Reads what people write: `(617) 555-0100`, `617.555.0100`, `+44 20 7946 0958`, `00 44…`.
  ///
  /// A number without a country code is taken as one of the North American plan (NANP: area code and exchange
  /// start with 2…9). Nil for anything else; an extension after `x`, `ext` or `#` is refused, not dropped.
  package init?(_ text: some StringProtocol) {
    var digits = ""
    var international = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": digits.unicodeScalars.append(scalar)
      case "+" where digits.isEmpty && !international: international = true
      case " ", "-", ".", "(", ")", "/", "\u{A0}", "\u{2011}", "\u{2013}": continue
      default: return nil
      }
    }
    if !international, digits.hasPrefix("00"), digits.count > 11 {
      digits.removeFirst(2)
      international = true
    } else if !international, digits.hasPrefix("011"), digits.count > 11 {
      digits.removeFirst(3)
      international = true
    }
    if !international {
      if digits.count == 11, digits.hasPrefix("1") { digits.removeFirst() }
      guard digits.count == 10 else { return nil }
      digits = "1" + digits
    }
    guard (8...15).contains(digits.count), digits.first != "0" else { return nil }
    if digits.hasPrefix("1") {
      let plan = Array(digits.utf8)
      guard plan.count == 11, plan[1] >= 50, plan[4] >= 50 else { return nil }
    }
    e164 = "+" + digits
  }

  /// A number that was read by ``init(_:)`` before, as it was stored; nil for anything else.
  package init?(e164: String) {
    guard e164.utf8.first == UInt8(ascii: "+"), (9...16).contains(e164.utf8.count),
      e164.utf8.dropFirst().allSatisfy({ (48...57).contains($0) })
    else { return nil }
    self.e164 = e164
  }

  /// The digits alone, for searching.
  package var digits: String { String(e164.dropFirst()) }
}

extension PhoneNumber: CustomStringConvertible {
  /// `(617) 555-0100` for a North American number, else `+442079460958`.
  package var description: String {
    let d = Array(digits)
    guard d.count == 11, d[0] == "1" else { return e164 }
    return "(" + String(d[1...3]) + ") " + String(d[4...6]) + "-" + String(d[7...10])
  }
}
