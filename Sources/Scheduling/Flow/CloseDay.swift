import Kernel
import Practice
import Records
import Store

/// How a day at a place ends: what is still open, and whether it is closed.
package struct DayEnd: Sendable {
  package let location: Location
  package let day: LocalDay
  /// Visits that are neither done nor marked as missed or cancelled.
  package let open: [BoardVisit]
  /// Newest first.
  package let history: [Close]
  /// Who is still expected although their time is over.
  package let overdue: Int

  package struct Close: Sendable, Equatable {
    package let at: Instant
    package let by: String
    package let reopened: Reopening?
  }

  package struct Reopening: Sendable, Equatable {
    package let at: Instant
    package let by: String
    package let reason: String
  }

  package var isClosed: Bool { history.first.map { $0.reopened == nil } ?? false }
}

extension Scheduling {
  /// What stands in the way of closing a day. Seeing it is written to the audit trail before it is shown.
  package func end(of day: LocalDay, at location: ID<Location>, by who: Who) async throws -> DayEnd {
    try who.require(.seeSchedule)
    guard who.may(at: location) else { throw NotFound("location") }
    let moment = now()
    let end = try await store.read { tx in
      guard let place = try tx.location(location) else { throw NotFound("location") }
      return DayEnd(
        location: place, day: day, open: try tx.openVisits(day, at: location),
        history: try tx.closes(of: day, at: location),
        overdue: try tx.overdue(on: day, at: location, at: moment).count)
    }
    try await saw(
      "schedule.end", end.open.map(\.visit.patient.rawValue), "location:\(location)", "\(day)", who)
    return end
  }

  /// Closes a day: its visits change no more. Closed already is fine.
  ///
  /// - Throws: ``DayRefused`` while a visit is open, or before the day has come.
  package func close(_ day: LocalDay, at location: ID<Location>, by who: Who) async throws {
    try who.require(.closeDay)
    try who.require(location)
    let moment = now()
    // Whoever books meanwhile is seen here, or sees that the day is closed.
    try await store.write(locking: try await allCalendars()) { tx in
      try tx.requireAllCalendars()
      guard let place = try tx.location(location) else { throw NotFound("location") }
      guard day <= place.zone.day(of: moment) else { throw DayRefused.notCome(day) }
      if try tx.isClosed(day, at: location) { return }
      let open = try tx.openVisits(day, at: location).count
      guard open == 0 else { throw DayRefused.stillOpen(open) }
      let number = try tx.closes(of: day, at: location).count + 1
      try tx.run(
        """
        INSERT INTO day_close (location, day, number, closed_at, closed_by, reason)
        VALUES (\(location), \(day), \(number), \(moment), \(who.name), '')
        """)
      try tx.audit("schedule.closed", by: who, subject: "location:\(location)", detail: "\(day)", at: moment)
      try tx.announce(Self.topic(location, day))
    }
  }

  /// Opens a closed day again, with the reason why.
  package func reopen(
    _ day: LocalDay, at location: ID<Location>, because reason: String, by who: Who
  ) async throws {
    try who.require(.reopenDay)
    try who.require(location)
    let words = try CleanText.line(reason, of: "The reason", limit: 200)
    guard !words.isEmpty else { throw InvalidInput("reason", "Say why the day is opened again.") }
    let moment = now()
    try await store.write { tx in
      let changed = try tx.change(
        """
        UPDATE day_close SET reopened_at = \(moment), reopened_by = \(who.name), reason = \(words)
        WHERE location = \(location) AND day = \(day) AND reopened_at IS NULL
        """)
      guard changed == 1 else { throw DayRefused.notClosed(day) }
      try tx.audit(
        "schedule.reopened", by: who, subject: "location:\(location)", detail: "\(day): \(words)", at: moment)
      try tx.announce(Self.topic(location, day))
    }
  }
}

/// Why a day does not end, or does not change any more.
package enum DayRefused: Refusal, Equatable {
  case closed(LocalDay)
  case notCome(LocalDay)
  case notClosed(LocalDay)
  case stillOpen(Int)

  package var sentence: String {
    switch self {
    case .closed(let day):
      "\(day.long) is closed, so its visits change no more. Open the day again first, or ask a manager to."
    case .notCome(let day): "\(day.long) has not come yet, so it cannot be closed."
    case .notClosed(let day): "\(day.long) is not closed."
    case .stillOpen(let count):
      count == 1
        ? "One visit is still open. Finish it, or mark it as missed, and close the day then."
        : "\(count) visits are still open. Finish them, or mark them as missed, and close the day then."
    }
  }
}

extension Transaction {
  func isClosed(_ day: LocalDay, at location: ID<Location>) throws -> Bool {
    try row(
      "SELECT number FROM day_close WHERE location = \(location) AND day = \(day) AND reopened_at IS NULL")
      != nil
  }

  /// - Throws: ``DayRefused/closed(_:)`` where a visit there may not change any more.
  func requireOpen(_ slot: Slot) throws {
    if try isClosed(slot.day, at: slot.location) { throw DayRefused.closed(slot.day) }
  }

  fileprivate func openVisits(_ day: LocalDay, at location: ID<Location>) throws -> [BoardVisit] {
    try boardVisits(
      where: """
        a.location = \(location) AND a.day = \(day) AND a.status NOT IN ('done', 'no_show', 'cancelled')
        """)
  }

  fileprivate func closes(of day: LocalDay, at location: ID<Location>) throws -> [DayEnd.Close] {
    try rows(
      """
      SELECT closed_at, closed_by, reopened_at, reopened_by, reason FROM day_close
      WHERE location = \(location) AND day = \(day) ORDER BY number DESC
      """
    ).map { row in
      let reopened: Instant? = try row("reopened_at")
      return DayEnd.Close(
        at: try row("closed_at"), by: try row("closed_by"),
        reopened: try reopened.map {
          DayEnd.Reopening(at: $0, by: try row("reopened_by") ?? "", reason: try row("reason"))
        })
    }
  }
}
