/// A day on the calendar, without a time or a zone: a birthday, a working day.
///
/// Counted in the proleptic Gregorian calendar. Years 1 to 9999.
package struct LocalDay: Hashable, Comparable, Sendable, Codable {
  /// Days since 1 January 1970.
  package let daysSince1970: Int

  package init(daysSince1970: Int) { self.daysSince1970 = daysSince1970 }

  /// Nil for a day that does not exist: 30 February, month 13.
  package init?(_ year: Int, _ month: Int, _ day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.lengthOfMonth(month, year)
    else { return nil }
    daysSince1970 = Self.days(year, month, day)
  }

  /// Reads `2026-11-23`; nil for anything else.
  package init?(_ text: String) {
    let bytes = text.utf8
    guard bytes.count == 10 else { return nil }
    var numbers = [0, 0, 0]
    for (place, byte) in bytes.enumerated() {
      switch (place, byte) {
      case (4, UInt8(ascii: "-")), (7, UInt8(ascii: "-")): continue
      case (4, _), (7, _): return nil
      case (_, UInt8(ascii: "0")...UInt8(ascii: "9")):
        let part = place < 4 ? 0 : place < 7 ? 1 : 2
        numbers[part] = numbers[part] * 10 + Int(byte - UInt8(ascii: "0"))
      default: return nil
      }
    }
    self.init(numbers[0], numbers[1], numbers[2])
  }

  package init?(_ text: Substring) { self.init(String(text)) }

  package static func < (a: LocalDay, b: LocalDay) -> Bool { a.daysSince1970 < b.daysSince1970 }

  package func advanced(by days: Int) -> LocalDay { LocalDay(daysSince1970: daysSince1970 + days) }
  package func days(since earlier: LocalDay) -> Int { daysSince1970 - earlier.daysSince1970 }

  package var weekday: Weekday {
    // 1 January 1970 was a Thursday.
    let sinceMonday = (daysSince1970 + 3) % 7
    return Weekday.allCases[sinceMonday < 0 ? sinceMonday + 7 : sinceMonday]
  }

  /// Year, month and day. Howard Hinnant's civil-from-days.
  package var civil: (year: Int, month: Int, day: Int) {
    let z = daysSince1970 + 719_468
    let era = z.flooredQuotient(by: 146_097)
    let doe = z - era * 146_097
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100)
    let mp = (5 * doy + 2) / 153
    let month = mp < 10 ? mp + 3 : mp - 9
    return (yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1)
  }

  package var year: Int { civil.year }
  package var month: Int { civil.month }
  package var day: Int { civil.day }

  /// Whole years from `birth` to this day. Somebody born on 29 February turns a year older on 1 March.
  package func age(bornOn birth: LocalDay) -> Int {
    let (a, b) = (civil, birth.civil)
    return a.year - b.year - ((a.month, a.day) < (b.month, b.day) ? 1 : 0)
  }

  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = y.flooredQuotient(by: 400)
    let yoe = y - era * 400
    let doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
  }

  private static func lengthOfMonth(_ month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension LocalDay: CustomStringConvertible {
  package var description: String {
    let (year, month, day) = civil
    return pad(year, 4) + "-" + pad(month) + "-" + pad(day)
  }
}

/// ISO 8601 weekdays, Monday first.
package enum Weekday: Int, CaseIterable, Sendable, Codable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday

  /// `Monday`
  package var name: String { Self.names[rawValue - 1] }
  private static let names = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
}

extension LocalDay {
  package static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]

  /// `23 November 2026`
  package var long: String {
    let (year, month, day) = civil
    return "\(day) \(Self.monthNames[month - 1]) \(year)"
  }

  /// `23 Nov 2026`
  package var short: String {
    let (year, month, day) = civil
    return "\(day) \(Self.monthNames[month - 1].prefix(3)) \(year)"
  }

  /// The Monday of this day's week.
  package var monday: LocalDay { advanced(by: 1 - weekday.rawValue) }
}
