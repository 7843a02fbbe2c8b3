import Kernel
import Practice

/// One day at one place in one search: where each service could begin, as masks.
struct PlaceDay {
  let search: TimeSearch
  let number: Int
  let place: SearchFacts.Place
  let clock: DayClock
  private let lost: Tally?
  /// For each service, the starts that are asked for, and those at which rooms and patient are free.
  private let from: Int
  private var asked: [DayMask] = []
  private var shared: [DayMask] = []
  /// The same as if nothing were out of service, where it is asked what is in the way.
  private var unbroken: [DayMask] = []
  /// For each service, where each of its clinicians could begin.
  private(set) var starts: [[DayMask]] = []
  /// For each service, the starts that count as not to be had: those within the hours that somebody ever has here,
  /// or all where only others are asked for.
  private var counted: [DayMask] = []
  /// For each service, how long it may be: as long as is asked for, and as its planned starts say.
  private var lengths: [Set<Int>] = []
  /// For each clinician of the first service, starts of theirs that the others can follow.
  private(set) var followed: [DayMask] = []

  var facts: SearchFacts { search.facts }

  /// Nil where the place is closed that day.
  init?(_ search: TimeSearch, _ number: Int, _ day: LocalDay, lost: Tally?) {
    self.search = search
    self.number = number
    self.lost = lost
    place = search.facts.places[number]
    clock = DayClock(day: day, zone: place.location.zone)
    let from = onGrid(max(search.wanted.within.lowerBound, clock.minute(notBefore: search.facts.earliest), 0))
    self.from = from
    let isClosed = search.facts.hours.closed(place.location.id, on: day) != nil
    for (service, step) in search.steps.enumerated() {
      asked.append(asked(step))
      let within = asked[service] & DayMask(place.reach)
      counted.append(within.isEmpty ? asked[service] : within)
      if isClosed, let lost {
        for person in step.people
        where search.facts.hours.isEver(search.facts.people[person].id, at: place.location.id) {
          lost.lose(.closed, service, counted[service])
        }
      }
    }
    if isClosed || asked.contains(where: \.isEmpty) { return nil }
    let key = KnownStarts.Key(place: number, day: day, within: search.wanted.within, steps: search.signature)
    if lost == nil, let known = diary.knownStarts[key] {
      (starts, lengths) = (known.starts, known.lengths)
    } else {
      findStarts()
      if diary.keepsStarts { diary.knownStarts[key] = KnownStarts(starts: starts, lengths: lengths) }
    }
    followed = reachable()
  }

  private mutating func findStarts() {
    for (service, step) in search.steps.enumerated() {
      shared.append(free(service, step))
      if lost != nil { unbroken.append(rooms(service, step, passing: true)) }
    }
    for (service, step) in search.steps.enumerated() {
      lengths.append([step.minutes])
      starts.append(step.people.map { starts(service, $0) })
    }
  }

  /// The starts that are asked for: a visit that begins in time has to end in time, too.
  private func asked(_ step: TimeSearch.Step) -> DayMask {
    let to = min((search.wanted.within.upperBound - step.minutes) / 5 * 5 + 5, 1440)
    return from < to ? DayMask(from..<to) : .none
  }

  private func reachable() -> [DayMask] {
    let first = search.steps[0].people
    switch search.wanted.shape {
    case .row: return Array(repeating: reachable { _ in true }, count: first.count)
    case .sameProvider: return first.map { one in reachable { $0 == one } }
    case .sideBySide:
      let all = starts.dropFirst().reduce(~DayMask.none) { all, open in all & open.reduce(.none) { $0 | $1 } }
      return Array(repeating: all, count: first.count)
    }
  }

  /// Starts from which the chain can go on with some of the clinicians: from the last service back to the first.
  private func reachable(with isMeant: (Int) -> Bool) -> DayMask {
    var onward = ~DayMask.none
    for service in search.steps.indices.dropFirst().reversed() {
      let step = search.steps[service]
      let theirs = zip(step.people, starts[service]).filter { isMeant($0.0) }
      let open = theirs.reduce(DayMask.none) { $0 | $1.1 } & onward
      onward = lengths[service - 1].reduce(DayMask.none) { all, before in
        all
          | open.reached(by: before + onGrid(step.gap.lowerBound)..<before + step.gap.upperBound / 5 * 5 + 5)
      }
    }
    return onward
  }

  func hours(of person: Int) -> HoursBook.Day {
    facts.hours.day(facts.people[person].id, at: place.location.id, on: clock.day)
  }

  private mutating func starts(_ service: Int, _ person: Int) -> DayMask {
    let id = facts.people[person].id
    guard facts.hours.isEver(id, at: place.location.id) else { return .none }
    let step = search.steps[service]
    let day = hours(of: person)
    lost?.lose(.hours, service, counted[service].without(day.open))
    if day.hours.planned.isEmpty { return starts(service, step, person, day, asked[service] & day.open) }
    var masks = day.hours.beginnings(of: step.type, wanted: step.minutes)
    // A group that meets already meets when it meets.
    masks[step.minutes, default: .none] |= seats(step, id).open
    let all = masks.values.reduce(DayMask.none) { $0 | $1 }
    lost?.lose(.planned, service, (asked[service] & day.open).without(all))
    var open = DayMask.none
    for (minutes, mask) in masks.sorted(by: { $0.key < $1.key }) {
      let step = step.lasting(minutes)
      let found = starts(service, step, person, day, asked(step) & day.open & mask)
      if !found.isEmpty { lengths[service].insert(minutes) }
      open |= found
    }
    return open
  }

  /// How long a service is that begins then: as is asked for, or as the planned start says.
  func minutes(of service: Int, at start: Int, with person: Int) -> Int {
    let (step, hours) = (search.steps[service], hours(of: person).hours)
    guard hours.isPlanned(start), let planned = hours.start(at: start) else { return step.minutes }
    return planned.length(of: step.type, wanted: step.minutes) ?? step.minutes
  }

  private func starts(
    _ service: Int, _ step: TimeSearch.Step, _ person: Int, _ day: HoursBook.Day, _ within: DayMask
  ) -> DayMask {
    let id = facts.people[person].id
    var starts = within
    if starts.isEmpty { return .none }
    func keep(_ mask: DayMask, or cause: Tally.Cause) {
      lost?.lose(cause, service, starts.without(mask))
      starts &= mask
    }
    keep(day.open.holding(step.minutes), or: .gap)
    let groups = seats(step, id)
    let masks = diary.masks(.provider(id), person, on: clock, zone: place.zone)
    let buffer = step.type.rules.buffer.holding(.provider(id))
    let untaken = free(masks, step.minutes, buffer) | groups.open
    keep(~groups.full, or: .group)
    // Where the very step is taken the day is full there; where only what comes after is, the gap is too short.
    keep(~clock.onTheWall(masks.whole) | untaken, or: .full)
    keep(untaken, or: .gap)
    let isUsual = step.minutes == search.steps[service].minutes
    let elsewhere = (isUsual ? shared[service] : free(service, step)) | groups.open & own(service, step)
    lose(elsewhere, of: service, step, from: starts)
    starts &= elsewhere
    let lead = step.type.rules.leadMinutes
    if lead > 0 {
      let first = onGrid(max(0, clock.minute(notBefore: facts.now.advanced(byMinutes: lead))))
      keep(first < 1440 ? DayMask(first..<1440) : .none, or: .lead)
    }
    if !day.hours.blocks.isEmpty, !starts.isEmpty {
      keep(outsideBlocks(step, person, day, starts), or: .block)
    }
    if facts.limits[id] != nil, !starts.isEmpty { keep(withinCaseload(step, person), or: .cap) }
    return starts
  }

  /// Steps at which somebody who does not do the visit would be there.
  func loseOther(_ service: Int, _ person: Int) {
    guard facts.hours.isEver(facts.people[person].id, at: place.location.id) else { return }
    lost?.lose(.type, service, asked[service] & hours(of: person).open)
  }

  var diary: Diary { search.diary }

  /// Where a holder with these claims could take a visit: its time clear of others' visits and what goes with them,
  /// what goes with it clear of others' visits.
  private func free(_ masks: TakenSteps, _ minutes: Int, _ buffer: Buffer) -> DayMask {
    let whole = -buffer.before..<minutes + buffer.after
    let taken =
      masks.visits.reached(by: whole) | masks.whole.reached(by: buffer.overlaps ? 0..<minutes : whole)
    return clock.onTheWall(~taken)
  }

  // MARK: What all clinicians share: the rooms and the patient

  private func free(_ service: Int, _ step: TimeSearch.Step) -> DayMask {
    rooms(service, step) & own(service, step)
  }

  private func own(_ service: Int, _ step: TimeSearch.Step) -> DayMask {
    var taken = DayMask.none
    for visit in facts.guests[service].own where visit.overlaps(clock.around) {
      taken.insert(clock.elapsed(visit))
    }
    return clock.onTheWall(~taken.reached(by: 0..<step.minutes))
  }

  private func rooms(_ service: Int, _ step: TimeSearch.Step, passing broken: Bool = false) -> DayMask {
    let needs = place.needs[service]
    if needs.isEmpty { return ~DayMask.none }
    var free: [Int: DayMask] = [:]
    for candidate in needs.lazy.flatMap(\.candidates) where free[candidate] == nil {
      free[candidate] = resource(candidate, step, passing: broken)
    }
    var all = ~DayMask.none
    for need in needs { all &= need.candidates.reduce(DayMask.none) { $0 | (free[$1] ?? .none) } }
    // Where one room could serve two needs, each start is asked for itself.
    if free.count < needs.reduce(0, { $0 + $1.candidates.count }) {
      let ids = needs.map { $0.candidates.map { place.resources[$0].id } }
      let numbers = Dictionary(uniqueKeysWithValues: place.resources.enumerated().map { ($1.id, $0) })
      for start in (all & asked(step)).minutes {
        let chosen = Rooms.choose(for: ids) { id in numbers[id].flatMap { free[$0] }?.contains(start) ?? false
        }
        if chosen == nil { all = all.without(DayMask(start..<start + 5)) }
      }
    }
    return all
  }

  private func resource(_ candidate: Int, _ step: TimeSearch.Step, passing broken: Bool) -> DayMask {
    let id = place.resources[candidate].id
    let holder = facts.people.count + number * 10_000 + candidate
    var masks = diary.masks(.resource(id), holder, on: clock, zone: place.zone)
    if !broken {
      for away in place.outOfService[id] ?? [] where away.whole.overlaps(clock.around) {
        masks.insert(clock.elapsed(away.visit), whole: clock.elapsed(away.whole))
      }
    }
    return free(masks, step.minutes, step.type.rules.buffer.holding(.resource(id)))
  }

  /// Says which of the things that all share is in the way of starts that a clinician would have.
  private func lose(
    _ shared: DayMask, of service: Int, _ step: TimeSearch.Step, from starts: DayMask
  ) {
    guard let lost else { return }
    let gone = starts.without(shared)
    if gone.isEmpty { return }
    let own = gone.without(own(service, step))
    lost.lose(.patient, service, own)
    var rest = gone.without(own)
    for need in place.needs[service] where need.isInterpreter {
      let speaks = need.candidates.reduce(DayMask.none) { $0 | resource($1, step, passing: false) }
      lost.lose(.interpreter, service, rest.without(speaks))
      rest &= speaks
    }
    let isUsual = step.minutes == search.steps[service].minutes
    let whole = rest & (isUsual ? unbroken[service] : rooms(service, step, passing: true))
    lost.lose(.outOfService, service, whole)
    lost.lose(.room, service, rest.without(whole))
  }
}

/// What searches with one thing asked less have in common: whether one service may follow another later does not change
/// when each of them could begin.
struct KnownStarts {
  let starts: [[DayMask]]
  let lengths: [Set<Int>]

  struct Key: Hashable {
    let place: Int
    let day: LocalDay
    let within: Range<Int>
    /// ``TimeSearch/signature``
    let steps: [Int]
  }
}

/// The next step of five minutes, not before.
func onGrid(_ minute: Int) -> Int { (minute + 4) / 5 * 5 }
