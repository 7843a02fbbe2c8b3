import Kernel
import Practice
import Records
import Store

/// Everything that decides whether a visit may stand in a slot, but who else is there: read before the write,
/// so that the write is short.
struct BookingPlan: Sendable {
  let type: VisitType
  let zone: Zone
  let hours: DayHours
  /// What could serve each need, in the order in which it is offered.
  let candidates: [[ID<Resource>]]
  /// The patient's other visits around the time.
  let own: [Range<Instant>]
  let slot: Slot
  let time: Range<Instant>

  /// What the writers of this slot queue for. All rooms of a place share one name, since "any room" may mean each.
  var locks: Set<String> {
    var names: Set = ["provider:\(slot.provider)"]
    if !candidates.isEmpty { names.insert("resources:\(slot.location)") }
    return names
  }

  /// Everybody and everything the visit could hold.
  var holders: [Holder] { [.provider(slot.provider)] + Set(candidates.joined()).map { .resource($0) } }
}

extension Scheduling {
  /// - Throws: ``BookingRefused`` or ``NotFound`` for what no free time can mend.
  func plan(
    patient: ID<Patient>, visitType: ID<VisitType>, slot: Slot, except own: ID<Appointment>? = nil,
    isMove: Bool = false
  ) async throws -> BookingPlan {
    try BookingRefused.check(slot)
    let now = now()
    return try await store.read { tx in
      guard let type = try tx.visitTypes([visitType]).first, isMove || type.isActive else {
        throw NotFound("visit type")
      }
      guard let zone: Zone = try tx.value("SELECT zone FROM location WHERE id = \(slot.location)") else {
        throw NotFound("location")
      }
      guard let time = slot.time(in: zone) else { throw BookingRefused.clockJumps(slot.day, slot.time) }
      if time.upperBound <= now, !isMove { throw BookingRefused.inThePast }
      try tx.requireLiving(patient)
      let closed = try tx.closures(slot.day...slot.day).first { $0.covers(slot.day, at: slot.location) }
      let week = try tx.providerHours(
        providers: [slot.provider], location: slot.location, weekday: slot.day.weekday)
      let exceptions = try tx.dayExceptions(
        slot.day...slot.day, location: slot.location, providers: [slot.provider])
      return BookingPlan(
        type: type, zone: zone,
        hours: DayHours(week: week, exceptions: exceptions, closed: closed?.reason),
        candidates: try tx.candidates(for: type.needs, at: slot.location),
        own: try tx.visits(of: patient, overlapping: time, except: own), slot: slot, time: time)
    }
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

extension Transaction {
  fileprivate func requireLiving(_ patient: ID<Patient>) throws {
    let row = try row(
      """
      SELECT p.id, d.patient AS dead FROM patient p LEFT JOIN patient_death d ON d.patient = p.id
      WHERE p.id = \(patient)
      """)
    guard let row else { throw NotFound("patient") }
    if (try row("dead") as String?) != nil { throw BookingRefused.deceased }
  }

  fileprivate func candidates(
    for needs: [VisitType.Need], at location: ID<Location>
  ) throws -> [[ID<Resource>]] {
    if needs.isEmpty { return [] }
    return VisitType.candidates(for: needs, among: try resources(at: location))
  }

  fileprivate func visits(
    of patient: ID<Patient>, overlapping time: Range<Instant>, except own: ID<Appointment>?
  ) throws -> [Range<Instant>] {
    try rows(
      """
      SELECT start_at, end_at FROM appointment
      WHERE patient = \(patient) AND start_at < \(time.upperBound)
        AND start_at > \(time.lowerBound.advanced(byMinutes: -1440)) AND end_at > \(time.lowerBound)
        AND status NOT IN ('cancelled', 'no_show') AND id <> \(own?.rawValue ?? "")
      """
    ).map { (try $0("start_at") as Instant)..<(try $0("end_at") as Instant) }
  }
}
