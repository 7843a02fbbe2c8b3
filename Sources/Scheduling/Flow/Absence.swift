import Kernel
import Practice
import Records
import Store

/// A visit that did not take place, and on whose account: facts that are told apart wherever they are counted.
package enum Absence: String, Sendable, Stored, CaseIterable {
  /// Nobody came and nobody said so.
  case noShow = "no_show"
  /// The patient gave it up so shortly before that nobody else could have it.
  case lateCancel = "late_cancel"
  /// The patient gave it up in time.
  case cancelled
  /// The practice or the provider could not.
  case byUs = "by_us"
  /// Weather, a slip of the desk: on nobody's account.
  case nobody

  package var words: String {
    switch self {
    case .noShow: "did not come"
    case .lateCancel: "late cancel"
    case .cancelled: "cancelled in time"
    case .byUs: "cancelled by us"
    case .nobody: "on nobody’s account"
    }
  }

  /// What a cancellation counts as, so many minutes before the visit.
  package init(_ reason: CancelReason, notice: Int, _ rules: FlowRules) {
    switch reason {
    case .patient: self = notice < rules.lateCancelHours * 60 ? .lateCancel : .cancelled
    case .provider, .practice: self = .byUs
    case .weather, .mistake, .other: self = .nobody
    }
  }
}

extension Absence {
  /// What a step handed over from elsewhere says; nil for one after which the visit still takes place.
  init?(_ step: VisitStep, of visit: Appointment, _ rules: FlowRules) {
    switch step.kind {
    case .noShow: self = .noShow
    case .cancelled:
      let reason = CancelReason.allCases.first { step.reason.hasPrefix($0.words) } ?? .other
      self.init(reason, notice: visit.start.minutes(since: step.at), rules)
    default: return nil
    }
  }
}

/// An absence as it was counted on the day.
package struct AbsenceFact: Sendable, Equatable {
  package let kind: Absence
  /// Minutes before the visit; below zero after its start.
  package let notice: Int
  package let lateHours: Int
}

/// How often a patient came, and how often not, by the reason.
package struct Attendance: Sendable, Equatable {
  package var came = 0
  package var absences: [Absence: Int] = [:]

  /// `Came 12, late cancel 1, did not come 0, cancelled by us 2`
  package var sentence: String {
    let counted = [Absence.lateCancel, .noShow, .byUs].map { "\($0.words) \(absences[$0] ?? 0)" }
    return (["Came \(came)"] + counted).joined(separator: ", ")
  }
}

extension Scheduling {
  /// How a patient's visits ended, at the locations of whoever asks.
  package func attendance(of patient: ID<Patient>, by who: Who) async throws -> Attendance {
    try who.require(.seeSchedule)
    let ends = try await store.read { try $0.ends(of: [patient]) }
    try await saw(
      "appointment.counted", ends.isEmpty ? [] : [patient.rawValue], "patient:\(patient)", "", who)
    return ends.filter { who.may(at: $0.location) }.reduce(into: Attendance()) { sum, end in
      if let absence = end.absence { sum.absences[absence, default: 0] += 1 } else { sum.came += 1 }
    }
  }
}

/// How one visit ended.
struct VisitEnd: Sendable {
  let patient: ID<Patient>
  let location: ID<Location>
  let day: LocalDay
  /// Nil for one that took place.
  let absence: Absence?
}

extension Transaction {
  /// Writes down on whose account a visit was cancelled. Its step is there already.
  func insert(_ reason: CancelReason, _ step: VisitStep, of visit: Appointment) throws {
    let rules = try flowRules()
    try insert(Absence(reason, notice: visit.start.minutes(since: step.at), rules), step, of: visit, rules)
  }

  /// What follows from a step, in the same commit: who did not come is counted, what was to be told is out of date,
  /// and how long such visits take is learned.
  func settle(_ visit: Appointment, _ step: VisitStep) throws {
    switch step.kind {
    case .noShow: try insert(.noShow, step, of: visit, flowRules())
    case .checkout, .done: try learnLater(visit.slot.provider, at: step.at)
    default: break
    }
    if step.kind != .confirmed {
      // A reminder that nobody got is written again where this step is taken back.
      try run(
        """
        DELETE FROM reminder_written WHERE appointment = \(visit.id) AND message IN (SELECT m.id FROM visit_message m
          WHERE m.appointment = \(visit.id) AND m.kind = 'reminder' AND m.ended_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM message_sending s WHERE s.message = m.id AND s.outcome <> 'later'))
        """)
      try withdrawMessages([.late, .reminder], about: visit, at: step.at, by: step.staffName)
    }
  }

  func insert(
    _ absence: Absence, _ step: VisitStep, of visit: Appointment, _ rules: FlowRules
  ) throws {
    try run(
      """
      INSERT INTO absence (appointment, step, kind, notice, late_hours)
      VALUES (\(visit.id), \(step.number), \(absence), \(visit.start.minutes(since: step.at)),
        \(rules.lateCancelHours))
      """)
  }

  /// How visits of some patients ended, first to last.
  func ends(of patients: some Sequence<ID<Patient>>, since first: LocalDay? = nil) throws -> [VisitEnd] {
    let rows = try rows(
      """
      SELECT a.patient, a.location, a.day, a.status, (SELECT b.kind FROM absence b
        JOIN visit_step s ON s.appointment = b.appointment AND s.number = b.step
        WHERE b.appointment = a.id AND s.undone_at IS NULL ORDER BY b.step DESC LIMIT 1) AS absence
      FROM appointment a
      WHERE a.patient IN (\(each: patients)) AND a.status IN ('checkout', 'done', 'no_show', 'cancelled')
        AND a.day >= \(first?.description ?? "")
      ORDER BY a.start_at
      """)
    return try rows.compactMap { row in
      let status: VisitStatus = try row("status")
      let absence: Absence? = try row("absence")
      // Cancelled before such things were told apart: nobody knows on whose account.
      let end: Absence? = status.holdsItsPlace ? nil : absence ?? (status == .noShow ? .noShow : .nobody)
      return VisitEnd(
        patient: try row("patient"), location: try row("location"), day: try row("day"), absence: end)
    }
  }

  /// The absence of one visit that stands, with the minutes of notice; nil where it takes place.
  func absence(of visit: ID<Appointment>) throws -> AbsenceFact? {
    try row(
      """
      SELECT b.kind, b.notice, b.late_hours FROM absence b
        JOIN visit_step s ON s.appointment = b.appointment AND s.number = b.step
      WHERE b.appointment = \(visit) AND s.undone_at IS NULL ORDER BY b.step DESC LIMIT 1
      """
    ).map { AbsenceFact(kind: try $0("kind"), notice: try $0("notice"), lateHours: try $0("late_hours")) }
  }
}
