import Kernel

/// The language a patient reads. What is said stands in all of them where it is said: `tongue("Hello", "Hola")`.
package enum Tongue: String, Sendable, CaseIterable {
  case english = "en"
  case spanish = "es"

  package func callAsFunction(_ english: String, _ spanish: String) -> String {
    self == .english ? english : spanish
  }

  /// Its own name for itself.
  package var name: String { self("English", "Español") }

  /// - Parameter text: the language as the record has it: `es`, `es-MX`, `Español`.
  package init(of text: String) { self = text.lowercased().hasPrefix("es") ? .spanish : .english }

  /// Nil for a language in which nothing is written.
  package init?(tag: String) { self.init(rawValue: String(tag.lowercased().prefix(2))) }

  /// `Monday, 23 November 2026`
  package func long(_ day: LocalDay) -> String {
    self("\(day.weekday.name), \(day.long)", day.longInSpanish)
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

  /// `2:30 pm`, `las 2:30 pm`, `la 1:00 pm`: after “at”, “from” and the like.
  package func hour(_ time: WallTime) -> String {
    let isOne = time.minutes / 60 % 12 == 1
    return self("", isOne ? "la " : "las ") + clock(time)
  }

  /// `2:30 pm`
  package func clock(_ time: WallTime) -> String {
    let (hour, minute) = (time.minutes / 60, time.minutes % 60)
    return "\((hour + 11) % 12 + 1):\(pad(minute)) \(hour % 24 < 12 ? "am" : "pm")"
  }
}

/// A no that patients read themselves.
package protocol SaidToPatients: Refusal {
  func sentence(in tongue: Tongue) -> String
}

extension SaidToPatients {
  package var sentence: String { sentence(in: .english) }
}
