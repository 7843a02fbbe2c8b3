import Kernel
import Practice
import Store

/// When a provider is at a place: a weekly pattern with its breaks and blocks, between two days, every so many weeks.
package struct Template: Sendable, Equatable {
  package let id: ID<Template>
  package let provider: ID<Provider>
  package let location: ID<Location>
  /// What the office calls it: `Summer hours`; may be empty.
  package var name: String
  package var first: LocalDay
  package var last: LocalDay
  /// 1 is each week, 2 every other.
  package var every: Int
  /// The Monday of a week in which it holds.
  package var anchor: LocalDay
  package var stretches: [ProviderHours]
  package var blocks: [Block]
  /// Starts that were planned, in the order of the week.
  package var starts: [Start]

  /// Long before and long after every practice.
  package static let always: ClosedRange<LocalDay> =
    LocalDay(daysSince1970: -719_162)...LocalDay(daysSince1970: 2_932_896)

  package init(
    id: ID<Template>, provider: ID<Provider>, location: ID<Location>, name: String = "",
    days: ClosedRange<LocalDay> = Template.always, every: Int = 1,
    anchor: LocalDay = LocalDay(daysSince1970: 4), stretches: [ProviderHours], blocks: [Block] = [],
    starts: [Start] = []
  ) {
    self.id = id
    self.provider = provider
    self.location = location
    self.name = name
    first = days.lowerBound
    last = days.upperBound
    self.every = every
    self.anchor = anchor.monday
    self.stretches = stretches
    self.blocks = blocks
    self.starts = starts
  }

  /// Whether it says anything about this day.
  package func holds(on day: LocalDay) -> Bool {
    guard first <= day, day <= last else { return false }
    return every == 1 || (day.monday.days(since: anchor) / 7).isMultiple(of: every)
  }

  /// Whether somebody works here by it that day.
  package func isAtWork(on day: LocalDay) -> Bool {
    holds(on: day) && stretches.contains { $0.weekday == day.weekday && $0.kind == .work }
  }

  /// A stretch of a weekday that is kept for some kinds of visits.
  package struct Block: Sendable, Hashable {
    package let id: ID<Block>
    package var weekday: Weekday
    package var starts: WallTime
    package var ends: WallTime
    /// `New patients`, as it stands on the board.
    package var label: String
    package var allows: Set<Allowed>
    package var share: Share
    package var release: Release?
    /// Where a telehealth visit in it meets; may be empty.
    package var link: String

    package init(
      id: ID<Block>, weekday: Weekday, starts: WallTime, ends: WallTime, label: String, allows: Set<Allowed>,
      share: Share = .percent(100), release: Release? = nil, link: String = ""
    ) {
      self.id = id
      self.weekday = weekday
      self.starts = starts
      self.ends = ends
      self.label = label
      self.allows = allows
      self.share = share
      self.release = release
      self.link = link
    }

    package var span: Range<Int> { starts.minutes..<max(starts.minutes, ends.minutes) }
  }

  package enum Allowed: Sendable, Hashable, Stored {
    case category(VisitType.Category)
    case type(ID<VisitType>)
  }

  /// How much of a block is kept.
  package enum Share: Sendable, Hashable {
    /// Of its minutes; 100 keeps all of it.
    case percent(Int)
    /// Room for so many visits of this length in minutes.
    case visits(Int, minutes: Int)
  }

  /// From when on a block is open to every visit: so many days before, at a time of that day.
  package struct Release: Sendable, Hashable {
    package var daysBefore: Int
    package var at: WallTime

    package init(daysBefore: Int, at: WallTime) {
      self.daysBefore = daysBefore
      self.at = at
    }
  }
}

extension Template.Allowed {
  package var sqlValue: SQLValue {
    switch self {
    case .category(let category): .text("category:" + category.rawValue)
    case .type(let id): .text("type:" + id.rawValue)
    }
  }

  package init?(sqlValue: SQLValue) {
    guard case .text(let text) = sqlValue else { return nil }
    let words = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard words.count == 2 else { return nil }
    switch words[0] {
    case "category":
      guard let category = VisitType.Category(rawValue: words[1]) else { return nil }
      self = .category(category)
    case "type": self = .type(ID(rawValue: words[1]))
    default: return nil
    }
  }
}
