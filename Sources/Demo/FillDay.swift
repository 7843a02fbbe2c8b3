import Kernel
import Practice
import Records
import Scheduling

/// The practice as the demo's days need it: who is there when, what they do, with what.
struct DemoOffice: Sendable {
  struct Doctor: Sendable {
    let login: String
    let provider: ID<Provider>
    let who: Who
    let kinds: [(weight: Int, value: (kind: DemoKind, id: ID<VisitType>))]
  }

  struct Place: Sendable {
    let location: ID<Location>
    let zone: Zone
    let resources: [Resource]
  }

  var doctors: [Doctor]
  var places: [Place]
  var desk: [Who]
  var nurse: Who
  /// By provider, location and day.
  var hours: @Sendable (ID<Provider>, Int, LocalDay) -> DayHours
  var limits: [ID<Provider>: DayLoad] = [:]
  /// What cannot be used from today on.
  var broken: Set<ID<Resource>> = []
}

/// Fills one day of every provider with visits, as full as a day so far away tends to be.
struct DayFiller {
  let office: DemoOffice
  let seed: UInt64
  let today: LocalDay
  let now: Instant
  private(set) var pools: Pools
  private var rules: DayRules
  /// When somebody was seen here first, who counts as new until then.
  private var seen: [ID<Patient>: Instant] = [:]
  private var ids: Dice

  init(_ office: DemoOffice, _ people: [Person], seed: UInt64, today: LocalDay, now: Instant) {
    self.office = office
    self.seed = seed
    self.today = today
    self.now = now
    pools = Pools(people, today: today)
    rules = DayRules(limits: office.limits)
    ids = Dice(seed, "ids of visits \(today)")
  }

  /// Remembers a visit that stands already, so that the same person does not come again too soon.
  mutating func know(_ patient: ID<Patient>, on day: LocalDay) { pools.know(patient, on: day) }

  /// `taken` is what stands there already, by the keys of holders.
  mutating func fill(_ day: LocalDay, taken: [String: [Range<Int>]] = [:]) -> [RecordedVisit] {
    office.places.indices.flatMap { place -> [RecordedVisit] in
      var rooms: [ID<Resource>: [Range<Int>]] = [:]
      for room in office.places[place].resources { rooms[room.id] = taken["resource:\(room.id)"] }
      return office.doctors.flatMap { doctor in
        fill(day, place, doctor, taken["provider:\(doctor.provider)"] ?? [], &rooms)
      }
    }
  }

  private mutating func fill(
    _ day: LocalDay, _ place: Int, _ doctor: DemoOffice.Doctor, _ taken: [Range<Int>],
    _ rooms: inout [ID<Resource>: [Range<Int>]]
  ) -> [RecordedVisit] {
    let hours = office.hours(doctor.provider, place, day)
    guard hours.minutes > 0 else { return [] }
    rules.know(doctor.provider, taken, on: day)
    var dice = Dice(seed, "\(doctor.login) \(day)" + (taken.isEmpty ? "" : " \(today)"))
    let share = Double(taken.reduce(0) { $0 + $1.count }) / Double(hours.minutes)
    let chance = chance(of: doctor, on: day, share, &dice)
    var free = Instant(milliseconds: 0)
    var visits: [RecordedVisit] = []
    for span in gaps(in: hours.open, between: taken) {
      var minute = span.lowerBound
      while minute < span.upperBound - 9 {
        guard dice.falls(chance),
          let made = visit(day, place, doctor, minute, span, taken, &rooms, &free, &dice)
            ?? visit(day, place, doctor, minute, span, taken, &rooms, &free, &dice)
        else {
          minute += dice.pick([10, 15, 15, 20])
          continue
        }
        visits.append(made)
        // A slot that was given back is offered again.
        if made.visit.status != .cancelled { minute += made.visit.slot.minutes }
      }
    }
    return visits
  }

  private func gaps(in open: [Range<Int>], between taken: [Range<Int>]) -> [Range<Int>] {
    open.flatMap { span -> [Range<Int>] in
      var from = span.lowerBound
      var gaps: [Range<Int>] = []
      for visit in taken.sorted(by: { $0.lowerBound < $1.lowerBound }) where visit.overlaps(span) {
        if visit.lowerBound > from { gaps.append(from..<visit.lowerBound) }
        from = max(from, visit.upperBound)
      }
      if from < span.upperBound { gaps.append(from..<span.upperBound) }
      return gaps
    }
  }

  /// How full the day is, so many days away: busy now, thinning out ahead. `share` of it is taken already.
  private func chance(
    of doctor: DemoOffice.Doctor, on day: LocalDay, _ share: Double, _ dice: inout Dice
  ) -> Double {
    let ahead = day.days(since: today)
    let base: Double =
      switch ahead {
      case ..<0: 87
      case 0: 89
      case ...2: 85
      case ...6: 77
      case ...13: 62
      case ...27: 42
      case ...44: 25
      default: 13
      }
    let whole = min(94, max(8, base + Double(dice.number(-6...5)))) / 100
    guard share < whole else { return 0 }
    let full = (whole - share) / (1 - share)
    let total = doctor.kinds.reduce(0) { $0 + $1.weight }
    let mean =
      Double(doctor.kinds.reduce(0) { $0 + $1.weight * $1.value.kind.minutes }) / Double(max(1, total))
    let gap = 15.0
    return 100 * full * gap / (mean - full * mean + full * gap)
  }

  private mutating func visit(
    _ day: LocalDay, _ place: Int, _ doctor: DemoOffice.Doctor, _ minute: Int, _ span: Range<Int>,
    _ taken: [Range<Int>], _ rooms: inout [ID<Resource>: [Range<Int>]], _ free: inout Instant,
    _ dice: inout Dice
  ) -> RecordedVisit? {
    let (kind, type) = dice.pick(doctor.kinds)
    let time = minute..<minute + kind.minutes
    let buffer = kind.rules.buffer
    let whole = minute - buffer.before..<time.upperBound + buffer.after
    // Same-day visits are not booked for other days, but for the next morning.
    guard time.upperBound <= span.upperBound, !kind.isSameDay || day.days(since: today) <= 1,
      let held = choose(kind.needs, place, whole, rooms, isAhead: day >= today),
      let start = WallTime(minutes: minute)
    else { return nil }
    let slot = Slot(
      provider: doctor.provider, location: office.places[place].location, day: day, time: start,
      minutes: kind.minutes)
    let zone = office.places[place].zone
    guard let moment = slot.time(in: zone), let patient = pools.pick(kind.patients, on: day, at: place, &dice)
    else { return nil }
    let id: ID<Appointment> = ID(at: moment.lowerBound, using: &ids)
    var story = Story(
      visit: id, slot: slot, start: moment.lowerBound, zone: zone, isSameDay: kind.isSameDay, now: now,
      staff: Story.Staffing(desk: office.desk, nurse: office.nurse, provider: doctor.who))
    let registered = today.advanced(by: -pools.people[patient].registeredDaysAgo)
    story.tell(&dice, free: &free, registered: registered)
    let person = pools.people[patient]
    let asked = DayRules.Asked(
      provider: doctor.provider, day: day, span: time, kind: kind, type: type,
      weighted: weighted(kind, person, story.bookedAt), start: moment.lowerBound, bookedAt: story.bookedAt,
      cancelledAt: story.cancelledAt)
    guard rules.admits(asked, office.hours(doctor.provider, place, day), zone, standing: taken) else {
      pools.forget(patient, on: day)
      return nil
    }
    rules.keep(asked)
    let made = RecordedVisit(
      id: id, patient: person.id, visitType: type, slot: slot, time: moment, zone: zone,
      note: dice.falls(22) ? dice.pick(DemoKind.notes) : "", weighted: asked.weighted, buffer: buffer,
      resources: held, steps: story.steps)
    if let done = story.steps.first(where: { $0.kind == .done }) {
      seen[person.id] = min(seen[person.id] ?? done.at, done.at)
    }
    for room in held { rooms[room, default: []].append(whole) }
    return made
  }

  /// As booking counts it: heavier for its kind, for an interpreter, and for whoever comes for the first time.
  private func weighted(_ kind: DemoKind, _ person: Person, _ bookedAt: Instant) -> Int {
    let isKnown = seen[person.id].map { $0 < bookedAt } ?? false
    let needs =
      (person.facts.needsInterpreter ? [Demo.needWeights[.interpreter] ?? 0] : [])
      + (isKnown ? [] : [Demo.needWeights[.new] ?? 0])
    return weightedMinutes(kind.minutes, weight: kind.rules.weight, needs: needs)
  }

  private func choose(
    _ needs: [Resource.Kind], _ place: Int, _ time: Range<Int>, _ rooms: [ID<Resource>: [Range<Int>]],
    isAhead: Bool
  ) -> [ID<Resource>]? {
    var held: [ID<Resource>] = []
    for need in needs {
      let found = office.places[place].resources.first { resource in
        resource.kind == need && !held.contains(resource.id)
          && !(isAhead && office.broken.contains(resource.id))
          && !(rooms[resource.id] ?? []).contains { $0.overlaps(time) }
      }
      guard let found else { return nil }
      held.append(found.id)
    }
    return held
  }
}
