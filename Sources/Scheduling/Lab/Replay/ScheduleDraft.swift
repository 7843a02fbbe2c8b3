import Kernel
import Practice
import Records

/// A change of the schedule that is tried in the lab and touches nothing: hours, blocks, kinds of visits, caps.
package struct ScheduleDraft: Sendable, Equatable {
  package let id: ID<ScheduleDraft>
  package let name: String
  package let location: ID<Location>
  package var changes: [Change]

  /// One thing that would be different.
  package enum Change: Sendable, Equatable, Codable {
    /// At work from then until then on these weekdays; not there where the two are the same. Breaks stay.
    case hours(ID<Provider>, [Weekday], from: WallTime, until: WallTime)
    case addBlock(KeptTime)
    /// Blocks of that name, of one provider or of all.
    case removeBlock(ID<Provider>?, label: String)
    case type(ID<VisitType>, TypeChange)
    /// The most weighted minutes; nil is no limit.
    case cap(ID<Provider>, DayLoad.Scope, minutes: Int?)
  }

  /// A stretch that would be kept for some kinds of visits, of one provider or of all who are there then.
  package struct KeptTime: Sendable, Equatable, Codable {
    package var provider: ID<Provider>?
    package var weekdays: [Weekday]
    package var from: WallTime
    package var until: WallTime
    package var label: String
    package var categories: [VisitType.Category]
    package var percent: Int
    /// Open to everybody from this many days before; nil never.
    package var releaseDays: Int?

    package init(
      provider: ID<Provider>?, weekdays: [Weekday], from: WallTime, until: WallTime, label: String,
      categories: [VisitType.Category], percent: Int = 100, releaseDays: Int? = nil
    ) {
      self.provider = provider
      self.weekdays = weekdays
      self.from = from
      self.until = until
      self.label = label
      self.categories = categories
      self.percent = percent
      self.releaseDays = releaseDays
    }
  }

  /// What would be different of a kind of visit; nil stays.
  package struct TypeChange: Sendable, Equatable, Codable {
    package var minutes: Int?
    package var leadMinutes: Int?
    package var before: Int?
    package var after: Int?
    package var capacity: Int?

    package init(
      minutes: Int? = nil, leadMinutes: Int? = nil, before: Int? = nil, after: Int? = nil,
      capacity: Int? = nil
    ) {
      self.minutes = minutes
      self.leadMinutes = leadMinutes
      self.before = before
      self.after = after
      self.capacity = capacity
    }
  }

  package static let mostChanges = 30
}

extension VisitType.Category: Codable {}
extension DayLoad.Scope: Codable {}

extension ScheduleDraft.Change {
  /// - Throws: ``InvalidInput`` for what could not be kept in the schedule itself.
  package func checked() throws(InvalidInput) -> Self {
    switch self {
    case .hours(_, let weekdays, let from, let until):
      try Self.check(weekdays, from, until, mayBeEmpty: true)
    case .addBlock(let kept):
      try Self.check(kept.weekdays, kept.from, kept.until, mayBeEmpty: false)
      var clean = kept
      clean.label = try CleanText.line(kept.label, of: "The name", limit: 40)
      guard !clean.label.isEmpty else { throw InvalidInput("label", "Say what the time is kept for.") }
      guard !kept.categories.isEmpty else {
        throw InvalidInput("category", "Choose the kinds of visits that the time is kept for.")
      }
      guard (1...100).contains(kept.percent) else {
        throw InvalidInput("percent", "1 to 100 percent of the time can be kept.")
      }
      guard kept.releaseDays.map((0...365).contains) ?? true else {
        throw InvalidInput("release", "Kept time is released 0 to 365 days before.")
      }
      return .addBlock(clean)
    case .removeBlock(let provider, let label):
      let clean = try CleanText.line(label, of: "The name", limit: 40)
      guard !clean.isEmpty else { throw InvalidInput("label", "Say which kept time would be given free.") }
      return .removeBlock(provider, label: clean)
    case .type(_, let change): try change.check()
    case .cap(_, _, let minutes):
      guard minutes.map((0...10_080).contains) ?? true else {
        throw InvalidInput("minutes", "A cap is 0 to 10080 minutes.")
      }
    }
    return self
  }

  private static func check(
    _ weekdays: [Weekday], _ from: WallTime, _ until: WallTime, mayBeEmpty: Bool
  ) throws(InvalidInput) {
    guard !weekdays.isEmpty else { throw InvalidInput("weekday", "Choose at least one weekday.") }
    guard from < until || mayBeEmpty && from == until else {
      throw InvalidInput("until", "The end lies before the beginning. Turn them around.")
    }
    for (field, time) in [("from", from), ("until", until)] where !time.minutes.isMultiple(of: 5) {
      throw InvalidInput(field, "Hours and blocks begin and end on a step of five minutes, not at \(time).")
    }
  }
}

extension ScheduleDraft.TypeChange {
  fileprivate func check() throws(InvalidInput) {
    guard self != Self() else { throw InvalidInput("minutes", "Say what would be different.") }
    var draft = VisitTypeDraft(name: "draft", minutes: minutes ?? 30)
    draft.rules.leadMinutes = leadMinutes ?? 0
    draft.rules.buffer = Buffer(before: before ?? 0, after: after ?? 0)
    draft.rules.capacity = capacity ?? 1
    _ = try draft.checked()
  }
}
