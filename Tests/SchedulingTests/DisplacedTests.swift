import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `Days that are different` {
  @Test(arguments: EngineKind.underTest)
  func `complaint 8: a day off lists its booked patients, with times and a message for each`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let slot = cast.slot(9, days: 7)
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, slot), by: cast.ortega)
      try await cast.dayOff(7)
      let (items, total) = try await cast.scheduling.displacedVisits(by: cast.ortega)
      let item = try #require(items.first)
      #expect(total == 1)
      #expect(item.board.visit.id == visit.id)
      #expect(
        item.work.reason
          == "Monday, 30 November 2026, 9:00 with Dr. A. Okafor. The time is closed now: Conference.")
      #expect(item.work.due == visit.start.advanced(byMinutes: -1440))
      #expect(item.work.urgency == .ordinary)
      #expect(item.offers.count == 3)
      #expect(item.offers.allSatisfy { $0.slot.day != slot.day || $0.slot.provider != cast.okafor.id })
      let message = DisplacedMessage(item, practice: "Riverside Family")
      #expect(
        message.text(in: "en").hasPrefix(
          "Dear Ruth,\nyour visit on Monday, 30 November 2026, at 9:00 with Dr. A. Okafor cannot"))
      #expect(message.text(in: "es").contains("su cita del lunes, 30 de noviembre de 2026, a las 9:00"))
      #expect(!message.text(in: "en").contains("Conference"))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a late start displaces only what stands before it`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(8, 30, days: 1)), by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(10, days: 1)), by: cast.ortega)
      try await cast.dayOff(1, until: 10)
      #expect(try await cast.displacedTitles() == ["Find another time for Ruth Cohen"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `an extra clinic displaces nobody and can be booked`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let saturday = cast.slot(9, days: 5)
      await #expect(throws: BookingRefused.notThere) {
        try await cast.scheduling.book(cast.ask(cast.ruth, saturday), by: cast.ortega)
      }
      _ = try await cast.scheduling.addException(
        provider: cast.okafor.id, location: cast.riverside.id, day: saturday.day, starts: saturday.time,
        ends: .endOfDay, kind: .extra, reason: "", by: cast.mills)
      try await cast.scheduling.book(cast.ask(cast.ruth, saturday), by: cast.ortega)
      #expect(try await cast.displacedTitles() == [])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `extra hours that are taken back list the visits that stand in them`(_ engine: EngineKind) async throws
  {
    try await withCast(engine) { cast in
      let saturday = cast.today.advanced(by: 5)
      let extra = try await cast.scheduling.addException(
        provider: cast.okafor.id, location: cast.riverside.id, day: saturday,
        starts: WallTime(9, 0) ?? .midnight, ends: WallTime(12, 0) ?? .endOfDay, kind: .extra, reason: "",
        by: cast.mills)
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9, days: 5)), by: cast.ortega)
      #expect(try await cast.scheduling.exception(extra.id, by: cast.mills) == extra)
      try await cast.scheduling.removeException(extra, by: cast.mills)
      #expect(try await cast.displacedTitles() == ["Find another time for Ruth Cohen"])
      // Pressed twice, it is taken back once.
      try await cast.scheduling.removeException(extra, by: cast.mills)
      #expect(try await cast.displacedTitles().count == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a closure of the whole practice lists everybody's visits in its own commit`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9, days: 3)), by: cast.ortega)
      try await cast.scheduling.book(
        cast.ask(cast.omar, cast.slot(9, with: cast.lindqvist, days: 3)), by: cast.ortega)
      let closure = try await cast.close(cast.today.advanced(by: 3))
      #expect(try await cast.displacedTitles().count == 2)
      try await cast.practice.removeClosure(
        closure.id, by: cast.mills, also: cast.scheduling.settling(by: cast.mills))
      #expect(try await cast.displacedTitles() == [])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a closure moves and keeps visits in its own commit, as was chosen, or changes nothing at all`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let moved = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9, days: 3)), by: cast.ortega)
      let kept = try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(10, days: 3)), by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(11, days: 3)), by: cast.ortega)
      let day = cast.today.advanced(by: 3)
      func close(_ to: Slot) async throws {
        try await cast.close(day, DisplacedChoices(moves: [VisitMove(moved.id, to: to)], kept: [kept.id]))
      }
      try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(9, days: 4)), by: cast.ortega)
      await #expect(throws: BookingRefused.slotTaken) { try await close(cast.slot(9, days: 4)) }
      #expect(try await cast.practice.closures(from: cast.today, by: cast.mills).isEmpty)
      try await close(cast.slot(10, days: 4))
      #expect(try await cast.scheduling.visit(moved.id, by: cast.ortega).visit.slot == cast.slot(10, days: 4))
      #expect(try await cast.displacedTitles() == ["Find another time for Grace Lin"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `the work ends in the commit that moves or cancels the visit, and is back with the undo`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let moved = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9, days: 7)), by: cast.ortega)
      let gone = try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(10, days: 7)), by: cast.ortega)
      let exception = try await cast.dayOff(7)
      #expect(try await cast.displacedTitles().count == 2)
      try await cast.scheduling.move(moved.id, to: cast.slot(9, days: 8), by: cast.ortega)
      try await cast.scheduling.cancel(gone.id, because: .provider, by: cast.ortega)
      #expect(try await cast.displacedTitles() == [])
      try await cast.scheduling.undo(moved.id, by: cast.ortega)
      #expect(try await cast.displacedTitles() == ["Find another time for Ruth Cohen"])
      try await cast.scheduling.removeException(exception, by: cast.mills)
      #expect(try await cast.displacedTitles() == [])
    }
  }

  @Test func `are the more pressing the nearer the visit is`() {
    let now = Instant(milliseconds: 1_795_438_800_000)
    func deadline(_ hours: Int) -> String {
      let (due, urgency) = displacedDeadline(now.advanced(byMinutes: hours * 60), now: now)
      return "\(due.minutes(since: now) / 60) h \(urgency)"
    }
    #expect(deadline(10 * 24) == "216 h ordinary")
    #expect(deadline(5 * 24) == "96 h soon")
    #expect(deadline(20) == "1 h urgent")
    #expect(deadline(0) == "0 h urgent")
  }
}

@Suite struct `Rooms and devices` {
  @Test(arguments: EngineKind.underTest)
  func `complaint 6: a device out of service cannot be booked, and its booked visits become work`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9, days: 1), cast.scan), by: cast.ortega)
      try await cast.takeOut(cast.ultrasound, "Failed its check")
      #expect(try await cast.displacedTitles() == ["Find another time for Ruth Cohen"])
      await #expect(throws: BookingRefused.roomTaken) {
        try await cast.scheduling.book(
          cast.ask(cast.omar, cast.slot(10, days: 1), cast.scan), by: cast.ortega)
      }
      await #expect(throws: PlaceRefused.alreadyOutOfService("Ultrasound")) {
        try await cast.practice.takeOutOfService(cast.ultrasound.id, reason: "Again", by: cast.ortega)
      }
      cast.clock.advance(minutes: 10)
      try await cast.practice.returnToService(
        cast.ultrasound.id, by: cast.ortega, also: cast.scheduling.settling(by: cast.ortega))
      #expect(try await cast.displacedTitles() == [])
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(10, days: 1), cast.scan), by: cast.ortega)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a device that fails while visits are being booked leaves none of them unlisted`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<24 {
          let slot = cast.slot(8 + number % 4, number % 2 * 30, days: 1 + number / 8)
          group.addTask {
            _ = try? await cast.scheduling.book(
              cast.ask([cast.ruth, cast.omar, cast.grace][number % 3], slot, cast.scan), by: cast.ortega)
          }
        }
        group.addTask {
          try? await cast.takeOut(cast.ultrasound, "Smoke")
        }
      }
      let booked: Int? = try await cast.store.read { try $0.value("SELECT COUNT(*) FROM appointment") }
      #expect(try await cast.displacedTitles().count == booked)
      await #expect(throws: BookingRefused.roomTaken) {
        try await cast.scheduling.book(
          cast.ask(cast.grace, cast.slot(16, days: 4), cast.scan), by: cast.ortega)
      }
    }
  }
}

extension Cast {
  /// Closes the whole practice for a day, and lists or moves whom that displaces.
  @discardableResult
  func close(_ day: LocalDay, _ choices: DisplacedChoices = DisplacedChoices()) async throws -> Closure {
    let reason = "Thanksgiving"
    let change = ScheduleChange.closure(
      try practice.closure(at: nil, from: day, to: day, reason: reason, by: mills))
    let displacing = try await scheduling.displacing(change, choices, by: mills)
    return try await practice.addClosure(
      at: nil, from: day, to: day, reason: reason, locking: displacing.locks, by: mills,
      also: { try displacing.carry(.closure($1), $0) })
  }

  fileprivate func takeOut(_ resource: Resource, _ reason: String) async throws {
    let away = try practice.outOfService(resource.id, until: nil, reason: reason, by: mills)
    let displacing = try await scheduling.displacing(.outOfService(away), by: mills)
    try await practice.takeOutOfService(
      resource.id, reason: reason, locking: displacing.locks, by: mills,
      also: { try displacing.carry(.outOfService($1), $0) })
  }

  @discardableResult
  fileprivate func dayOff(_ days: Int, until hour: Int = 24) async throws -> DayException {
    try await scheduling.addException(
      provider: okafor.id, location: riverside.id, day: today.advanced(by: days), starts: .midnight,
      ends: WallTime(hour, 0) ?? .endOfDay, kind: .away, reason: "Conference", by: mills)
  }
}
