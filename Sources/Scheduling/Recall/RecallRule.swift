import Kernel
import Practice
import Records
import Store

/// Who is asked back, for what, and when.
package struct RecallRule: Sendable, Equatable {
  package let id: ID<RecallRule>
  package var draft: RecallDraft
  package var isActive: Bool

  /// Done visits of these kinds count.
  var counted: Set<ID<VisitType>> { draft.counts.union([draft.visitType]) }
}

/// A rule as a form or a seed gives it.
package struct RecallDraft: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable, Stored {
    /// So many months after the last.
    case every
    /// At certain ages.
    case ages
    /// As `every`, for those with a condition, or put under the rule by hand.
    case condition

    package var words: String {
      switch self {
      case .every: "Everybody, some months after the last visit"
      case .ages: "At certain ages"
      case .condition: "Those with a condition, or put on the list by hand"
      }
    }
  }

  package var name: String
  package var visitType: ID<VisitType>
  package var counts: Set<ID<VisitType>>
  package var kind: Kind
  package var months: Int
  package var ages: [RecallAge]
  package var fromAge: Int?
  package var toAge: Int?
  package var codes: [String]
  /// Days before the due day on which somebody appears on the list.
  package var ahead: Int

  package init(
    name: String, visitType: ID<VisitType>, counts: Set<ID<VisitType>> = [], kind: Kind = .every,
    months: Int = 12, ages: [RecallAge] = [], fromAge: Int? = nil, toAge: Int? = nil, codes: [String] = [],
    ahead: Int = 14
  ) {
    self.name = name
    self.visitType = visitType
    self.counts = counts
    self.kind = kind
    self.months = months
    self.ages = ages
    self.fromAge = fromAge
    self.toAge = toAge
    self.codes = codes
    self.ahead = ahead
  }

  func checked() throws(InvalidInput) -> RecallDraft {
    var clean = self
    clean.name = try CleanText.line(name, of: "The name", limit: 80)
    guard !clean.name.isEmpty else { throw InvalidInput("name", "Give the rule a name.") }
    if kind == .ages {
      guard !ages.isEmpty else { throw InvalidInput("ages", "Write the ages, like 1m 2m 4m 3y.") }
      clean.ages = ages.sorted()
    } else {
      guard (1...120).contains(months) else { throw InvalidInput("months", "Choose 1 to 120 months.") }
    }
    guard (0...365).contains(ahead) else { throw InvalidInput("ahead", "List people 0 to 365 days ahead.") }
    if let fromAge, let toAge, toAge < fromAge {
      throw InvalidInput("to_age", "The last age lies before the first. Turn them around.")
    }
    for code in codes {
      guard code.count <= 30, code.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
        throw InvalidInput("codes", "“\(code)” is not a code. Write codes apart by spaces, like E11.9 I10.")
      }
    }
    return clean
  }
}

/// An age at which a visit is due: `3d`, `18m`, `4y`.
package struct RecallAge: Sendable, Hashable, Comparable, CustomStringConvertible {
  package enum Unit: String, Sendable { case days = "d", months = "m", years = "y" }
  package let count: Int
  package let unit: Unit

  package init(_ count: Int, _ unit: Unit) {
    self.count = count
    self.unit = unit
  }

  package init?(_ text: some StringProtocol) {
    guard let unit = text.last.flatMap({ Unit(rawValue: String($0)) }), let count = Int(text.dropLast()),
      (1...240).contains(count)
    else { return nil }
    self.init(count, unit)
  }

  package var description: String { "\(count)\(unit.rawValue)" }

  /// `18 months`
  package var words: String {
    let name = unit == .days ? "day" : unit == .months ? "month" : "year"
    return count == 1 ? "1 \(name)" : "\(count) \(name)s"
  }

  /// The day on which somebody is so old.
  func day(bornOn birth: LocalDay) -> LocalDay {
    switch unit {
    case .days: birth.advanced(by: count)
    case .months: months(count, after: birth)
    case .years: months(count * 12, after: birth)
    }
  }

  package static func < (a: RecallAge, b: RecallAge) -> Bool { a.roughDays < b.roughDays }

  private var roughDays: Int { unit == .days ? count : unit == .months ? count * 30 : count * 365 }

  /// The visits of a healthy child, as the American Academy of Pediatrics recommends them (Bright Futures periodicity
  /// schedule): the first days, then by month, then each year to 21.
  package static let wellChild: [RecallAge] =
    [RecallAge(3, .days)] + [1, 2, 4, 6, 9, 12, 15, 18, 24, 30].map { RecallAge($0, .months) }
    + (3...21).map { RecallAge($0, .years) }
}

/// The same day some months later, or the month's last where it has no such day.
func months(_ count: Int, after day: LocalDay) -> LocalDay {
  let all = day.year * 12 + day.month - 1 + count
  let (year, month) = (all / 12, all % 12 + 1)
  return (0...3).lazy.compactMap { LocalDay(year, month, day.day - $0) }.first ?? day
}

/// What of a patient's past decides when they are due.
struct RecallPast: Sendable, Equatable {
  var born: LocalDay?
  /// The last done visit of any kind.
  var lastVisit: LocalDay?
  /// The last done visit that counts.
  var lastCounted: LocalDay?
  /// Since when they are under the rule by hand or by a condition.
  var since: LocalDay?
}

extension RecallRule {
  /// The day on which this patient is due, if it comes within the rule's days ahead.
  func due(_ past: RecallPast, today: LocalDay) -> LocalDay? {
    if draft.fromAge != nil || draft.toAge != nil {
      guard let age = past.born.map({ today.age(bornOn: $0) }) else { return nil }
      guard age >= draft.fromAge ?? 0, age <= draft.toAge ?? 200 else { return nil }
    }
    let day =
      switch draft.kind {
      case .every: (past.lastCounted ?? past.lastVisit).map { months(draft.months, after: $0) }
      case .condition:
        past.since.map { since in months(draft.months, after: past.lastCounted ?? past.lastVisit ?? since) }
      case .ages: past.born.flatMap { dueByAge($0, past.lastCounted, today) }
      }
    return day.flatMap { $0 <= today.advanced(by: draft.ahead) ? $0 : nil }
  }

  /// The latest age that was reached, unless a visit already belongs to it: one that was nearer to it than to the
  /// age before. An age that was missed is not made up for once the next one has come.
  private func dueByAge(_ born: LocalDay, _ last: LocalDay?, _ today: LocalDay) -> LocalDay? {
    let days = draft.ages.map { $0.day(bornOn: born) }
    guard let place = days.lastIndex(where: { $0 <= today.advanced(by: draft.ahead) }) else { return nil }
    let before = place == 0 ? born : days[place - 1]
    if let last, last.days(since: before) > days[place].days(since: last) { return nil }
    return days[place]
  }
}
