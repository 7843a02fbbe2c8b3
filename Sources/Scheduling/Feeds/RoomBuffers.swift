import Kernel
import Practice
import Store

/// Minutes that a visit's rooms and devices are being set up before it and cleaned after it.
package struct RoomBuffer: Sendable, Equatable {
  package let before: Int
  package let after: Int
}

extension Scheduling {
  /// What setting up and cleaning each visit of a day holds its rooms for, where it does.
  package func roomBuffers(
    _ day: LocalDay, at location: ID<Location>, by who: Who
  ) async throws -> [ID<Appointment>: RoomBuffer] {
    try who.require(.seeSchedule)
    guard who.may(at: location) else { throw NotFound("location") }
    return try await store.read { tx in
      try tx.rows(
        """
        SELECT a.id, MAX(c.start_at - c.before_at) AS before_ms, MAX(c.after_at - c.end_at) AS after_ms
        FROM appointment a JOIN claim c ON c.appointment = a.id OR c.session = a.session
        WHERE a.location = \(location) AND a.day = \(day) AND c.holder LIKE 'resource:%'
          AND (c.before_at < c.start_at OR c.after_at > c.end_at)
        GROUP BY a.id
        """
      ).reduce(into: [:]) { buffers, row in
        buffers[try row("id")] = RoomBuffer(
          before: try row("before_ms") / 60_000, after: try row("after_ms") / 60_000)
      }
    }
  }
}
