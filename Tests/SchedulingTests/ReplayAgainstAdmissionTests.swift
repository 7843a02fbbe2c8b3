import Kernel
import Practice
import Records
import Testing

@testable import Scheduling

@Suite struct `The replay's rules` {
  /// Random offices over both changes of the clock: whatever is asked, the replay says what booking would say.
  @Test(arguments: 0..<60)
  func `never drift from those of booking`(_ seed: UInt64) {
    var office = RandomOffice(seed: seed)
    for step in 0..<80 {
      let (said, expected) = office.step()
      #expect(said == expected, "seed \(seed), step \(step)")
      if said != expected { return }
    }
  }

  @Test func `all come up in those random offices`() {
    var seen: Set<String> = []
    for seed in 0..<20 {
      var office = RandomOffice(seed: UInt64(seed))
      for _ in 0..<80 { seen.formUnion(office.step().said ?? []) }
    }
    #expect(seen == Set(ReplayRule.allCases.map(\.rawValue)))
  }
}

/// A random office in which visits are asked for, placed and taken away, kept once by the replay and once by the
/// facts that booking decides on.
struct RandomOffice {
  private var dice: ReplayDice
  private let rules: ReplayRules
  private let days: ClosedRange<LocalDay>
  private var book: ReplayBook
  private var standing: [Int: Standing] = [:]
  private var number = 0
  private let patients: [ID<Patient>] = ["ruth", "omar", "grace"]

  private struct Standing {
    let plan: BookingPlan
    let resources: [ID<Resource>]
    /// Who first came to the group holds for all.
    let group: Int?
  }

  init(seed: UInt64) {
    let monday = LocalDay(daysSince1970: seed.isMultiple(of: 2) ? 20_752 : 20_514)
    days = monday...monday.advanced(by: 13)
    dice = ReplayDice(state: seed &* 977 &+ 5)
    rules = dice.office(days)
    book = ReplayBook(ReplayGrid(rules, days))
  }

  /// Asks for a random visit; what the replay and booking have against it, by name.
  mutating func step() -> (said: [String]?, expected: [String]?) {
    if dice.falls(20), let visit = standing.keys.sorted().randomElement(using: &dice) {
      book.remove(visit)
      standing[visit] = nil
    }
    number += 1
    let patient = dice.number(0...2)
    var (provider, kind) = (dice.number(0...1), dice.number(0...2))
    var slot = Slot(
      provider: rules.providers[provider].id, location: rules.location,
      day: days.lowerBound.advanced(by: [0, 1, 6, dice.number(0...13)][dice.number(0...3)]),
      time: WallTime(minutes: dice.falls(10) ? 5 * dice.number(0...60) : 480 + 5 * dice.number(0...60))
        ?? .midnight,
      minutes: 5 * dice.number(2...8))
    // Now and then somebody asks for the time that another has: to join a group, or in vain.
    if dice.falls(30), let other = standing.keys.sorted().randomElement(using: &dice),
      let plan = standing[other]?.plan
    {
      slot = plan.slot
      provider = book.grid.providers[slot.provider] ?? provider
      kind = book.grid.kinds[plan.type.id] ?? kind
    }
    let now = Instant(
      milliseconds: rules.zone.instant(slot.day, .midnight).milliseconds + Int64(
        dice.number(-2_000_000...30_000)) * 1000)
    let asked = ReplayBook.Asked(
      visit: number, patient: patient, kind: kind, needs: book.grid.needs(of: kind, language: nil),
      provider: provider, day: slot.day.days(since: days.lowerBound), start: slot.time.minutes,
      minutes: slot.minutes, weighted: slot.minutes, now: Int(now.milliseconds))
    let said = book.broken(asked)?.map(\.rawValue)
    guard let time = slot.time(in: rules.zone) else { return (said, nil) }
    let plan = plan(slot, rules.types[kind], patients[patient], time)
    let admission = admission(plan, now)
    let mayPass = dice.falls(30)
    if let holding = try? admission.admit(passing: { _ in mayPass }) {
      book.place(asked)
      let met = admission.session == nil ? nil : standing.first { plan.meets($1.plan) }?.value
      standing[number] = Standing(
        plan: plan, resources: met?.resources ?? holding.resources,
        group: plan.type.rules.capacity > 1 ? met?.group ?? number : nil)
    }
    return (said, admission.broken.map(\.name))
  }

  private func plan(
    _ slot: Slot, _ type: VisitType, _ patient: ID<Patient>, _ time: Range<Instant>
  ) -> BookingPlan {
    BookingPlan(
      patient: patient, type: type, zone: rules.zone,
      hours: DayHours(
        templates: rules.templates.filter { $0.provider == slot.provider }, on: slot.day,
        exceptions: rules.exceptions.filter { $0.day == slot.day && $0.provider == slot.provider },
        closed: rules.closures.first { $0.covers(slot.day, at: slot.location) }?.reason),
      candidates: VisitType.candidates(for: type.needs, among: rules.resources), slot: slot, time: time,
      weighted: slot.minutes, limits: rules.limits[slot.provider] ?? .unlimited)
  }

  private func admission(_ plan: BookingPlan, _ now: Instant) -> Admission {
    var taken = Taken()
    var groups: Set<Int> = []
    for one in standing.sorted(by: { $0.key < $1.key }).map(\.value) {
      if let group = one.group, !groups.insert(group).inserted { continue }
      for holder in [.provider(one.plan.slot.provider)] + Set(one.resources).map({ Holder.resource($0) }) {
        taken.times[holder, default: []].append(
          ClaimTime(one.plan.time, one.plan.type.rules.buffer.holding(holder)))
      }
    }
    for away in rules.outOfService {
      let time = away.from..<away.until
      taken.times[.resource(away.resource), default: []].append(ClaimTime(visit: time, whole: time))
    }
    let plans = standing.values.map(\.plan)
    let theirs = plans.filter { $0.slot.provider == plan.slot.provider }
    var load = plan.limits
    load.visits = theirs.map(\.loadItem)
    let meeting = plans.count { $0.meets(plan) }
    return Admission(
      plan: plan, taken: taken,
      own: plans.filter { $0.patient == plan.patient && $0.time.overlaps(plan.time) }.map(\.time),
      neighbours: theirs.filter { $0.slot.day == plan.slot.day }.map {
        .init(span: $0.slot.span, type: $0.type.id, category: $0.type.rules.category)
      },
      load: load,
      session: plan.type.rules.capacity > 1 && meeting > 0
        ? GroupSession(id: "group", capacity: plan.type.rules.capacity, taken: meeting) : nil,
      now: now)
  }
}

extension BookingPlan {
  /// Whether two visits are of one group.
  fileprivate func meets(_ other: BookingPlan) -> Bool {
    type.id == other.type.id && slot.provider == other.slot.provider && time == other.time
  }
}
