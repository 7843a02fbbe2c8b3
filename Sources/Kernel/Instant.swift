import Foundation

/// A moment, in whole milliseconds since 1970 UTC. The wall clock of an office is applied only when shown.
package struct Instant: Hashable, Comparable, Sendable, Codable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package static var now: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

  package static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

  package func advanced(byMinutes minutes: Int) -> Instant { advanced(bySeconds: minutes * 60) }
  package func advanced(bySeconds seconds: Int) -> Instant {
    Instant(milliseconds: milliseconds + Int64(seconds) * 1000)
  }

  /// Whole minutes from `earlier` to here, rounded down.
  package func minutes(since earlier: Instant) -> Int {
    Int((milliseconds - earlier.milliseconds).flooredQuotient(by: 60_000))
  }

  package var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

  /// `2026-11-23T15:42:00.000Z` (RFC 3339).
  package var iso8601: String {
    let day = LocalDay(daysSince1970: Int(milliseconds.flooredQuotient(by: 86_400_000)))
    let rest = Int(milliseconds - Int64(day.daysSince1970) * 86_400_000)
    return "\(day)T" + pad(rest / 3_600_000) + ":" + pad(rest / 60_000 % 60) + ":" + pad(rest / 1000 % 60)
      + "." + pad(rest % 1000, 3) + "Z"
  }
}

extension FixedWidthInteger {
  package func flooredQuotient(by divisor: Self) -> Self {
    let (q, r) = quotientAndRemainder(dividingBy: divisor)
    return r < 0 ? q - 1 : q
  }
}

package func pad(_ number: Int, _ width: Int = 2) -> String {
  let text = String(number)
  let missing = width - text.utf8.count
  return missing > 0 ? String(repeating: "0", count: missing) + text : text
}
