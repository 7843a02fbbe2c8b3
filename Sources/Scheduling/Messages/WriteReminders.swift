import Kernel
import Practice
import Store

extension Scheduling {
  /// Writes the reminders that are due by the practice's rules: once for each visit, rule and time, and only where they
  /// can be sent. Asked every few moments, by every server that is set up to send.
  package func writeReminders() async throws {
    guard try await !ways(of: Set(MessageChannel.allCases)).isEmpty else { return }
    let (moment, newID) = (now(), newID)
    let due = try await store.read { try $0.dueReminders(at: moment) }
    for one in due {
      do {
        try await store.write { try $0.write(one, newID(), at: moment) }
      } catch let error as StoreError where error.kind == .unique {
        continue
      }
    }
  }
}

/// A reminder that a rule wants.
private struct DueReminder: Sendable {
  let visit: ID<Appointment>
  let rule: ID<ReminderRule>
  let start: Instant
}

extension Transaction {
  fileprivate func dueReminders(at moment: Instant) throws -> [DueReminder] {
    let rules = try reminderRules()
    guard let first = rules.first else { return [] }
    let until = moment.advanced(byMinutes: first.draft.ahead)
    let written: [ID<Appointment>: Set<String>] = try rows(
      """
      SELECT w.appointment, w.rule, w.start_at FROM reminder_written w WHERE w.start_at > \(moment)
      """
    ).reduce(into: [:]) { all, row in
      let (rule, start): (String, Instant) = (try row("rule"), try row("start_at"))
      all[try row("appointment"), default: []].insert("\(rule) \(start.milliseconds)")
    }
    return try rows(
      """
      SELECT a.id, a.visit_type, a.status, a.start_at, a.booked_at,
        (SELECT MAX(s.at) FROM visit_step s WHERE s.appointment = a.id AND s.step = 'moved' AND s.undone_at IS NULL)
          AS moved_at
      FROM appointment a
      WHERE a.status IN ('booked', 'confirmed') AND a.start_at > \(moment) AND a.start_at <= \(until)
        AND NOT EXISTS (SELECT 1 FROM patient_death d WHERE d.patient = a.patient)
      ORDER BY a.start_at, a.id
      """
    ).flatMap { row -> [DueReminder] in
      let (visit, type): (ID<Appointment>, ID<VisitType>) = (try row("id"), try row("visit_type"))
      let (status, start): (VisitStatus, Instant) = (try row("status"), try row("start_at"))
      let (booked, moved): (Instant, Instant?) = (try row("booked_at"), try row("moved_at"))
      let fitting = rules.filter { $0.isFor(type) }
      return fitting.filter { rule in
        // Whoever has confirmed is reminded once more, right before.
        (status == .booked || rule.id == fitting.last?.id)
          && rule.isDue(start: start, booked: max(booked, moved ?? booked), now: moment)
          && !(written[visit] ?? []).contains("\(rule.id) \(start.milliseconds)")
      }.map { DueReminder(visit: visit, rule: $0.id, start: start) }
    }
  }

  fileprivate func write(_ due: DueReminder, _ id: String, at moment: Instant) throws {
    let who = Who.system("Reminders")
    let visit = try visit(due.visit, seen: nil, by: who)
    guard visit.status.isComing, visit.start == due.start else { return }
    try writeReminder(of: visit, id, at: moment, by: who)
    try tell("message.written", visit, at: moment, by: who)
    try run(
      """
      INSERT INTO reminder_written (appointment, rule, start_at, message)
      VALUES (\(visit.id), \(due.rule), \(due.start), \(id))
      """)
  }
}
