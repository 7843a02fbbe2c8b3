import Kernel
import Practice
import Records
import Store

/// The columns of an appointment, for every SELECT that makes one.
private let appointmentColumns: SQL =
  """
  id, patient, visit_type, provider, location, day, starts, minutes, start_at, end_at, status, note, overbooked,
  weighted, series, chain, session, steps
  """

extension Transaction {
  package func insert(_ visit: Appointment, zone: Zone, at moment: Instant, by who: Who) throws {
    let slot = visit.slot
    try run(
      """
      INSERT INTO appointment (id, patient, visit_type, provider, location, day, starts, minutes, zone, start_at,
        end_at, status, note, overbooked, weighted, series, chain, session, steps, booked_at, booked_by)
      VALUES (\(visit.id), \(visit.patient), \(visit.visitType), \(slot.provider), \(slot.location), \(slot.day),
        \(slot.time), \(slot.minutes), \(zone), \(visit.start), \(visit.end), \(visit.status), \(visit.note),
        \(visit.overbooked), \(visit.weighted), \(visit.series), \(visit.chain), \(visit.session), \(visit.steps),
        \(moment), \(who.staff))
      """)
  }

  package func appointment(_ id: ID<Appointment>) throws -> Appointment? {
    try row("SELECT \(appointmentColumns) FROM appointment WHERE id = \(id)").map(Appointment.init)
  }

  func update(_ visit: Appointment) throws {
    let slot = visit.slot
    let changed = try change(
      """
      UPDATE appointment SET provider = \(slot.provider), location = \(slot.location), day = \(slot.day),
        starts = \(slot.time), minutes = \(slot.minutes), start_at = \(visit.start), end_at = \(visit.end),
        status = \(visit.status), overbooked = \(visit.overbooked), weighted = \(visit.weighted),
        series = \(visit.series), chain = \(visit.chain), session = \(visit.session), steps = \(visit.steps)
      WHERE id = \(visit.id) AND steps = \(visit.steps - 1)
      """)
    if changed == 0 { throw BookingRefused.changedMeanwhile }
  }

  package func insert(_ step: VisitStep) throws {
    try run(
      """
      INSERT INTO visit_step (appointment, number, step, at, staff, staff_name, reason, status_before, moved_from, batch)
      VALUES (\(step.appointment), \(step.number), \(step.kind), \(step.at), \(step.staff), \(step.staffName),
        \(step.reason), \(step.statusBefore), \(step.movedFrom?.stored ?? ""), \(step.batch))
      """)
  }

  /// What happened to a visit, first to last.
  package func steps(of visit: ID<Appointment>) throws -> [VisitStep] {
    try steps(where: "appointment = \(visit)")
  }

  func steps(where condition: SQL) throws -> [VisitStep] {
    try rows(
      """
      SELECT appointment, number, step, at, staff, staff_name, reason, status_before, moved_from, batch, undone_at,
        undone_by
      FROM visit_step WHERE \(condition) ORDER BY appointment, number
      """
    ).map(VisitStep.init)
  }
}

extension Appointment {
  init(_ row: Row) throws {
    self.init(
      id: try row("id"), patient: try row("patient"), visitType: try row("visit_type"),
      slot: Slot(
        provider: try row("provider"), location: try row("location"), day: try row("day"),
        time: try row("starts"), minutes: try row("minutes")),
      time: (try row("start_at") as Instant)..<(try row("end_at") as Instant), status: try row("status"),
      note: try row("note"), overbooked: try row("overbooked"), weighted: try row("weighted"),
      series: try row("series"), chain: try row("chain"), session: try row("session"), steps: try row("steps")
    )
  }
}

extension VisitStep {
  fileprivate init(_ row: Row) throws {
    let undoneAt: Instant? = try row("undone_at")
    self.init(
      appointment: try row("appointment"), number: try row("number"), kind: try row("step"),
      at: try row("at"),
      staff: try row("staff"), staffName: try row("staff_name"), reason: try row("reason"),
      statusBefore: try row("status_before"), movedFrom: Slot(stored: try row("moved_from")),
      batch: try row("batch"), undone: try undoneAt.map { Undone(at: $0, by: try row("undone_by") ?? "") })
  }
}

extension Slot {
  /// `provider|location|day|minute|minutes`, as a moved visit remembers where it stood.
  fileprivate var stored: String { "\(provider)|\(location)|\(day)|\(time.minutes)|\(minutes)" }

  fileprivate init?(stored: String) {
    let words = stored.split(separator: "|").map(String.init)
    guard words.count == 5, let day = LocalDay(words[2]), let start = Int(words[3]),
      let time = WallTime(minutes: start), let minutes = Int(words[4])
    else { return nil }
    self.init(
      provider: ID(rawValue: words[0]), location: ID(rawValue: words[1]), day: day, time: time,
      minutes: minutes)
  }
}
