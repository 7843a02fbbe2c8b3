import Kernel
import Practice
import Records
import Store

/// A visit with all that happened to it: what a seed or another system hands over.
package struct RecordedVisit: Sendable {
  package var visit: Appointment
  package var zone: Zone
  package var bookedAt: Instant
  package var bookedBy: ID<Staff>
  package var buffer: Buffer
  package var resources: [ID<Resource>]
  package var steps: [VisitStep]

  /// `overbooked` says why it stands where another visit stands, and is empty for the ordinary visit. The first of
  /// the steps is the booking, the last says where it stands.
  package init(
    id: ID<Appointment>, patient: ID<Patient>, visitType: ID<VisitType>, slot: Slot, time: Range<Instant>,
    zone: Zone, note: String = "", overbooked: String = "", weighted: Int? = nil, buffer: Buffer = .none,
    resources: [ID<Resource>], steps: [VisitStep]
  ) {
    let status = steps.last.flatMap { VisitStatus(rawValue: $0.kind.rawValue) } ?? .booked
    visit = Appointment(
      id: id, patient: patient, visitType: visitType, slot: slot, time: time, status: status, note: note,
      overbooked: overbooked, weighted: weighted ?? slot.minutes, steps: steps.count)
    self.zone = zone
    self.buffer = buffer
    self.resources = resources
    self.steps = steps
    bookedAt = steps.first?.at ?? time.lowerBound
    bookedBy = steps.first?.staff ?? "system"
  }
}

extension Transaction {
  /// Writes visits that were agreed elsewhere, with what they hold and what happened to them. Nothing is checked but
  /// by the schema: two that hold the same provider or room at once are refused.
  package func record(_ visits: [RecordedVisit]) throws {
    try inRows(visits) { one -> [SQL] in
      let (visit, slot) = (one.visit, one.visit.slot)
      return [
        """
        (\(visit.id), \(visit.patient), \(visit.visitType), \(slot.provider), \(slot.location), \(slot.day),
          \(slot.time), \(slot.minutes), \(one.zone), \(visit.start), \(visit.end), \(visit.status),
          \(visit.note), \(visit.overbooked), \(visit.weighted), \(visit.steps), \(one.bookedAt),
          \(one.bookedBy))
        """
      ]
    } write: { rows in
      """
      INSERT INTO appointment (id, patient, visit_type, provider, location, day, starts, minutes, zone, start_at,
        end_at, status, note, overbooked, weighted, steps, booked_at, booked_by) VALUES \(rows)
      """
    }
    try inRows(visits.filter(\.visit.status.holdsItsPlace)) { one -> [SQL] in
      let holders = [Holder.provider(one.visit.slot.provider)] + Set(one.resources).map { .resource($0) }
      return holders.map {
        let time = ClaimTime(one.visit.time, one.buffer.holding($0))
        return """
          (\(one.visit.id), \($0.key), \(time.visit.lowerBound), \(time.visit.upperBound),
            \(time.whole.lowerBound), \(time.whole.upperBound), \(!one.visit.overbooked.isEmpty))
          """
      }
    } write: { rows in
      "INSERT INTO claim (appointment, holder, start_at, end_at, before_at, after_at, double) VALUES \(rows)"
    }
    try inRows(visits) { one -> [SQL] in
      one.steps.map {
        """
        (\($0.appointment), \($0.number), \($0.kind), \($0.at), \($0.staff), \($0.staffName), \($0.reason),
          \($0.statusBefore), '', '')
        """
      }
    } write: { rows in
      """
      INSERT INTO visit_step (appointment, number, step, at, staff, staff_name, reason, status_before, moved_from,
        batch)
      VALUES \(rows)
      """
    }
    let rules = try flowRules()
    try inRows(visits) { one -> [SQL] in
      one.steps.compactMap { step in
        Absence(step, of: one.visit, rules).map {
          "(\(one.visit.id), \(step.number), \($0), \(one.visit.start.minutes(since: step.at)), \(rules.lateCancelHours))"
        }
      }
    } write: { rows in
      "INSERT INTO absence (appointment, step, kind, notice, late_hours) VALUES \(rows)"
    }
  }

  /// Several rows a statement, as many as both engines take.
  private func inRows(
    _ visits: [RecordedVisit], _ rows: (RecordedVisit) -> [SQL], write statement: (SQL) -> SQL
  ) throws {
    let all = visits.flatMap(rows)
    for start in stride(from: 0, to: all.count, by: 60) {
      try run(statement(SQL.joined(Array(all[start..<min(start + 60, all.count)]), by: ", ")))
    }
  }
}

extension Transaction {
  /// Adds to a recorded visit what happened since. Its last step says where it stands now.
  package func record(_ steps: [VisitStep], of visit: ID<Appointment>) throws {
    guard let last = steps.last, let status = VisitStatus(rawValue: last.kind.rawValue) else { return }
    for step in steps { try insert(step) }
    if let visit = try appointment(visit) {
      let rules = try flowRules()
      for step in steps {
        if let absence = Absence(step, of: visit, rules) { try insert(absence, step, of: visit, rules) }
      }
    }
    try run("UPDATE appointment SET status = \(status), steps = \(last.number) WHERE id = \(visit)")
    if !status.holdsItsPlace { try run("DELETE FROM claim WHERE appointment = \(visit)") }
  }
}
