import Kernel
import Practice
import Store

/// From when on patients may say themselves that they are here.
package struct SelfArrivalRules: Sendable, Equatable {
  /// Minutes before the visit; 0 where the practice does not want it.
  package var minutesBefore: Int

  package init(minutesBefore: Int) { self.minutesBefore = minutesBefore }

  /// Until the practice says otherwise.
  package static let usual = SelfArrivalRules(minutesBefore: 60)

  /// Whether somebody may say now that they are here for this visit. Saying it twice is fine.
  func admit(_ visit: Appointment, at moment: Instant, in zone: Zone) throws(SelfArrivalRefused) {
    switch visit.status {
    case .arrived, .roomed, .started, .checkout: return
    case .done, .noShow, .cancelled: throw .notExpected
    case .booked, .confirmed: break
    }
    guard minutesBefore > 0 else { throw .notWanted }
    guard moment < visit.end else { throw .over(visit.slot.time) }
    let opens = visit.start.advanced(byMinutes: -minutesBefore)
    if moment >= opens { return }
    guard visit.slot.day == zone.day(of: moment) else { throw .anotherDay(visit.slot.day) }
    throw .tooEarly(visit: visit.slot.time, from: zone.wall(opens).time)
  }
}

extension Scheduling {
  package func selfArrivalRules(by who: Who) async throws -> SelfArrivalRules {
    try who.require(.seeSchedule)
    return try await store.read { try $0.selfArrivalRules() }
  }

  /// Sets from when on patients may say themselves that they are here.
  package func keepSelfArrival(_ rules: SelfArrivalRules, by who: Who) async throws {
    try who.require(.manageSchedule)
    guard (0...240).contains(rules.minutesBefore) else {
      throw InvalidInput(
        "self_arrival", "Patients say that they are here up to 240 minutes before, or not at all with 0.")
    }
    let moment = now()
    try await store.write { tx in
      try tx.run(
        """
        INSERT INTO self_arrival_rules (id, minutes_before, changed_at, changed_by)
        VALUES (1, \(rules.minutesBefore), \(moment), \(who.name))
        ON CONFLICT (id) DO UPDATE SET minutes_before = excluded.minutes_before,
          changed_at = excluded.changed_at, changed_by = excluded.changed_by
        """)
      try tx.audit(
        "flow.self_arrival_changed", by: who, detail: "\(rules.minutesBefore) min", at: moment)
    }
  }
}

extension Transaction {
  func selfArrivalRules() throws -> SelfArrivalRules {
    try value("SELECT minutes_before FROM self_arrival_rules WHERE id = 1")
      .map { SelfArrivalRules(minutesBefore: $0) } ?? .usual
  }
}
