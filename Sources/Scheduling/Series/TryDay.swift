import Kernel
import Practice
import Records
import Store

/// One provider's day at one place with all that is taken there, read once, so that many times can be tried on it
/// with the very rules of booking. Pure once it is read.
struct DayTrial {
  /// The rules with the day's facts, as if the visit took the whole day.
  private let whole: Admission
  private let sessions: [GroupSession: Range<Instant>]
  private let minutes: Int

  fileprivate init(_ whole: Admission, _ sessions: [GroupSession: Range<Instant>], minutes: Int) {
    self.whole = whole
    self.sessions = sessions
    self.minutes = minutes
  }

  var type: VisitType { whole.plan.type }
  var zone: Zone { whole.plan.zone }

  func slot(at time: WallTime) -> Slot {
    var slot = whole.plan.slot
    (slot.time, slot.minutes) = (time, minutes)
    return slot
  }

  /// The first rule against a visit at this time; nil where it could be booked now.
  func refusal(at time: WallTime) -> BookingRefused? {
    switch admission(at: time) {
    case .success(let admission): admission.broken.first
    case .failure(let refusal): refusal
    }
  }

  /// What a visit at this time would hold beside what others of the same booking hold; nil where it cannot be.
  func resources(at time: WallTime, besides held: Set<ID<Resource>> = []) -> [ID<Resource>]? {
    guard case .success(let admission) = admission(at: time, besides: held) else { return nil }
    return try? admission.admit { _ in false }.resources
  }

  /// Times that could be booked now, in steps of five minutes.
  func open(within: Range<Int> = 0..<1440, every step: Int = 5) -> [WallTime] {
    whole.plan.hours.open.flatMap { hours -> [WallTime] in
      let span = hours.clamped(to: within)
      return stride(from: (span.lowerBound + 4) / 5 * 5, through: span.upperBound - minutes, by: step)
        .compactMap { WallTime(minutes: $0) }.filter { refusal(at: $0) == nil }
    }
  }

  private func admission(
    at time: WallTime, besides held: Set<ID<Resource>> = []
  ) -> Result<Admission, BookingRefused> {
    let slot = slot(at: time)
    guard let moments = slot.time(in: zone) else { return .failure(.clockJumps(slot.day, time)) }
    if moments.upperBound <= whole.now { return .failure(.inThePast) }
    var taken = whole.taken
    for resource in held {
      taken.times[.resource(resource), default: []].append(ClaimTime(visit: moments, whole: moments))
    }
    let plan = whole.plan.with(slot, moments)
    return .success(
      Admission(
        plan: plan, taken: taken, own: whole.own.filter(moments.overlaps), neighbours: whole.neighbours,
        load: whole.load, session: sessions.first { $0.value == moments }?.key, now: whole.now))
  }
}

extension BookingPlan {
  /// The same plan for another time of the same day.
  fileprivate func with(_ slot: Slot, _ time: Range<Instant>) -> BookingPlan {
    BookingPlan(
      patient: patient, type: type, zone: zone, hours: hours, candidates: candidates, slot: slot, time: time,
      weighted: weighted, limits: limits)
  }
}

extension Transaction {
  /// Reads a day for trying times on it.
  ///
  /// `leaving`: visits that would leave their places for it.
  func tryDay(_ ask: PlanAsk, leaving: [Appointment] = [], now: Instant) throws -> DayTrial {
    var slot = ask.slot
    // Noon is on every day of every clock.
    slot.time = WallTime(minutes: 720) ?? slot.time
    let plan = try plan(
      PlanAsk(patient: ask.patient, visitType: ask.visitType, slot: slot, isMove: true), now: now)
    guard plan.type.isActive || ask.isMove else { throw NotFound("visit type") }
    let whole = try admission(
      plan.with(slot, plan.zone.range(of: slot.day)), except: leaving.first?.id, now: now)
    var sessions: [GroupSession: Range<Instant>] = [:]
    if plan.type.rules.capacity > 1 {
      sessions = try groupSessions(of: plan.type.id, provider: slot.provider, during: whole.plan.time)
    }
    return DayTrial(try whole.without(leaving, self), sessions, minutes: ask.slot.minutes)
  }
}

extension Admission {
  /// The same with some visits gone from their places.
  fileprivate func without(_ leaving: [Appointment], _ tx: Transaction) throws -> Admission {
    if leaving.isEmpty { return self }
    var taken = taken
    for row in try tx.rows(
      "SELECT holder, start_at, end_at FROM claim WHERE appointment IN (\(each: leaving.map(\.id)))")
    {
      guard let holder = Holder(key: try row("holder")) else { continue }
      let time = (try row("start_at") as Instant)..<(try row("end_at") as Instant)
      taken.times[holder]?.removeAll { $0.visit == time }
    }
    let times = leaving.filter { $0.patient == plan.patient }.map(\.time)
    return Admission(
      plan: plan, taken: taken, own: own.filter { !times.contains($0) }, neighbours: neighbours, load: load,
      session: session, now: now)
  }
}
