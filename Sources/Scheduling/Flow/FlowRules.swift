import Kernel
import Practice
import Store

/// What the practice calls a long wait, a late cancellation, and late enough to tell people.
package struct FlowRules: Sendable, Hashable {
  /// Minutes of waiting past the booked time that are long, and too long.
  package var longWait: Int
  package var tooLongWait: Int
  /// Hours before the visit within which a patient's cancellation is late; 0 for a practice that knows none.
  package var lateCancelHours: Int
  /// Minutes of expected delay from which patients are told.
  package var warnFrom: Int
  /// Minutes after the end of a visit to which nobody came, from which it is marked as missed by itself; 0 is never.
  package var missedAfter: Int

  package init(
    longWait: Int, tooLongWait: Int, lateCancelHours: Int, warnFrom: Int, missedAfter: Int = 0
  ) {
    self.longWait = longWait
    self.tooLongWait = tooLongWait
    self.lateCancelHours = lateCancelHours
    self.warnFrom = warnFrom
    self.missedAfter = missedAfter
  }

  /// Until the practice says otherwise.
  package static let usual = FlowRules(longWait: 15, tooLongWait: 30, lateCancelHours: 24, warnFrom: 20)

  /// How a wait is to be taken.
  package func wait(of minutes: Int) -> Wait {
    minutes >= tooLongWait ? .tooLong : minutes >= longWait ? .long : .fine
  }

  package enum Wait: String, Sendable, CaseIterable { case fine, long, tooLong }

  fileprivate func check() throws(InvalidInput) {
    guard (1...240).contains(longWait) else {
      throw InvalidInput("long_wait", "A long wait begins somewhere from 1 to 240 minutes.")
    }
    guard (longWait...480).contains(tooLongWait) else {
      throw InvalidInput(
        "too_long_wait", "A wait that is too long begins with the long one at \(longWait) minutes, or later.")
    }
    guard (0...336).contains(lateCancelHours) else {
      throw InvalidInput("late_cancel_hours", "A cancellation is late within 0 to 336 hours of the visit.")
    }
    guard (5...240).contains(warnFrom) else {
      throw InvalidInput("warn_from", "People are told of a delay of 5 to 240 minutes.")
    }
    guard (0...1440).contains(missedAfter) else {
      throw InvalidInput(
        "missed_after", "A visit is marked as missed up to 1440 minutes after its end, or never with 0.")
    }
  }
}

extension Scheduling {
  package func flowRules(by who: Who) async throws -> FlowRules {
    try who.require(.seeSchedule)
    return try await store.read { try $0.flowRules() }
  }

  /// Sets what counts as long, late and too late. What was counted before stays as it was counted.
  package func keep(_ rules: FlowRules, by who: Who) async throws {
    try who.require(.manageSchedule)
    try rules.check()
    let moment = now()
    try await store.write { tx in
      try tx.run(
        """
        INSERT INTO flow_rules
          (id, long_wait, too_long_wait, late_cancel_hours, warn_from, missed_after, changed_at, changed_by)
        VALUES (1, \(rules.longWait), \(rules.tooLongWait), \(rules.lateCancelHours), \(rules.warnFrom),
          \(rules.missedAfter), \(moment), \(who.name))
        ON CONFLICT (id) DO UPDATE SET long_wait = excluded.long_wait, too_long_wait = excluded.too_long_wait,
          late_cancel_hours = excluded.late_cancel_hours, warn_from = excluded.warn_from,
          missed_after = excluded.missed_after,
          changed_at = excluded.changed_at, changed_by = excluded.changed_by
        """)
      let detail =
        "\(rules.longWait), \(rules.tooLongWait) min; \(rules.lateCancelHours) h; \(rules.warnFrom), \(rules.missedAfter) min"
      try tx.audit("flow.rules_changed", by: who, detail: detail, at: moment)
    }
  }
}

extension Transaction {
  func flowRules() throws -> FlowRules {
    try row(
      "SELECT long_wait, too_long_wait, late_cancel_hours, warn_from, missed_after FROM flow_rules WHERE id = 1"
    ).map {
      FlowRules(
        longWait: try $0("long_wait"), tooLongWait: try $0("too_long_wait"),
        lateCancelHours: try $0("late_cancel_hours"), warnFrom: try $0("warn_from"),
        missedAfter: try $0("missed_after"))
    } ?? .usual
  }
}
