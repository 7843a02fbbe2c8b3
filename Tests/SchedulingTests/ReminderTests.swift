import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `Reminders by rule` {
  private let day = 1440

  /// Writes what is due at a moment, and gives how many reminders were ever written of a visit.
  private func written(_ visit: Appointment, _ cast: Cast, at moment: Instant) async throws -> Int {
    cast.clock.set(moment)
    try await cast.scheduling.writeReminders()
    return try await cast.scheduling.visit(visit.id, by: cast.ortega).messages.count
  }

  @Test(arguments: EngineKind.underTest)
  func `three days and one day before, each once however many servers ask`(_ engine: EngineKind) async throws
  {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(10, days: 4)), by: cast.ortega)
      let start = visit.start
      #expect(try await written(visit, cast, at: start.advanced(byMinutes: -3 * day - 1)) == 0)
      #expect(try await written(visit, cast, at: start.advanced(byMinutes: -3 * day)) == 1)
      #expect(try await written(visit, cast, at: start.advanced(byMinutes: -3 * day + 1)) == 1)
      cast.clock.set(start.advanced(byMinutes: -day))
      let other = Scheduling(store: cast.store, now: { cast.clock.now })
      try await withThrowingTaskGroup(of: Void.self) { group in
        for desk in [cast.scheduling, other, cast.scheduling, other] {
          group.addTask { try await desk.writeReminders() }
        }
        try await group.waitForAll()
      }
      #expect(try await written(visit, cast, at: start.advanced(byMinutes: -day + 1)) == 2)
      let messages = try await cast.scheduling.visit(visit.id, by: cast.ortega).messages
      #expect(Set(messages.map(\.writtenBy)) == ["Reminders"])
      #expect(try await cast.scheduling.messages(at: cast.riverside.id, by: cast.ortega).count == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `whoever booked after the time of a reminder gets none, and none is written long after its time`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(10, days: 2)), by: cast.ortega)
      #expect(try await written(visit, cast, at: visit.start.advanced(byMinutes: -2 * day)) == 0)
      #expect(try await written(visit, cast, at: visit.start.advanced(byMinutes: -day / 2 + 1)) == 0)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a visit that was cancelled by mistake is still reminded of, and only once`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(10, days: 4)), by: cast.ortega)
      let due = visit.start.advanced(byMinutes: -3 * day)
      #expect(try await written(visit, cast, at: due) == 1)
      try await desk.cancel(visit.id, because: .patient, by: cast.ortega)
      #expect(try await written(visit, cast, at: due.advanced(byMinutes: 1)) == 1)
      try await desk.undo(visit.id, by: cast.ortega)
      #expect(try await written(visit, cast, at: due.advanced(byMinutes: 2)) == 2)
      #expect(try await written(visit, cast, at: due.advanced(byMinutes: 3)) == 2)
      #expect(try await desk.messages(at: cast.riverside.id, by: cast.ortega).count == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a visit that moved is reminded of anew`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let outside = Outside()
      let ann = try await cast.reachable("Ann", phone: "617 555 0101")
      var visit = try await cast.scheduling.book(cast.ask(ann, cast.slot(10, days: 4)), by: cast.ortega)
      #expect(try await written(visit, cast, at: visit.start.advanced(byMinutes: -3 * day)) == 1)
      visit = try await cast.scheduling.move(visit.id, to: cast.slot(11, days: 8), by: cast.ortega)
      try await cast.scheduling.sendMessages(through: outside.outbox())
      #expect(await outside.taken.isEmpty)
      #expect(try await written(visit, cast, at: visit.start.advanced(byMinutes: -3 * day)) == 2)
      try await cast.scheduling.sendMessages(through: outside.outbox())
      #expect(await outside.taken.map(\.words).first?.contains("Tue Dec 1, 11:00 am") == true)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `whoever has confirmed gets only the last, and what is cancelled gets none`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let confirmed = try await desk.book(cast.ask(cast.ruth, cast.slot(10, days: 4)), by: cast.ortega)
      let cancelled = try await desk.book(cast.ask(cast.omar, cast.slot(10, 30, days: 4)), by: cast.ortega)
      try await desk.advance(confirmed.id, to: .confirmed, by: cast.ortega)
      _ = try await desk.cancel(cancelled.id, because: .patient, by: cast.ortega)
      let start = confirmed.start
      #expect(try await written(confirmed, cast, at: start.advanced(byMinutes: -3 * day + 40)) == 0)
      #expect(try await written(confirmed, cast, at: start.advanced(byMinutes: -day + 40)) == 1)
      #expect(try await written(cancelled, cast, at: start.advanced(byMinutes: -day + 41)) == 0)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a rule is for some kinds of visits, by one way, and a changed one begins now`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      for rule in try await desk.reminderRules(by: cast.mills) {
        try await desk.retireReminderRule(rule.id, by: cast.mills)
      }
      let rule = try await desk.addReminderRule(
        ReminderDraft(
          ahead: 2 * day, channel: .email, types: [cast.physical.id], noteEnglish: "Please come fasting."),
        by: cast.mills)
      let ann = try await cast.reachable("Ann", phone: "617 555 0101", email: "ann@example.com")
      let plain = try await desk.book(cast.ask(ann, cast.slot(9, days: 3)), by: cast.ortega)
      let physical = try await desk.book(
        cast.ask(ann, cast.slot(10, days: 3, minutes: 60), cast.physical), by: cast.ortega)
      let due = physical.start.advanced(byMinutes: -2 * day)
      #expect(try await written(physical, cast, at: due) == 1)
      #expect(try await written(plain, cast, at: due) == 0)
      let outside = Outside()
      try await desk.sendMessages(through: outside.outbox())
      let mail = try #require(await outside.taken.first)
      #expect(mail.to == "ann@example.com")
      #expect(mail.words.contains("Please come fasting."))
      #expect(!mail.words.contains("Okafor"))
      try await desk.nameProviderInMessages(true, by: cast.mills)
      try await desk.editReminderRule(rule.id, ReminderDraft(ahead: day, channel: .email), by: cast.mills)
      #expect(try await written(physical, cast, at: due.advanced(byMinutes: 1)) == 1)
      #expect(try await written(physical, cast, at: physical.start.advanced(byMinutes: -day)) == 2)
      try await desk.sendMessages(through: outside.outbox())
      #expect(await outside.taken.last?.words.contains("You will see Dr. A. Okafor.") == true)
      await #expect(throws: InvalidInput.self) {
        try await desk.addReminderRule(ReminderDraft(ahead: 10), by: cast.mills)
      }
      await #expect(throws: Forbidden.self) {
        try await desk.addReminderRule(ReminderDraft(ahead: 60), by: cast.ortega)
      }
    }
  }
}
