import Kernel

/// The languages in which the office writes by itself.
package enum MessageLanguage: String, Sendable, CaseIterable {
  case english = "en"
  case spanish = "es"

  /// - Parameter text: the language as the record has it: `es`, `es-MX`, `Español`.
  package init(of text: String) { self = text.lowercased().hasPrefix("es") ? .spanish : .english }

  /// `Monday, 23 November 2026`
  func long(_ day: LocalDay) -> String {
    self == .english ? "\(day.weekday.name), \(day.long)" : day.longInSpanish
  }

  /// `Mon Nov 23`, within the letters of a text message.
  func short(_ day: LocalDay) -> String {
    let (_, month, date) = day.civil
    return switch self {
    case .english: "\(day.weekday.name.prefix(3)) \(LocalDay.monthNames[month - 1].prefix(3)) \(date)"
    case .spanish:
      "\(["lun", "mar", "mie", "jue", "vie", "sab", "dom"][day.weekday.rawValue - 1]) \(date) \(LocalDay.spanishMonths[month - 1].prefix(3))"
    }
  }

  /// `2:30 pm`
  func clock(_ time: WallTime) -> String {
    let (hour, minute) = (time.minutes / 60, time.minutes % 60)
    return "\((hour + 11) % 12 + 1):\(pad(minute)) \(hour % 24 < 12 ? "am" : "pm")"
  }
}
