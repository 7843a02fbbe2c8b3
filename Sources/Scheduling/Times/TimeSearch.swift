import Kernel
import Practice
import Store

/// Looks for open times day by day, reading who is taken in steps that grow, because the first days usually suffice.
struct TimeSearch {
  private let wanted: TimesWanted
  private let minutes: Int
  private let now: Instant
  private let locations: [Location]
  private let providers: [ID<Provider>: Provider]
  private let templates: [Template]
  private let exceptions: [DayException]
  private let closures: [Closure]
  /// For each location, what could serve each need.
  private let candidates: [ID<Location>: [[ID<Resource>]]]

  /// Nil when there is no such visit type in use.
  init?(
    _ wanted: TimesWanted, now: Instant, may: (ID<Location>) -> Bool, _ tx: Transaction
  ) throws {
    guard let type = try tx.visitTypes([wanted.visitType]).first, type.isActive else { return nil }
    self.wanted = wanted
    self.now = now
    minutes = wanted.minutes ?? type.minutes
    let doing = type.providers.filter { wanted.provider == nil || wanted.provider == $0 }
    providers = Dictionary(uniqueKeysWithValues: try tx.providers(doing).map { ($0.id, $0) })
    locations = try tx.locations().filter {
      $0.active && (wanted.location == nil || wanted.location == $0.id) && may($0.id)
    }
    templates = try tx.templates(wanted.first...wanted.last, providers: Array(doing))
    exceptions = try tx.dayExceptions(wanted.first...wanted.last, providers: Array(doing))
    closures = try tx.closures(wanted.first...wanted.last)
    var candidates: [ID<Location>: [[ID<Resource>]]] = [:]
    if !type.needs.isEmpty {
      for location in locations {
        candidates[location.id] = VisitType.candidates(
          for: type.needs, among: try tx.resources(at: location.id))
      }
    }
    self.candidates = candidates
  }

  func run(_ tx: Transaction) throws -> [OpenTime] {
    var found: [OpenTime] = []
    var day = wanted.first
    var step = 1
    while day <= wanted.last, found.count < wanted.most {
      let end = min(day.advanced(by: step - 1), wanted.last)
      let taken = try taken(day...end, tx)
      while day <= end, found.count < wanted.most {
        if wanted.weekdays.contains(day.weekday) { found += times(on: day, taken) }
        day = day.advanced(by: 1)
      }
      step = min(step * 2, 16)
    }
    return Array(found.prefix(wanted.most))
  }

  /// Who is taken when, from the first day's midnight to the last's end, wherever the clocks are.
  private func taken(
    _ days: ClosedRange<LocalDay>, _ tx: Transaction
  ) throws -> [Holder: [ClaimTime]] {
    let zones = locations.map(\.zone)
    guard let start = zones.map({ $0.range(of: days.lowerBound).lowerBound }).min(),
      let end = zones.map({ $0.range(of: days.upperBound).upperBound }).max()
    else { return [:] }
    let resources = Set(candidates.values.joined().joined())
    return try tx.taken(
      providers.keys.map { .provider($0) } + resources.map { .resource($0) }, around: start..<end, at: now
    ).times
  }

  /// The day's times at all locations, in order.
  private func times(on day: LocalDay, _ taken: [Holder: [ClaimTime]]) -> [OpenTime] {
    var found: [OpenTime] = []
    for location in locations {
      let clock = DayClock(day: day, zone: location.zone)
      let closed = closures.first { $0.covers(day, at: location.id) }?.reason
      if closed != nil { continue }
      let week = Dictionary(
        grouping: templates.filter { $0.location == location.id && $0.holds(on: day) }, by: \.provider)
      let today = Dictionary(
        grouping: exceptions.filter { $0.day == day && $0.location == location.id }, by: \.provider)
      let needs = candidates[location.id] ?? []
      let busy = Dictionary(
        uniqueKeysWithValues: Set(needs.joined()).map {
          ($0, clock.minutes((taken[.resource($0)] ?? []).map(\.whole)))
        })
      for id in Set(week.keys).union(today.keys) {
        guard let provider = providers[id] else { continue }
        let hours = DayHours(
          templates: week[id] ?? [], on: day, exceptions: today[id] ?? [], closed: nil)
        let gaps = Minutes.subtract(
          clock.minutes((taken[.provider(id)] ?? []).map(\.whole)), from: hours.open)
        for (time, fillsGap) in starts(in: gaps, needs, busy, from: clock.minute(of: now)) {
          found.append(
            OpenTime(
              slot: Slot(provider: id, location: location.id, day: day, time: time, minutes: minutes),
              providerName: provider.title, locationName: location.name, fillsGap: fillsGap))
        }
      }
    }
    return found.sorted {
      ($0.slot.time, $0.providerName, $0.locationName) < ($1.slot.time, $1.providerName, $1.locationName)
    }
  }

  /// Starts that fit, one visit after the other from the beginning of each gap.
  private func starts(
    in gaps: [Range<Int>], _ needs: [[ID<Resource>]], _ busy: [ID<Resource>: [Range<Int>]], from earliest: Int
  ) -> [(WallTime, fillsGap: Bool)] {
    var found: [(WallTime, fillsGap: Bool)] = []
    for gap in gaps {
      let whole = gap.clamped(to: wanted.within)
      var start = (max(whole.lowerBound, earliest) + 4) / 5 * 5
      while start + minutes <= whole.upperBound {
        let span = start..<start + minutes
        let rooms = Rooms.choose(for: needs) { room in !(busy[room] ?? []).contains { $0.overlaps(span) } }
        if rooms != nil, let time = WallTime(minutes: start) {
          found.append((time, gap == span))
          start += minutes
        } else {
          start += 15
        }
      }
    }
    return found
  }
}

/// One day at one place, for turning moments into minutes since its midnight.
struct DayClock {
  private let start: Instant
  private let zone: Zone
  private let day: LocalDay
  /// No clock change that day: minutes are a subtraction.
  private let isPlain: Bool

  init(day: LocalDay, zone: Zone) {
    let range = zone.range(of: day)
    start = range.lowerBound
    isPlain = range.upperBound.minutes(since: range.lowerBound) == 1440
    self.zone = zone
    self.day = day
  }

  /// May lie below 0 or above 1440 for moments of other days.
  func minute(of moment: Instant) -> Int {
    if isPlain { return moment.minutes(since: start) }
    let wall = zone.wall(moment)
    return wall.day.days(since: day) * 1440 + wall.time.minutes
  }

  /// The stretches that touch this day.
  func minutes(_ ranges: [Range<Instant>]) -> [Range<Int>] {
    ranges.compactMap { range in
      let (from, to) = (minute(of: range.lowerBound), minute(of: range.upperBound))
      return to > 0 && from < 1440 && from < to ? from..<to : nil
    }
  }
}
