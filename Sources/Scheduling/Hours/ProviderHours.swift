import Kernel
import Practice
import Store

/// One stretch of a provider's ordinary week at one location: at work, or on a break within it.
package struct ProviderHours: Sendable, Hashable {
  package let provider: ID<Provider>
  package let location: ID<Location>
  package let weekday: Weekday
  package let starts: WallTime
  package let ends: WallTime
  package let kind: Kind
  /// What a break is called on the board: `Lunch`.
  package let label: String

  package enum Kind: String, Sendable, Stored {
    case work
    case pause = "break"
    /// At work, but not for patients.
    case admin
  }

  package init(
    provider: ID<Provider>, location: ID<Location>, weekday: Weekday, starts: WallTime, ends: WallTime,
    kind: Kind = .work, label: String = ""
  ) {
    self.provider = provider
    self.location = location
    self.weekday = weekday
    self.starts = starts
    self.ends = ends
    self.kind = kind
    self.label = label
  }

  var span: Range<Int> { starts.minutes..<max(starts.minutes, ends.minutes) }
}

/// One day of a provider that is not like the others.
package struct DayException: Sendable, Equatable {
  package let id: ID<DayException>
  package let provider: ID<Provider>
  package let location: ID<Location>
  package let day: LocalDay
  package let starts: WallTime
  package let ends: WallTime
  package let kind: Kind
  package let reason: String

  package enum Kind: String, Sendable, Stored, CaseIterable {
    /// Not there, though the week says so.
    case away
    /// There, though the week does not say so.
    case extra
  }

  package init(
    id: ID<DayException>, provider: ID<Provider>, location: ID<Location>, day: LocalDay, starts: WallTime,
    ends: WallTime, kind: Kind, reason: String
  ) {
    self.id = id
    self.provider = provider
    self.location = location
    self.day = day
    self.starts = starts
    self.ends = ends
    self.kind = kind
    self.reason = reason
  }

  var span: Range<Int> { starts.minutes..<max(starts.minutes, ends.minutes) }
}

/// A stretch of the day in which nobody is booked, and what it is called.
package struct Pause: Sendable, Equatable {
  package let span: Range<Int>
  package let label: String
}

/// When a provider can be booked on one day at one location: the week, its breaks, the day's exceptions, and the
/// days on which the place is closed.
package struct DayHours: Sendable, Equatable {
  /// Minutes since midnight, sorted and apart.
  package let open: [Range<Int>]
  package let pauses: [Pause]

  /// Stretches that are kept for some kinds of visits.
  package let blocks: [Template.Block]

  /// When visits start, and the stretches of the week in which they start at no other time.
  package let starts: [Template.Start]
  package let planned: [Range<Int>]

  package static let none = DayHours(open: [], pauses: [], blocks: [])

  private init(
    open: [Range<Int>], pauses: [Pause], blocks: [Template.Block], starts: [Template.Start] = [],
    planned: [Range<Int>] = []
  ) {
    self.open = open
    self.pauses = pauses
    self.blocks = blocks
    self.starts = starts
    self.planned = planned
  }

  /// `templates`: this provider's templates at that location; those that say nothing about the day are passed over.
  /// `exceptions`: this provider's exceptions of that day at that location.
  /// `closed`: the reason why the location is closed all day, if it is.
  package init(templates: [Template], on day: LocalDay, exceptions: [DayException], closed: String?) {
    if let closed {
      self.init(open: [], pauses: [Pause(span: 0..<1440, label: closed)], blocks: [])
      return
    }
    let today = templates.filter { $0.holds(on: day) }
    let week = today.flatMap(\.stretches).filter { $0.weekday == day.weekday }
    let extra = exceptions.filter { $0.kind == .extra }
    let away = exceptions.filter { $0.kind == .away }
    let breaks = week.filter { $0.kind != .work }
    let work = Minutes.subtract(
      breaks.map(\.span), from: Minutes.union(week.filter { $0.kind == .work }.map(\.span)))
    let there = Minutes.union(work + extra.map(\.span))
    let starts = today.flatMap(\.starts).filter { $0.weekday == day.weekday }
    self.init(
      open: Minutes.subtract(away.map(\.span), from: there),
      pauses: breaks.filter { pause in !extra.contains { $0.span.overlaps(pause.span) } }
        .map { Pause(span: $0.span, label: $0.label) } + away.map { Pause(span: $0.span, label: $0.reason) },
      blocks: today.flatMap(\.blocks).filter { $0.weekday == day.weekday }, starts: starts,
      planned: work.filter { stretch in starts.contains { stretch.contains($0.at.minutes) } })
  }

  package var minutes: Int { Minutes.total(open) }
}
