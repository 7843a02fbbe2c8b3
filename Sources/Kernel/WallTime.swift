/// A time of day on the office's clock, in minutes since midnight: 0 to 1440 (the midnight that ends the day).
package struct WallTime: Hashable, Comparable, Sendable, Codable {
  package let minutes: Int

  /// Nil outside 0…1440.
  package init?(minutes: Int) {
    guard (0...1440).contains(minutes) else { return nil }
    self.minutes = minutes
  }

  package init?(_ hour: Int, _ minute: Int) {
    guard (0...24).contains(hour), (0...59).contains(minute) else { return nil }
    self.init(minutes: hour * 60 + minute)
  }

  /// Reads `9:30`, `09:30`, `0930`, `9`, `9am`, `9:30 pm`, `noon`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    var rest = text.lowercased().filter { !$0.isWhitespace && $0 != "." }
    if rest == "noon" { rest = "12:00" }
    let half = rest.hasSuffix("am") ? 0 : rest.hasSuffix("pm") ? 12 : nil
    if half != nil { rest.removeLast(2) }
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let digits = parts.joined()
    guard !digits.isEmpty, digits.count <= 4, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    let clock: (String, String)
    switch parts.count {
    case 1 where digits.count <= 2: clock = (digits, "0")
    case 1: clock = (String(digits.dropLast(2)), String(digits.suffix(2)))
    case 2 where parts[1].count == 2 && !parts[0].isEmpty: clock = (parts[0], parts[1])
    default: return nil
    }
    guard var hour = Int(clock.0), let minute = Int(clock.1) else { return nil }
    if let half {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + half
    }
    self.init(hour, minute)
  }

  /// The midnight that begins the day.
  package static let midnight = WallTime(valid: 0)

  /// The midnight that ends it.
  package static let endOfDay = WallTime(valid: 1440)

  private init(valid minutes: Int) { self.minutes = minutes }

  package static func < (a: WallTime, b: WallTime) -> Bool { a.minutes < b.minutes }
}

extension WallTime: CustomStringConvertible {
  /// `9:05`, `14:30`
  package var description: String { String(minutes / 60) + ":" + pad(minutes % 60) }
  /// `09:05`, as forms want it.
  package var padded: String { pad(minutes / 60) + ":" + pad(minutes % 60) }
}
