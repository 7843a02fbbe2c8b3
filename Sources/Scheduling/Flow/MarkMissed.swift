import Kernel
import Practice
import Store

extension Scheduling {
  /// Marks everybody as missed who is still expected although their time of the day is over: in one commit, taken back
  /// by one undo.
  package func markMissed(
    on day: LocalDay, at location: ID<Location>, by who: Who
  ) async throws -> DoneTogether {
    try who.require(.runDay)
    try who.require(location)
    let (moment, newID) = (now(), newID)
    let missed = try await store.write { tx in
      try tx.markMissed(try tx.overdue(on: day, at: location, at: moment), newID, by: who, at: moment)
    }
    return try await done(missed)
  }

  /// Marks those as missed whose time has been over for as long as the practice says, which may be never. Asked every
  /// minute; whatever is older than two days is left to whoever closes that day.
  package func markOverdue() async throws {
    let (moment, newID) = (now(), newID)
    let found = try await store.read { tx -> [ID<Appointment>] in
      let after = try tx.flowRules().missedAfter
      if after == 0 { return [] }
      return try tx.expected(
        "end_at <= \(moment.advanced(byMinutes: -after)) AND start_at > \(moment.advanced(byMinutes: -2880))")
    }
    if found.isEmpty { return }
    _ = try await store.write { tx in
      try tx.markMissed(found, newID, by: .system("Check-in"), at: moment)
    }
  }
}

extension Transaction {
  /// Who is still expected although their time is over.
  func overdue(on day: LocalDay, at location: ID<Location>, at moment: Instant) throws -> [ID<Appointment>] {
    try expected("location = \(location) AND day = \(day) AND end_at <= \(moment)")
  }

  fileprivate func expected(_ condition: SQL) throws -> [ID<Appointment>] {
    try rows(
      "SELECT id FROM appointment WHERE status IN ('booked', 'confirmed') AND \(condition) ORDER BY start_at, id"
    ).map { try $0("id") }
  }

  /// Whoever came in this moment stays.
  fileprivate func markMissed(
    _ visits: [ID<Appointment>], _ newID: () -> String, by who: Who, at moment: Instant
  ) throws -> [Appointment] {
    let batch = visits.count > 1 ? newID() : ""
    return try visits.filter { id in
      try appointment(id).map { $0.status == .booked || $0.status == .confirmed } ?? false
    }.map { try advance($0, to: .noShow, nil, batch: batch, by: who, at: moment) }
  }
}
