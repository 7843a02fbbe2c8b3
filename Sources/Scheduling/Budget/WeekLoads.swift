import Kernel
import Practice
import Records
import Store

/// How loaded the providers of a place are over some weeks.
package struct WeekLoads: Sendable {
  package let location: Location
  package let days: [LocalDay]
  package let providers: [Provider]
  package let loads: [ID<Provider>: [ProviderDayLoad]]
  /// What to move where, the most pressing first.
  package let advice: [LoadAdvice]

  /// All minutes that are booked, against all that there are.
  package func percent(of provider: ID<Provider>) -> Int? {
    let days = loads[provider] ?? []
    let room = days.reduce(0) { $0 + $1.room }
    return room == 0 ? nil : days.reduce(0) { $0 + $1.weighted } * 100 / room
  }
}

/// What a provider has on one day against what there is room for. Pure.
package struct ProviderDayLoad: Sendable, Equatable {
  package let provider: ID<Provider>
  package let day: LocalDay
  /// Minutes since midnight in which they can be booked.
  package let open: [Range<Int>]
  /// What stands there: from when until when, and how many minutes it counts.
  package let visits: [Weighed]
  /// The most weighted minutes of the day, where there is a limit.
  package let budget: Int?

  package struct Weighed: Sendable, Equatable {
    package let span: Range<Int>
    package let weighted: Int

    package init(span: Range<Int>, weighted: Int) {
      self.span = span
      self.weighted = weighted
    }
  }

  package init(
    provider: ID<Provider>, day: LocalDay, open: [Range<Int>], visits: [Weighed], budget: Int? = nil
  ) {
    self.provider = provider
    self.day = day
    self.open = open
    self.visits = visits
    self.budget = budget
  }

  package var openMinutes: Int { Minutes.total(open) }
  package var weighted: Int { visits.reduce(0) { $0 + $1.weighted } }
  /// What there is room for: the budget, or every open minute.
  package var room: Int { openMinutes == 0 ? 0 : budget.map { min($0, openMinutes) } ?? openMinutes }
  /// Nil on a day off without visits.
  package var percent: Int? { room == 0 ? (visits.isEmpty ? nil : 999) : min(999, weighted * 100 / room) }

  /// Open minutes of a stretch in which nobody is booked.
  func free(in window: Range<Int>) -> Int {
    Minutes.total(Minutes.subtract(visits.map(\.span), from: open.map { $0.clamped(to: window) }))
  }

  /// The load of a stretch of the day in percent of its open minutes; nil where none are.
  func percent(in window: Range<Int>) -> Int? {
    let room = Minutes.total(open.map { $0.clamped(to: window) })
    if room < window.count / 2 { return nil }
    let weighed = visits.reduce(0) { sum, visit in
      sum + visit.weighted * visit.span.clamped(to: window).count / max(1, visit.span.count)
    }
    return weighed * 100 / room
  }
}

extension Scheduling {
  /// The load of the coming weeks at a place, from the Monday of a day on. No patient is in it.
  package func loads(
    from day: LocalDay, weeks: Int = 4, at location: ID<Location>, by who: Who
  ) async throws -> WeekLoads {
    try who.require(.seeSchedule)
    guard who.may(at: location) else { throw NotFound("location") }
    let days = (0..<7 * min(max(weeks, 1), 12)).map { day.monday.advanced(by: $0) }
    return try await store.read { try $0.loads(days, at: location) }
  }
}

extension Transaction {
  fileprivate func loads(_ days: [LocalDay], at id: ID<Location>) throws -> WeekLoads {
    guard let location = try self.location(id), let first = days.first, let last = days.last else {
      throw NotFound("location")
    }
    let table = try timetable(first...last, location: id)
    var visits: [ID<Provider>: [LocalDay: [ProviderDayLoad.Weighed]]] = [:]
    for row in try rows(
      """
      SELECT provider, day, starts, minutes, weighted FROM appointment
      WHERE location = \(id) AND day >= \(first) AND day <= \(last) AND status NOT IN ('cancelled', 'no_show')
      """)
    {
      let starts: WallTime = try row("starts")
      visits[try row("provider"), default: [:]][try row("day"), default: []].append(
        ProviderDayLoad.Weighed(
          span: starts.minutes..<starts.minutes + (try row("minutes") as Int), weighted: try row("weighted")))
    }
    var budgets: [ID<Provider>: Int] = [:]
    for row in try rows("SELECT provider, minutes FROM caseload_budget WHERE scope = 'day'") {
      budgets[try row("provider")] = try row("minutes")
    }
    let there = try providers(
      Set(table.templates.map(\.provider)).union(table.exceptions.map(\.provider)).union(visits.keys))
    var loads: [ID<Provider>: [ProviderDayLoad]] = [:]
    for provider in there {
      var own = table
      own.templates.removeAll { $0.provider != provider.id }
      loads[provider.id] = days.map { day in
        ProviderDayLoad(
          provider: provider.id, day: day, open: own.hours(of: provider.id, at: id, on: day).open,
          visits: visits[provider.id]?[day] ?? [], budget: budgets[provider.id])
      }
    }
    return WeekLoads(
      location: location, days: days, providers: there, loads: loads,
      advice: LoadAdvice.of(Array(loads.values.joined())))
  }
}
