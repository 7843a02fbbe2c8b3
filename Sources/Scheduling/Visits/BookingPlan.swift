import Kernel
import Practice
import Records
import Store

/// Everything that decides whether a visit may stand in a slot, but who else is there.
struct BookingPlan {
  /// Nil while a time is held for somebody who is not found yet.
  let patient: ID<Patient>?
  let type: VisitType
  let zone: Zone
  let hours: DayHours
  /// What could serve each need, in the order in which it is offered.
  var candidates: [[ID<Resource>]]
  let slot: Slot
  let time: Range<Instant>
  /// Minutes as a caseload counts them.
  var weighted: Int
  /// What the provider should have at most; nothing counted yet.
  let limits: DayLoad
  /// Who else is there, where it was asked for together with the plan.
  var surroundings: Surroundings?

  var locks: Set<String> { Self.locks(slot, patient, rooms: !candidates.isEmpty) }

  /// What the writers of a slot queue for. All rooms of a place share one name, since "any room" may mean each.
  static func locks(_ slot: Slot, _ patient: ID<Patient>?, rooms: Bool) -> Set<String> {
    var names: Set = [calendar(of: slot.provider)]
    if let patient { names.insert("patient:\(patient)") }
    if rooms { names.insert("resources:\(slot.location)") }
    return names
  }

  /// The queue of all that changes what stands on a provider's calendar, or when something may.
  static func calendar(of provider: ID<Provider>) -> String { "provider:\(provider)" }

  /// Everybody and everything the visit could hold.
  var holders: [Holder] { [.provider(slot.provider)] + Set(candidates.joined()).map { .resource($0) } }

  /// The visit with what is held around it.
  var whole: Range<Instant> { ClaimTime(time, type.rules.buffer).whole }
}

/// What a plan is made for.
struct PlanAsk: Sendable {
  let patient: ID<Patient>?
  let visitType: ID<VisitType>
  let slot: Slot
  /// A visit that stands already may be of a retired type, or over.
  var isMove = false
}

extension Scheduling {
  /// What plans will queue for, as far as it can be told without looking: rooms only where a kind of visit asks for
  /// some. A patient who needs an interpreter is found out about in the write, which then begins again.
  func likelyLocks(for asks: [PlanAsk], leaving visits: [Appointment] = []) -> Set<String> {
    let left = Set(visits.map { BookingPlan.calendar(of: $0.slot.provider) })
    let types: [VisitType]? = store.lastSettled(VisitType.all)
    return asks.reduce(into: left) { names, ask in
      let needs = types?.first { $0.id == ask.visitType }?.needs
      names.formUnion(BookingPlan.locks(ask.slot, ask.patient, rooms: needs?.isEmpty != true))
    }
  }

  /// The queues of every calendar, for what closes days: a booking under way is seen by it, or sees it.
  func allCalendars() async throws -> Set<String> { try await store.read { try $0.allCalendars() } }
}

extension Transaction {
  fileprivate func allCalendars() throws -> Set<String> {
    Set(try providers().map { BookingPlan.calendar(of: $0.id) })
  }

  /// Also those that were added while this waited for its turn.
  func requireAllCalendars() throws { try require(locks: allCalendars()) }

  /// Plans visits within a write, which stands in their queues from before its first look.
  ///
  /// `alone`: whether nothing is written before the one visit is admitted, so that who else is there may be asked for in
  /// the same trip.
  /// - Throws: ``BookingRefused`` or ``NotFound`` for what no free time can mend.
  func plans(_ asks: [PlanAsk], alone: Bool = false, now: Instant) throws -> [BookingPlan] {
    let plans = try asks.map { try plan($0, alone: alone && asks.count == 1, now: now) }
    try require(locks: plans.reduce(into: []) { $0.formUnion($1.locks) })
    return plans
  }

  func plan(_ ask: PlanAsk, alone: Bool = false, now: Instant) throws -> BookingPlan {
    let slot = ask.slot
    try BookingRefused.check(slot)
    let guest = try ask.patient.map(bookable)
    guard let type = try visitTypes([ask.visitType]).first, ask.isMove || type.isActive else {
      throw NotFound("visit type")
    }
    guard let zone = try location(slot.location)?.zone else { throw NotFound("location") }
    // No day is closed before it has come.
    if slot.day <= zone.day(of: now) { try requireOpen(slot) }
    guard let time = slot.time(in: zone) else { throw BookingRefused.clockJumps(slot.day, slot.time) }
    if time.upperBound <= now, !ask.isMove { throw BookingRefused.inThePast }
    var plan = BookingPlan(
      patient: ask.patient, type: type, zone: zone, hours: try hours(of: slot),
      candidates: try candidates(for: type, nil, at: slot.location), slot: slot, time: time,
      weighted: try weighted(slot.minutes, type, nil), limits: try limits(of: slot.provider))
    if alone { plan.surroundings = try surroundings(plan, now: now) }
    if let patient = try guest?.value() {
      plan.candidates = try candidates(for: type, patient, at: slot.location)
      plan.weighted = try weighted(slot.minutes, type, patient)
    }
    return plan
  }

  func bookable(_ id: ID<Patient>) throws -> Later<BookablePatient> {
    try later(
      """
      SELECT p.language, p.needs_interpreter, d.patient AS dead,
        EXISTS (SELECT 1 FROM appointment a WHERE a.patient = p.id AND a.status = 'done') AS known
      FROM patient p LEFT JOIN patient_death d ON d.patient = p.id
      WHERE p.id = \(id)
      """
    ) { rows in
      guard let row = rows.first else { throw NotFound("patient") }
      if (try row("dead") as String?) != nil { throw BookingRefused.deceased }
      return BookablePatient(
        id: id, language: try row("language"), needsInterpreter: try row("needs_interpreter"),
        isKnown: try row("known"))
    }
  }

  private func candidates(
    for type: VisitType, _ patient: BookablePatient?, at location: ID<Location>
  ) throws -> [[ID<Resource>]] {
    if type.needs.isEmpty, patient?.interpreter == nil { return [] }
    let there = try resources(at: location)
    return VisitType.candidates(for: type.needs(for: patient, among: there), among: there)
  }

  private func weighted(
    _ minutes: Int, _ type: VisitType, _ patient: BookablePatient?
  ) throws -> Int {
    weightedMinutes(minutes, weight: type.rules.weight, needs: try needPercents(of: patient))
  }

  /// What a patient's needs add to a visit, in percent.
  func needPercents(of patient: BookablePatient?) throws -> [Int] {
    let weights = try needWeights()
    guard !weights.isEmpty, let patient else { return [] }
    var percents: [Int] = []
    let needs = try accessNeeds(of: patient.id)
    if patient.needsInterpreter { percents.append(weights[.interpreter] ?? 0) }
    if !patient.isKnown { percents.append(weights[.new] ?? 0) }
    if needs.contains(.mobility) { percents.append(weights[.mobility] ?? 0) }
    if needs.contains(.complex) { percents.append(weights[.complex] ?? 0) }
    return percents
  }
}

/// What booking has to know of a patient.
struct BookablePatient: Sendable {
  let id: ID<Patient>
  let language: String
  let needsInterpreter: Bool
  /// Somebody here has seen them before.
  let isKnown: Bool

  /// The need of one who speaks the patient's language; nil where none is needed.
  var interpreter: VisitType.Need? {
    needsInterpreter ? VisitType.Need(.interpreter, group: language.lowercased()) : nil
  }
}

extension VisitType {
  /// An interpreter of the patient's language is a need like a room, where the place has one.
  func needs(for patient: BookablePatient?, among there: [Resource]) -> [Need] {
    guard let interpreter = patient?.interpreter, !needs.contains(where: { $0.kind == .interpreter }),
      there.contains(where: { interpreter.isServed(by: $0) })
    else { return needs }
    return needs + [interpreter]
  }
}

extension Slot {
  /// The moments from start to end; nil where the clock jumps over the start. Where it shows twice, the first is
  /// meant. The length is real time, so that a visit over a clock change keeps its minutes.
  package func time(in zone: Zone) -> Range<Instant>? {
    switch zone.read(day, time) {
    case .once(let start), .twice(let start, _): start..<start.advanced(byMinutes: minutes)
    case .skipped: nil
    }
  }
}
