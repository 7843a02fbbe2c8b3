/// An amount in whole cents. Never a floating-point number.
package struct Money: Hashable, Comparable, Sendable, Codable {
  package let cents: Int

  package init(cents: Int) { self.cents = cents }

  package static let zero = Money(cents: 0)

  package static func < (a: Money, b: Money) -> Bool { a.cents < b.cents }
  package static func + (a: Money, b: Money) -> Money { Money(cents: a.cents + b.cents) }
  package static func - (a: Money, b: Money) -> Money { Money(cents: a.cents - b.cents) }

  /// Reads `20`, `20.5`, `1,234.50`, `$20`, `-3.00`; nil for more than two decimals or anything else.
  package init?(_ text: some StringProtocol) {
    var rest = String(text.filter { !$0.isWhitespace && $0 != "$" && $0 != "," })
    let negative = rest.hasPrefix("-")
    if negative { rest.removeFirst() }
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Int(parts[0]), whole >= 0, whole <= 1_000_000_000,
      parts[0].allSatisfy(\.isNumber)
    else { return nil }
    var fraction = 0
    if parts.count == 2 {
      guard (1...2).contains(parts[1].count), let read = Int(parts[1]), read >= 0 else { return nil }
      fraction = parts[1].count == 1 ? read * 10 : read
    }
    cents = (negative ? -1 : 1) * (whole * 100 + fraction)
  }
}

extension Money: CustomStringConvertible {
  /// `$1,234.50`
  package var description: String {
    let whole = String(abs(cents) / 100)
    var grouped = ""
    for (place, digit) in whole.enumerated() {
      if place > 0, (whole.count - place).isMultiple(of: 3) { grouped.append(",") }
      grouped.append(digit)
    }
    return (cents < 0 ? "−$" : "$") + grouped + "." + pad(abs(cents) % 100)
  }
}
