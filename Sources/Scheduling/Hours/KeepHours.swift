import Kernel
import Practice
import Records
import Store

extension Scheduling {
  /// Replaces a provider's ordinary week at one location, the template without dates. Booked visits that fall outside
  /// of it are moved, kept, or become work for somebody, as `choices` say.
  package func keepWeek(
    of provider: ID<Provider>, at location: ID<Location>, _ week: [ProviderHours],
    _ choices: DisplacedChoices = DisplacedChoices(), by who: Who
  ) async throws {
    try who.require(.manageSchedule)
    try who.require(location)
    try HoursRefused.check(week, provider, location)
    let change = try await change(toWeek: week, of: provider, at: location)
    guard case .templates(_, let without, let with) = change else { return }
    try await carryOut(change, choices, locking: [BookingPlan.calendar(of: provider)], by: who) {
      tx, moment in
      try tx.requireProvider(provider)
      try tx.requireLocation(location)
      for id in without { try tx.delete(id) }
      for template in with {
        try tx.requireNoClash(template, except: without, at: moment)
        try tx.insert(template, at: moment, by: who.name)
      }
      try tx.audit("hours.changed", by: who, subject: "provider:\(provider)", at: moment)
      try tx.announce("schedule:\(location)")
    }
  }

  /// What another ordinary week would change. Blocks and planned starts that lie within it stay.
  package func change(
    toWeek week: [ProviderHours], of provider: ID<Provider>, at location: ID<Location>
  ) async throws -> ScheduleChange {
    let old = try await store.read {
      try $0.templates(Template.always, providers: [provider], location: location).filter(\.isOrdinary)
    }
    let blocks = old.flatMap(\.blocks).filter { block in
      Minutes.union(week.filter { $0.weekday == block.weekday && $0.kind == .work }.map(\.span)).holds(
        block.span)
    }
    let starts = old.flatMap(\.starts).filter { start in
      week.bookableTime(on: start.weekday).contains { $0.contains(start.at.minutes) }
    }
    let new = Template(
      id: old.first?.id ?? ID(rawValue: newID()), provider: provider, location: location, stretches: week,
      blocks: blocks, starts: starts)
    return .templates(of: provider, without: Set(old.map(\.id)), with: week.isEmpty ? [] : [new])
  }

  /// Adds a day on which a provider is away, or there for longer. Booked visits that this displaces are
  /// moved, kept, or become work, as `choices` say.
  package func addException(
    provider: ID<Provider>, location: ID<Location>, day: LocalDay, starts: WallTime, ends: WallTime,
    kind: DayException.Kind, reason: String, _ choices: DisplacedChoices = DisplacedChoices(), by who: Who
  ) async throws -> DayException {
    let exception = try exception(
      provider: provider, location: location, day: day, starts: starts, ends: ends, kind: kind,
      reason: reason, by: who)
    try await carryOut(.exception(exception), choices, locking: [BookingPlan.calendar(of: provider)], by: who)
    {
      tx, moment in
      try tx.requireProvider(provider)
      try tx.requireLocation(location)
      try tx.insert(exception, at: moment, by: who.name)
      try tx.audit(
        "hours.exception_added", by: who, subject: "provider:\(provider)", detail: "\(day)", at: moment)
      try tx.announce(Self.topic(location, day))
    }
    return exception
  }

  /// The exception as it would be written down, to ask what it would displace.
  package func exception(
    provider: ID<Provider>, location: ID<Location>, day: LocalDay, starts: WallTime, ends: WallTime,
    kind: DayException.Kind, reason: String, by who: Who
  ) throws -> DayException {
    try who.require(.manageSchedule)
    try who.require(location)
    guard starts < ends else { throw HoursRefused.endsBeforeStart(starts, ends) }
    let words = try CleanText.line(reason, of: "The reason", limit: 120)
    guard kind == .extra || !words.isEmpty else {
      throw InvalidInput("reason", "Say why in a word or two: it stands on the board.")
    }
    return DayException(
      id: ID(rawValue: newID()), provider: provider, location: location, day: day, starts: starts, ends: ends,
      kind: kind, reason: words)
  }

  /// Takes an exception back: the day is as the week says again. Visits that stood in extra hours are moved, kept, or
  /// become work, as `choices` say. One that was taken back already stays so.
  package func removeException(
    _ exception: DayException, _ choices: DisplacedChoices = DisplacedChoices(), by who: Who
  ) async throws {
    try who.require(.manageSchedule)
    try who.require(exception.location)
    let calendar = BookingPlan.calendar(of: exception.provider)
    try await carryOut(.noException(exception), choices, locking: [calendar], by: who) { tx, moment in
      let isNew =
        try tx.change(
          """
          INSERT INTO day_exception_removal (exception, at, by_name) VALUES (\(exception.id), \(moment), \(who.name))
          ON CONFLICT (exception) DO NOTHING
          """) == 1
      guard isNew else { return }
      try tx.settleDisplaced(by: who.name, at: moment)
      try tx.audit(
        "hours.exception_removed", by: who, subject: "provider:\(exception.provider)",
        detail: "\(exception.day)", at: moment)
      try tx.announce(Self.topic(exception.location, exception.day))
    }
  }

  /// One that stands or was taken back.
  package func exception(_ id: ID<DayException>, by who: Who) async throws -> DayException {
    try who.require(.manageSchedule)
    let found = try await store.read { try $0.dayExceptions(where: "id = \(id)").first }
    guard let found, who.may(at: found.location) else { throw NotFound("exception") }
    return found
  }

  /// A provider's week at all locations and exceptions from a day on.
  package func hours(of provider: ID<Provider>, from day: LocalDay, by who: Who) async throws -> (
    week: [ProviderHours], exceptions: [DayException]
  ) {
    try who.require(.seeSchedule)
    return try await store.read { tx in
      let end = day.advanced(by: 3660)
      return (
        try tx.templates(Template.always, providers: [provider]).filter(\.isOrdinary).flatMap(\.stretches),
        try tx.dayExceptions(day...end, providers: [provider])
      )
    }
  }
}

/// Why hours cannot be kept as given.
package enum HoursRefused: Refusal, Equatable {
  case endsBeforeStart(WallTime, WallTime)
  case overlap(Weekday, WallTime)
  case breakOutside(Weekday, WallTime)
  case notTheirs

  package var kind: RefusalKind { .invalid }

  package var sentence: String {
    switch self {
    case .endsBeforeStart(let starts, let ends):
      "\(starts) to \(ends) ends before it starts. Turn the times around."
    case .overlap(let day, let time):
      "Two stretches on \(day.name) overlap at \(time). Make one of them shorter."
    case .breakOutside(let day, let time):
      "The break on \(day.name) at \(time) lies outside of the working hours. Move it inside, or leave it out."
    case .notTheirs: "These hours are of another provider or place. Start again from the provider’s page."
    }
  }

  static func check(
    _ week: [ProviderHours], _ provider: ID<Provider>, _ location: ID<Location>
  ) throws(HoursRefused) {
    for hours in week {
      guard hours.provider == provider, hours.location == location else { throw .notTheirs }
      guard hours.starts < hours.ends else { throw .endsBeforeStart(hours.starts, hours.ends) }
    }
    for day in Weekday.allCases {
      let work = week.filter { $0.weekday == day && $0.kind == .work }.sorted { $0.starts < $1.starts }
      let breaks = week.filter { $0.weekday == day && $0.kind != .work }.sorted { $0.starts < $1.starts }
      for stretches in [work, breaks] {
        for (one, other) in zip(stretches, stretches.dropFirst()) where one.ends > other.starts {
          throw .overlap(day, other.starts)
        }
      }
      let open = Minutes.union(work.map(\.span))
      for pause in breaks where !open.holds(pause.span) { throw .breakOutside(day, pause.starts) }
    }
  }
}

extension Template {
  /// The ordinary week: each week, without a first or a last day.
  package var isOrdinary: Bool { every == 1 && first...last == Self.always }
}

extension Transaction {
  func requireProvider(_ id: ID<Provider>) throws {
    let found: Int? = try value(
      """
      SELECT 1 FROM provider p WHERE id = \(id)
        AND NOT EXISTS (SELECT 1 FROM provider_retirement r WHERE r.provider = p.id)
      """)
    if found == nil { throw NotFound("provider") }
  }

  func requireLocation(_ id: ID<Location>) throws {
    guard let location = try location(id), location.active else { throw NotFound("location") }
  }
}
