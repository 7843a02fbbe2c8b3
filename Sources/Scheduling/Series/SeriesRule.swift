import Kernel

/// The days on which a visit returns, on the wall's calendar and never in elapsed hours, so that no change of the
/// clocks moves an occurrence. Pure.
package struct SeriesRule: Sendable, Equatable, Codable {
  package var first: LocalDay
  package var pattern: Pattern
  package var end: End

  package enum Pattern: Sendable, Equatable, Codable {
    /// On these weekdays of every so many weeks; none is the weekday of the first visit.
    case weekly(every: Int, on: Set<Weekday>)
    /// On the day number of the first visit; a month that is too short has it on its last day.
    case monthlyOnDay(every: Int)
    /// On the same weekday of the month as the first visit: the second Tuesday. The fifth is the last.
    case monthlyOnWeekday(every: Int)
    case days([LocalDay])
  }

  package enum End: Sendable, Equatable, Codable {
    case day(LocalDay)
    /// So many visits are authorized.
    case visits(Int)
  }

  /// So many visits a series has at most.
  package static let most = 200

  package init(first: LocalDay, _ pattern: Pattern, until end: End) {
    self.first = first
    self.pattern = pattern
    self.end = end
  }

  /// The days in their order.
  ///
  /// - Throws: ``SeriesRefused`` before anything is counted out.
  package func days() throws(SeriesRefused) -> [LocalDay] {
    if case .visits(let count) = end {
      guard count >= 1 else { throw .noVisits }
      guard count <= Self.most else { throw .tooMany(count) }
    }
    if case .day(let last) = end, last < first { throw .endsBeforeStart(last, first) }
    switch pattern {
    case .days(let list):
      let days = Set(list).sorted()
      guard !days.isEmpty else { throw .noVisits }
      guard days.count <= Self.most else { throw .tooMany(days.count) }
      return days
    case .weekly(let every, let weekdays):
      guard (1...52).contains(every) else { throw .rhythm }
      let chosen = weekdays.isEmpty ? [first.weekday] : weekdays.sorted { $0.rawValue < $1.rawValue }
      return try taken { week in
        chosen.map { first.monday.advanced(by: week * every * 7 + $0.rawValue - 1) }
      }
    case .monthlyOnDay(let every):
      guard (1...24).contains(every) else { throw .rhythm }
      return try taken { [day(number: first.day, inMonth: $0 * every)] }
    case .monthlyOnWeekday(let every):
      guard (1...24).contains(every) else { throw .rhythm }
      return try taken { [sameWeekday(inMonth: $0 * every)] }
    }
  }

  /// Round after round until the end is reached.
  private func taken(_ round: (Int) -> [LocalDay]) throws(SeriesRefused) -> [LocalDay] {
    var days: [LocalDay] = []
    for number in 0... {
      for day in round(number) where day >= first {
        switch end {
        case .day(let last) where day > last: return days
        case .visits(let count) where days.count == count: return days
        default: days.append(day)
        }
        guard days.count <= Self.most else { throw .tooMany(nil) }
      }
    }
    return days
  }

  private func day(number: Int, inMonth offset: Int) -> LocalDay {
    let month = first.year * 12 + first.month - 1 + offset
    return (0...3).lazy.compactMap { LocalDay(month / 12, month % 12 + 1, number - $0) }.first ?? first
  }

  private func sameWeekday(inMonth offset: Int) -> LocalDay {
    let start = day(number: 1, inMonth: offset)
    let ahead = (first.weekday.rawValue - start.weekday.rawValue + 7) % 7
    let found = start.advanced(by: ahead + (first.day - 1) / 7 * 7)
    return found.month == start.month ? found : found.advanced(by: -7)
  }
}

extension SeriesRule {
  /// `every 2 weeks on Monday and Thursday, 12 visits`
  package var words: String {
    switch (pattern, end) {
    case (.days(let days), _): "on \(days.count) chosen days"
    case (_, .day(let day)): "\(rhythm), until \(day.short)"
    case (_, .visits(let count)): "\(rhythm), \(count) visits"
    }
  }

  private var rhythm: String {
    switch pattern {
    case .weekly(let every, let weekdays):
      let names = (weekdays.isEmpty ? [first.weekday] : weekdays.sorted { $0.rawValue < $1.rawValue }).map(
        \.name)
      return "\(every == 1 ? "every week" : "every \(every) weeks") on \(names.joined(separator: " and "))"
    case .monthlyOnDay(let every): return "\(months(every)) on day \(first.day), or the last of a short month"
    case .monthlyOnWeekday(let every):
      let place = ["first", "second", "third", "fourth", "last"][(first.day - 1) / 7]
      return "\(months(every)) on the \(place) \(first.weekday.name)"
    case .days: return ""
    }
  }

  private func months(_ every: Int) -> String { every == 1 ? "every month" : "every \(every) months" }
}

/// Why visits cannot return like that.
package enum SeriesRefused: Refusal, Equatable {
  /// How many were asked for, where that was said.
  case tooMany(Int?)
  case noVisits
  case rhythm
  case endsBeforeStart(LocalDay, LocalDay)
  case nothingToChange
  case notOfThisSeries

  package var kind: RefusalKind {
    switch self {
    case .nothingToChange, .notOfThisSeries: .conflict
    default: .invalid
    }
  }

  package var sentence: String {
    switch self {
    case .tooMany(let count):
      "A series has at most \(SeriesRule.most) visits\(count.map { ", not \($0)" } ?? ""). Book the first part now and the rest later."
    case .noVisits: "This series has no visit. Say on which days, or how many."
    case .rhythm: "A series returns every 1 to 52 weeks, or every 1 to 24 months."
    case .endsBeforeStart(let last, let first):
      "The series ends on \(last.long), before it begins on \(first.long). Turn them around."
    case .nothingToChange: "No visit of this series is left that could be changed."
    case .notOfThisSeries: "One of these visits does not belong to this series. Open the series again."
    }
  }
}
