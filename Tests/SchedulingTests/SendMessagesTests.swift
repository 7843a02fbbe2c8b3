import Kernel
import Post
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `Messages leave the house` {
  @Test(arguments: EngineKind.underTest)
  func `by text where they agreed to that, by e-mail else, and the desk calls the rest`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let outside = Outside()
      try await cast.practice.name("Riverside Family", by: .system("test"))
      let ann = try await cast.reachable("Ann", phone: "617 555 0101", email: "ann@example.com")
      let ben = try await cast.reachable(
        "Ben", phone: "617 555 0102", mayText: false, email: "ben@example.com")
      let cas = try await cast.reachable("Cas", phone: "617 555 0103", prefers: .call)
      let dee = try await cast.reachable(
        "Dee", phone: "617 555 0104", email: "dee@example.com", prefers: .email)
      let visit = try await cast.reminded(ann, cast.slot(9, days: 1))
      for (patient, hour) in [(ben, 10), (cas, 11), (dee, 14), (cast.ruth, 15)] {
        try await cast.reminded(patient, cast.slot(hour, days: 1))
      }
      try await cast.scheduling.sendMessages(through: outside.outbox())
      let taken = await outside.taken
      #expect(taken.map(\.to) == ["+16175550101", "ben@example.com", "dee@example.com"])
      #expect(
        taken[0].words
          == "Riverside Family: visit Tue Nov 24, 9:00 am. Reply C to confirm. "
          + "https://office.example.org/my/0123456789abcdef STOP ends these")
      #expect(taken[1].words.contains("Your visit at Riverside Family\nDear Ben,"))
      #expect(taken[1].words.contains("Tuesday, 24 November 2026, at 10:00 am"))
      #expect(!taken.contains { $0.words.contains("Okafor") || $0.words.contains("Follow-up") })
      #expect(
        try await cast.waiting() == [
          .desk("Wants to be called."), .desk("Neither a number for text messages nor an e-mail address."),
        ])
      let written = try await cast.scheduling.visit(visit.id, by: cast.ortega).messages
      #expect(written.map(\.sentBy) == [.text])
      let sent = try await cast.scheduling.sentMessages(
        on: cast.today, at: cast.riverside.id, by: cast.ortega)
      #expect(Set(sent.map(\.channel)) == [.text, .email])
      try await cast.scheduling.sendMessages(through: outside.outbox())
      #expect(await outside.taken.count == 3)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `nothing is sent where nothing is set up`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let outside = Outside()
      try await cast.reminded(try await cast.reachable("Ann", phone: "617 555 0101"), cast.slot(9, days: 1))
      try await cast.scheduling.sendMessages(through: outside.outbox([]))
      #expect(await outside.taken.isEmpty)
      #expect(try await cast.waiting([]) == [.desk("")])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `two servers at once send each message once`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let outside = Outside()
      for number in 0..<8 {
        let patient = try await cast.reachable(
          "Ann" + String(repeating: "a", count: number), phone: "617 555 010\(number)")
        try await cast.reminded(patient, cast.slot(9 + number % 3, number / 3 % 2 * 30, days: 1 + number / 6))
      }
      let other = Scheduling(store: cast.store, now: { cast.clock.now })
      try await withThrowingTaskGroup(of: Void.self) { group in
        for desk in [cast.scheduling, other, cast.scheduling, other] {
          group.addTask { try await desk.sendMessages(through: outside.outbox()) }
        }
        try await group.waitForAll()
      }
      let to = await outside.taken.map(\.to)
      #expect(to.count == 8)
      #expect(Set(to).count == 8)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `what was refused stays with the desk and says why`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let outside = Outside()
      await outside.say(.refused("This number takes no text messages."))
      try await cast.reminded(try await cast.reachable("Ann", phone: "617 555 0101"), cast.slot(9, days: 1))
      try await cast.scheduling.sendMessages(through: outside.outbox())
      #expect(
        try await cast.waiting() == [
          .desk("The text message failed: This number takes no text messages. Please call.")
        ])
      await outside.say(nil)
      cast.clock.advance(minutes: 120)
      try await cast.scheduling.sendMessages(through: outside.outbox())
      #expect(await outside.taken.count == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `what was not taken is tried again at longer and longer times, and after six the desk calls meanwhile`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let outside = Outside()
      await outside.say(.later("The gateway does not answer."))
      try await cast.reminded(try await cast.reachable("Ann", phone: "617 555 0101"), cast.slot(9, days: 1))
      var tries: [Int] = []
      for minute in 0..<80 {
        let before = await outside.taken.count
        try await cast.scheduling.sendMessages(through: outside.outbox())
        if await outside.taken.count > before { tries.append(minute) }
        cast.clock.advance(minutes: 1)
      }
      #expect(tries == [0, 1, 3, 7, 15, 31, 63])
      #expect(
        try await cast.waiting() == [
          .desk("The text message failed 7 times: The gateway does not answer. Please call.")
        ])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `what may have been sent is never sent again unseen`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let outside = Outside()
      try await cast.reminded(try await cast.reachable("Ann", phone: "617 555 0101"), cast.slot(9, days: 1))
      let id = try #require(
        try await cast.scheduling.messages(at: cast.riverside.id, by: cast.ortega).first?.id)
      let began = cast.clock.now
      // As a server leaves it that loses its power in between.
      try await cast.store.write { tx in
        try tx.run(
          """
          INSERT INTO message_sending (message, number, channel, begun_at, outcome, reason, receipt)
          VALUES (\(id), 1, 'text', \(began), 'begun', '', '')
          """)
      }
      try await cast.scheduling.sendMessages(through: outside.outbox())
      cast.clock.advance(minutes: 6)
      try await cast.scheduling.sendMessages(through: outside.outbox())
      #expect(await outside.taken.isEmpty)
      #expect(
        try await cast.waiting() == [
          .desk("The text message failed: The server stopped while it was sent. Please call.")
        ])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `nothing goes out at night by the place's own clock`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let outside = Outside()
      let eight = cast.clock.now
      try await cast.reminded(try await cast.reachable("Ann", phone: "617 555 0101"), cast.slot(9, days: 1))
      try await cast.reminded(try await cast.reachable("Ben", phone: "617 555 0102"), cast.slot(8, days: 1))
      for minute in [13 * 60, 15 * 60, 23 * 60 + 59] {
        cast.clock.set(eight.advanced(byMinutes: minute))
        try await cast.scheduling.sendMessages(through: outside.outbox())
      }
      #expect(await outside.taken.isEmpty)
      #expect(
        try await cast.waiting() == [
          .desk("It would be sent too late, since nothing is sent at night."),
          .waits(eight.advanced(byMinutes: 1440), "nothing is sent at night"),
        ])
      cast.clock.set(eight.advanced(byMinutes: 1440))
      try await cast.scheduling.sendMessages(through: outside.outbox())
      #expect(await outside.taken.map(\.to) == ["+16175550101"])
    }
  }

  @Test func `eight in the morning is eight where the office is`() throws {
    let eastern = Instant(milliseconds: 1_795_438_800_000)
    for (name, hours) in [("America/New_York", 0), ("America/Chicago", 1), ("America/Los_Angeles", 3)] {
      let zone = try #require(Zone(name))
      #expect(SendingHours.next(from: eastern, in: zone) == eastern.advanced(byMinutes: hours * 60))
    }
    let honolulu = try #require(Zone("Pacific/Honolulu"))
    #expect(SendingHours.next(from: eastern, in: honolulu) == eastern.advanced(byMinutes: 5 * 60))
  }

  @Test(arguments: EngineKind.underTest)
  func `a second reminder on one day goes another way`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let outside = Outside()
      let ann = try await cast.reachable("Ann", phone: "617 555 0101")
      let ben = try await cast.reachable("Ben", phone: "617 555 0102", email: "ben@example.com")
      for (patient, hour) in [(ann, 9), (ann, 10), (ben, 11), (ben, 14)] {
        try await cast.reminded(patient, cast.slot(hour, days: 1))
        try await cast.scheduling.sendMessages(through: outside.outbox())
      }
      #expect(await outside.taken.map(\.to) == ["+16175550101", "+16175550102", "ben@example.com"])
      #expect(
        try await cast.waiting() == [.desk("Had as many reminders by text message as are allowed.")])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `the dead get nothing, and what is not true any more is not sent`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let (desk, outside) = (cast.scheduling, Outside())
      let ann = try await cast.reachable("Ann", phone: "617 555 0101")
      let ben = try await cast.reachable("Ben", phone: "617 555 0102")
      try await cast.reminded(ann, cast.slot(9, days: 1))
      try await cast.reminded(ben, cast.slot(8, 30))
      var draft = PatientDraft(ann.facts)
      draft.hasDied = true
      _ = try await cast.records.edit(ann.id, seen: ann.version, draft, by: cast.ortega)
      cast.clock.advance(minutes: 45)
      try await desk.sendMessages(through: outside.outbox())
      #expect(await outside.taken.isEmpty)
      #expect(try await cast.waiting().isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `what moved and what is cancelled is said in the patient's language, once nobody takes it back`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let (desk, outside) = (cast.scheduling, Outside())
      try await cast.practice.name("Riverside", by: .system("test"))
      let ana = try await cast.reachable("Ana", phone: "617 555 0101", language: "es")
      let visit = try await desk.book(cast.ask(ana, cast.slot(9, days: 1)), by: cast.ortega)
      _ = try await desk.moveTogether(
        [VisitMove(visit.id, to: cast.slot(14, days: 2), seen: 1)], telling: true, by: cast.mills)
      try await desk.sendMessages(through: outside.outbox())
      #expect(await outside.taken.isEmpty)
      cast.clock.advance(minutes: 2)
      try await desk.sendMessages(through: outside.outbox())
      _ = try await desk.cancelTogether(
        [(visit.id, seen: nil)], because: .practice, telling: true, by: cast.mills)
      cast.clock.advance(minutes: 2)
      try await desk.sendMessages(through: outside.outbox())
      let words = await outside.taken.map(\.words)
      #expect(words.count == 2)
      #expect(words.first?.hasPrefix("Riverside: su cita es ahora mie 25 nov, 2:00 pm.") == true)
      #expect(words.last?.hasPrefix("Riverside: su cita mie 25 nov, 2:00 pm fue cancelada.") == true)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `what waited for the desk while nothing was set up is not sent once its time is over`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let (desk, outside) = (cast.scheduling, Outside())
      let ann = try await cast.reachable("Ann", phone: "617 555 0101")
      let ben = try await cast.reachable("Ben", phone: "617 555 0102")
      let cancelled = try await desk.book(cast.ask(ann, cast.slot(9, days: 1)), by: cast.ortega)
      _ = try await desk.cancelTogether(
        [(cancelled.id, seen: nil)], because: .practice, telling: true, by: cast.mills)
      let first = try await desk.book(cast.ask(cast.grace, cast.slot(8)), by: cast.ortega)
      try await desk.book(cast.ask(ben, cast.slot(9)), by: cast.ortega)
      cast.clock.advance(minutes: 55)
      try await desk.advance(first.id, to: .started, by: cast.ortega)
      try await desk.warn(of: cast.okafor.id, on: cast.today, at: cast.riverside.id, by: cast.ortega)
      #expect(try await cast.waiting().count == 2)
      cast.clock.advance(minutes: 60 * 24 * 90)
      try await desk.sendMessages(through: outside.outbox())
      #expect(await outside.taken.isEmpty)
      #expect(try await cast.waiting().isEmpty)
    }
  }
}
