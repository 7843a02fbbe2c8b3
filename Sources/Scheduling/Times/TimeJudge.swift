import Kernel
import Practice

/// Puts the visits of a time where the masks say they could be, one after the other, and asks of each what booking
/// asks. Those that stand already count for those that follow.
struct TimeJudge {
  private let there: PlaceDay
  private var placed: [Placed] = []
  /// How often the rule may be asked for one time: a chain whose rooms do not go together is not turned over forever.
  private var patience = 64

  private struct Placed {
    let person: Int
    let plan: BookingPlan
    let resources: [ID<Resource>]
    let seats: Int?
  }

  init(_ there: PlaceDay) { self.there = there }

  private var search: TimeSearch { there.search }
  private var facts: SearchFacts { there.search.facts }

  /// The time that begins then with this clinician; nil where it cannot be had after all.
  mutating func time(from start: Int, with person: Int) -> OpenTime? {
    guard place(0, at: start, with: person), follow(1) else { return nil }
    return openTime
  }

  /// Places the services from `service` on, the nearest start and the best known clinician first.
  private mutating func follow(_ service: Int) -> Bool {
    guard service < search.steps.count else { return true }
    let step = search.steps[service]
    for start in starts(of: step, after: placed[service - 1].plan.slot.span) {
      let free = zip(step.people, there.starts[service]).filter { mayBe($0) && $1.contains(start) }.map(\.0)
      for person in free.sorted(by: { rank($0) < rank($1) }) {
        guard patience > 0 else { return false }
        if place(service, at: start, with: person) {
          if follow(service + 1) { return true }
          placed.removeLast()
        }
      }
    }
    return false
  }

  private func starts(of step: TimeSearch.Step, after last: Range<Int>) -> StrideThrough<Int> {
    search.wanted.shape == .sideBySide
      ? stride(from: last.lowerBound, through: last.lowerBound, by: 5)
      : stride(
        from: last.upperBound + onGrid(step.gap.lowerBound), through: last.upperBound + step.gap.upperBound,
        by: 5)
  }

  /// Whether the shape lets this clinician have the next visit.
  private func mayBe(_ person: Int) -> Bool {
    switch search.wanted.shape {
    case .row: true
    case .sameProvider: placed[0].person == person
    case .sideBySide: !placed.contains { $0.person == person }
    }
  }

  private func rank(_ person: Int) -> (Int, Int, Int) {
    (facts.people[person].id == facts.usual ? 0 : 1, there.load(percentOf: person), person)
  }

  private mutating func place(_ service: Int, at start: Int, with person: Int) -> Bool {
    patience -= 1
    guard let plan = plan(service, at: start, with: person) else { return false }
    let admission = admission(plan, service, person)
    guard let holding = try? admission.admit(passing: { _ in false }) else { return false }
    placed.append(
      Placed(
        person: person, plan: plan, resources: admission.session == nil ? holding.resources : [],
        seats: admission.session.map { $0.capacity - $0.taken }))
    return true
  }

  private func plan(_ service: Int, at start: Int, with person: Int) -> BookingPlan? {
    let length = there.minutes(of: service, at: start, with: person)
    let step = search.steps[service].lasting(length)
    guard let wall = WallTime(minutes: start) else { return nil }
    let slot = Slot(
      provider: facts.people[person].id, location: there.place.location.id, day: there.clock.day, time: wall,
      minutes: step.minutes)
    guard let time = slot.time(in: there.clock.zone) else { return nil }
    return BookingPlan(
      patient: facts.guests[service].patient?.id, type: step.type, zone: there.clock.zone,
      hours: there.hours(of: person).hours,
      candidates: there.place.needs[service].map { $0.candidates.map { there.place.resources[$0].id } },
      slot: slot, time: time, weighted: step.weighted, limits: facts.limits[slot.provider] ?? .unlimited)
  }

  private func admission(_ plan: BookingPlan, _ service: Int, _ person: Int) -> Admission {
    var taken = Taken()
    for holder in plan.holders {
      var times = search.diary.taken(holder, around: plan.whole)
      if case .resource(let id) = holder { times += there.place.outOfService[id] ?? [] }
      taken.times[holder] = times
    }
    for one in placed {
      let buffer = one.plan.type.rules.buffer
      for holder in [.provider(one.plan.slot.provider)] + one.resources.map({ Holder.resource($0) }) {
        taken.times[holder, default: []].append(ClaimTime(one.plan.time, buffer.holding(holder)))
      }
    }
    let theirs = placed.map(\.plan).filter { $0.slot.provider == plan.slot.provider }
    var load = there.load(of: person)
    if load != .unlimited { load.visits += theirs.map(\.loadItem) }
    let neighbours = theirs.map {
      BlockRule.Neighbour(span: $0.slot.span, type: $0.type.id, category: $0.type.rules.category)
    }
    let session = SearchFacts.Session(
      type: plan.type.id, provider: plan.slot.provider, location: plan.slot.location, time: plan.time)
    return Admission(
      plan: plan, taken: taken,
      own: own(service).filter { $0.overlaps(plan.time) },
      neighbours: plan.hours.blocks.isEmpty ? [] : there.neighbours(of: person) + neighbours, load: load,
      session: plan.type.rules.capacity > 1 ? facts.sessions[session] : nil, now: facts.now)
  }

  /// Where the patient of a service is otherwise, by what is placed already, too.
  private func own(_ service: Int) -> [Range<Instant>] {
    let guest = facts.guests[service]
    guard let patient = guest.patient?.id else { return guest.own }
    return guest.own + placed.map(\.plan).filter { $0.patient == patient }.map(\.time)
  }

  private var openTime: OpenTime? {
    guard let first = placed.first else { return nil }
    let names = Dictionary(uniqueKeysWithValues: there.place.resources.map { ($0.id, $0.name) })
    return OpenTime(
      locationName: there.place.location.name,
      visits: placed.map { one in
        OpenTime.Visit(
          visitType: one.plan.type.id, typeName: one.plan.type.name, slot: one.plan.slot,
          providerName: facts.people[one.person].title, resources: one.resources,
          resourceNames: one.resources.compactMap { names[$0] })
      },
      gapLeft: placed.reduce(0) { $0 + there.gapLeft(around: $1.plan.slot.span, of: $1.person) },
      load: there.load(percentOf: first.person), seats: first.seats,
      reasons: (placed.contains { $0.plan.slot.provider == facts.usual } ? [.ownDoctor(facts.pronoun)] : [])
        + (there.place.away.map { [.distance($0.words)] } ?? []))
  }
}

extension PlaceDay {
  private func taken(_ person: Int) -> DayMask {
    let masks = search.diary.masks(
      .provider(search.facts.people[person].id), person, on: clock, zone: place.zone)
    return clock.onTheWall(masks.whole)
  }

  /// How much of a clinician's hours here is taken that day.
  func load(percentOf person: Int) -> Int {
    let open = hours(of: person).open
    return open.isEmpty ? 100 : (taken(person) & open).count * 100 / open.count
  }

  /// Minutes that stay open right before and right after a visit.
  func gapLeft(around span: Range<Int>, of person: Int) -> Int {
    let free = hours(of: person).open.without(taken(person))
    var (from, to) = (span.lowerBound, span.upperBound)
    while free.contains(from - 5) { from -= 5 }
    while free.contains(to) { to += 5 }
    return to - from - span.count
  }
}
