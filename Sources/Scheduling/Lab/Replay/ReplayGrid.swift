import Kernel
import Practice

/// The rules as whole numbers: providers, kinds, resources and days are places in lists, times are minutes, either
/// of the day or since 1970. Made once for a replay, so that each question to it is a few comparisons.
struct ReplayGrid {
  let rules: ReplayRules
  let first: LocalDay
  let dayCount: Int
  let providers: [ID<Provider>: Int]
  let kinds: [ID<VisitType>: Int]
  let resources: [ID<Resource>: Int]
  let kind: [Kind]
  /// How long each kind is outside of drafts.
  private let usual: [Int]
  /// By provider and day.
  private let days: [Day]
  let limits: [Limits]
  /// When each resource is out of service.
  let away: [[Range<Int>]]
  private let midnights: [Int]
  /// Whether no clock is changed.
  private let plain: [Bool]

  struct Kind {
    let minutes: Int
    let buffer: Buffer
    let lead: Int
    let capacity: Int
    let weight: Int
    /// By provider.
    let does: [Bool]
  }

  struct Day {
    var open: [Range<Int>] = []
    var blocks: [Block] = []
  }

  struct Block {
    let span: Range<Int>
    let kept: Int
    /// Since 1970; nil where it is never released.
    let release: Int?
    /// By kind.
    let allows: [Bool]
  }

  struct Limits {
    var budgets: [(scope: DayLoad.Scope, most: Int)] = []
    /// `means` is by kind.
    var counts: [(scope: DayLoad.Scope, means: [Bool], most: Int)] = []
  }

  init(_ rules: ReplayRules, _ days: ClosedRange<LocalDay>) {
    self.rules = rules
    first = days.lowerBound
    dayCount = days.upperBound.days(since: days.lowerBound) + 1
    providers = places(rules.providers.map(\.id))
    kinds = places(rules.types.map(\.id))
    resources = places(rules.resources.map(\.id))
    kind = rules.types.map { type in
      Kind(
        minutes: type.minutes, buffer: type.rules.buffer, lead: type.rules.leadMinutes,
        capacity: type.rules.capacity, weight: type.rules.weight,
        does: rules.providers.map { type.providers.contains($0.id) })
    }
    usual = rules.types.map { rules.usualMinutes[$0.id] ?? $0.minutes }
    limits = rules.providers.map { Limits(rules.limits[$0.id] ?? .unlimited, rules.types) }
    away = rules.resources.map { resource in
      rules.outOfService.filter { $0.resource == resource.id }.map {
        epochMinute($0.from)..<epochMinute($0.until)
      }
    }
    let calendar = (0..<dayCount).map { days.lowerBound.advanced(by: $0) }
    midnights = calendar.map { epochMinute(rules.zone.instant($0, .midnight)) }
    plain = calendar.map { day in
      let range = rules.zone.range(of: day)
      return range.upperBound.minutes(since: range.lowerBound) == 1440
    }
    self.days = Self.days(rules, calendar)
  }

  private static func days(_ rules: ReplayRules, _ calendar: [LocalDay]) -> [Day] {
    let templates = Dictionary(grouping: rules.templates, by: \.provider)
    let exceptions = Dictionary(grouping: rules.exceptions, by: \.provider)
    return rules.providers.flatMap { provider -> [Day] in
      calendar.map { day in
        let hours = DayHours(
          templates: templates[provider.id] ?? [], on: day,
          exceptions: (exceptions[provider.id] ?? []).filter { $0.day == day },
          closed: rules.closures.first { $0.covers(day, at: rules.location) }?.reason)
        return Day(open: hours.open, blocks: hours.blocks.map { Block($0, on: day, rules) })
      }
    }
  }

  func day(_ provider: Int, _ day: Int) -> Day { days[provider * dayCount + day] }

  func isPlain(_ day: Int) -> Bool { plain[day] }

  /// The place of a day; nil beyond the days that are replayed.
  func place(of day: LocalDay) -> Int? {
    let place = day.days(since: first)
    return (0..<dayCount).contains(place) ? place : nil
  }

  /// The minute since 1970 at which the clock shows `minute` that day; nil where it jumps over it.
  func moment(_ day: Int, _ minute: Int) -> Int? {
    if plain[day] { return midnights[day] + minute }
    guard let time = WallTime(minutes: minute) else { return nil }
    switch rules.zone.read(first.advanced(by: day), time) {
    case .once(let moment), .twice(let moment, _): return epochMinute(moment)
    case .skipped: return nil
    }
  }

  /// How long a visit is that was booked for so many minutes.
  func minutes(of booked: Int, _ kind: Int) -> Int {
    booked == usual[kind] ? self.kind[kind].minutes : booked
  }

  /// What could serve each need of a kind; an interpreter is a need like a room, where the place has one.
  func needs(of kind: Int, language: String?) -> [[Int]] {
    var needs = rules.types[kind].needs
    if let language, !needs.contains(where: { $0.kind == .interpreter }) {
      let interpreter = VisitType.Need(.interpreter, group: language)
      if rules.resources.contains(where: interpreter.isServed(by:)) { needs.append(interpreter) }
    }
    return VisitType.candidates(for: needs, among: rules.resources).map { $0.compactMap { resources[$0] } }
  }
}

extension ReplayGrid.Block {
  fileprivate init(_ block: Template.Block, on day: LocalDay, _ rules: ReplayRules) {
    span = block.span
    kept = block.keptMinutes
    release = block.release.map {
      epochMinute(rules.zone.instant(day.advanced(by: -$0.daysBefore), $0.at))
    }
    allows = rules.types.map(block.allows)
  }
}

extension ReplayGrid.Limits {
  fileprivate init(_ load: DayLoad, _ types: [VisitType]) {
    budgets = load.budgets.map { ($0.scope, $0.minutes) }
    counts = load.counts.map { count in
      (
        count.scope, types.map { count.what == .type($0.id) || count.what == .category($0.rules.category) },
        count.most
      )
    }
  }
}

/// Minutes since 1970. Nothing on a schedule has seconds.
func epochMinute(_ moment: Instant) -> Int { Int(moment.milliseconds / 60_000) }

private func places<Thing: Hashable>(_ list: [Thing]) -> [Thing: Int] {
  Dictionary(list.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
}
