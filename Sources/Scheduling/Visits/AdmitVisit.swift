import Kernel
import Practice
import Records
import Store

/// Somebody's decision to book past rules, once, with a reason.
struct Overrule: Sendable {
  let reason: String
  let who: Who

  func mayPass(_ rule: BookingRefused) -> Bool {
    !reason.isEmpty && rule.canBeOverruled && who.may(rule.isHard ? .overbook : .overrideRules)
  }
}

/// Who else is around a planned visit, asked for and not waited for yet.
struct Surroundings {
  let holders: Set<Holder>
  let claims: Later<Taken>
  let meanwhile: Later<[Range<Instant>]>?
  let load: () throws -> DayLoad
  let neighbours: Later<[BlockRule.Neighbour]>?
}

extension Transaction {
  /// Asks whether a visit may stand where it is planned, with all that stands there now.
  ///
  /// `own`: the visit itself, where it stands already somewhere.
  func admission(_ plan: BookingPlan, except own: ID<Appointment>? = nil, now: Instant) throws -> Admission {
    let known = plan.surroundings.flatMap { own == nil && $0.holders == Set(plan.holders) ? $0 : nil }
    let around = try known ?? surroundings(plan, except: own, now: now)
    var taken = try around.claims.value()
    let candidates = Set(plan.candidates.joined())
    if !candidates.isEmpty {
      for away in try outOfService(candidates, during: plan.whole) {
        let time = away.from..<away.until
        taken.times[.resource(away.resource), default: []].append(ClaimTime(visit: time, whole: time))
      }
    }
    let session =
      plan.type.rules.capacity > 1 ? try groupSession(of: plan.type.id, at: plan.slot, plan.time) : nil
    return Admission(
      plan: plan, taken: taken,
      own: try around.meanwhile?.value() ?? [], neighbours: try around.neighbours?.value() ?? [],
      load: try around.load(), session: session, now: now,
      hasNotice: try own.flatMap { try appointment($0) }?.slot.day == plan.slot.day)
  }

  /// Asks for all of it together.
  func surroundings(
    _ plan: BookingPlan, except own: ID<Appointment>? = nil, now: Instant
  ) throws -> Surroundings {
    Surroundings(
      holders: Set(plan.holders),
      claims: try taken(
        plan.holders, around: plan.whole, except: own, offeredOf: plan.slot.provider, at: now),
      meanwhile: try plan.patient.map { try visits(of: $0, overlapping: plan.time, except: own) },
      load: try load(plan.limits, around: plan.slot, except: own),
      neighbours: plan.hours.blocks.isEmpty ? nil : try neighbours(of: plan.slot, except: own))
  }

  /// Finds a group visit its seat: in the group that meets then, or in a new one. The visit is written after this,
  /// and what it holds after that.
  func seat(_ visit: inout Appointment, _ plan: BookingPlan, _ admission: Admission, newID: () -> String)
    throws
  {
    visit.session = admission.session?.id
    guard plan.type.rules.capacity > 1, visit.session == nil else { return }
    let session: ID<GroupSession> = ID(rawValue: newID())
    try insert(session, of: plan.type, at: plan.slot, plan.time)
    visit.session = session
  }

  /// Takes the place that was admitted: the provider's time and the rooms. Who joins a group shares what it holds.
  func holdPlace(
    _ visit: Appointment, _ plan: BookingPlan, _ admission: Admission, _ holding: Admission.Holding,
    now: Instant
  ) throws {
    if admission.session != nil { return }
    for (start, opening) in admission.taken.offered where plan.time.contains(start) {
      try endBooked(opening, at: now)
    }
    if admission.taken.hasExpired { try clearExpiredHolds(plan.holders, at: now) }
    try claim(
      visit.session.map { .session($0) } ?? .visit(visit.id), plan.time, plan.type.rules.buffer,
      provider: plan.slot.provider, holding.resources, double: holding.isDouble)
  }

  /// Keeps what was decided beyond the rules, for the day sheet and whoever asks later.
  func keep(_ passed: [BookingRefused], of visit: Appointment, _ overrule: Overrule, at moment: Instant)
    throws
  {
    for rule in passed {
      try run(
        """
        INSERT INTO rule_override (appointment, step, rule, sentence, reason, staff_name, at)
        VALUES (\(visit.id), \(visit.steps), \(rule.name), \(rule.sentence), \(overrule.reason),
          \(overrule.who.name), \(moment))
        """)
    }
  }

  private func neighbours(
    of slot: Slot, except own: ID<Appointment>?
  ) throws -> Later<[BlockRule.Neighbour]> {
    try later(
      """
      SELECT a.starts, a.minutes, a.visit_type, t.category FROM appointment a JOIN visit_type t ON t.id = a.visit_type
      WHERE a.provider = \(slot.provider) AND a.day = \(slot.day) AND a.location = \(slot.location)
        AND a.status NOT IN ('cancelled', 'no_show') AND a.id <> \(own?.rawValue ?? "")
      """
    ) { rows in
      try rows.map { row in
        let starts: WallTime = try row("starts")
        return BlockRule.Neighbour(
          span: starts.minutes..<starts.minutes + (try row("minutes") as Int), type: try row("visit_type"),
          category: try row("category"))
      }
    }
  }

  /// Where the patient is meanwhile. A visit that moves in the same commit has given its claims up and is nowhere.
  private func visits(
    of patient: ID<Patient>, overlapping time: Range<Instant>, except own: ID<Appointment>?
  ) throws -> Later<[Range<Instant>]> {
    try later(
      """
      SELECT id, session, start_at, end_at FROM appointment
      WHERE patient = \(patient) AND start_at < \(time.upperBound)
        AND start_at > \(time.lowerBound.advanced(byMinutes: -1440)) AND end_at > \(time.lowerBound)
        AND status NOT IN ('cancelled', 'no_show') AND id <> \(own?.rawValue ?? "")
      """
    ) { rows in
      try rows.filter(holdsPlace).map { (try $0("start_at") as Instant)..<(try $0("end_at") as Instant) }
    }
  }

  private func holdsPlace(_ visit: Row) throws -> Bool {
    let (own, group): (String, String?) = try (visit("id"), visit("session"))
    return try row("SELECT 1 FROM claim WHERE appointment = \(own) OR session = \(group ?? "")") != nil
  }
}
