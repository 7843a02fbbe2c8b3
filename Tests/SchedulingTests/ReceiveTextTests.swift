import Kernel
import Post
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `Answers by text message` {
  private func phone(_ last: Int = 101) -> PhoneNumber {
    guard let phone = PhoneNumber("617 555 0\(last)") else { preconditionFailure("not a number") }
    return phone
  }

  /// Ann, who was reminded by text of tomorrow's visit.
  private func withAnn(
    _ engine: EngineKind, language: String = "",
    _ body: (Cast, Appointment, Outside) async throws -> Void
  ) async throws {
    try await withCast(engine) { cast in
      let outside = Outside()
      try await cast.practice.name("Riverside", by: .system("test"))
      let ann = try await cast.reachable("Ann", phone: "617 555 0101", language: language)
      let visit = try await cast.reminded(ann, cast.slot(9, days: 1))
      try await cast.scheduling.sendMessages(through: outside.outbox())
      try await body(cast, visit, outside)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a yes confirms the visit of the last reminder, once`(_ engine: EngineKind) async throws {
    try await withAnn(engine) { cast, visit, _ in
      let reply = try await cast.scheduling.receiveText(from: phone(), " c ", receipt: "SM1")
      #expect(reply == "Riverside: thank you, your visit Tue Nov 24, 9:00 am is confirmed.")
      #expect(try await cast.scheduling.receiveText(from: phone(), " c ", receipt: "SM1") == nil)
      let details = try await cast.scheduling.visit(visit.id, by: cast.ortega)
      #expect(details.visit.status == .confirmed)
      #expect(details.steps.last?.staffName == "Text message")
      #expect(details.answers.map(\.words) == [" c "])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a mother's yes confirms the visits of both children that she was reminded of`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let (desk, outside) = (cast.scheduling, Outside())
      try await cast.practice.name("Riverside", by: .system("test"))
      let old = try await cast.reminded(
        try await cast.reachable("Eva", phone: "617 555 0101"), cast.slot(11, days: 3))
      try await desk.sendMessages(through: outside.outbox())
      cast.clock.advance(minutes: 1440)
      let visits = [
        try await cast.reminded(
          try await cast.reachable("Ben", phone: "617 555 0101"), cast.slot(10, days: 2)),
        try await cast.reminded(
          try await cast.reachable("Ann", phone: "617 555 0101"), cast.slot(9, days: 2)),
      ]
      try await desk.sendMessages(through: outside.outbox())
      let reply = try await desk.receiveText(from: phone(), "C", receipt: "SM1")
      #expect(reply == "Riverside: thank you, 2 visits are confirmed, the first Wed Nov 25, 9:00 am.")
      for visit in visits {
        #expect(try await desk.visit(visit.id, by: cast.ortega).visit.status == .confirmed)
      }
      // That reminder was of another day; nobody asked her about it now.
      #expect(try await desk.visit(old.id, by: cast.ortega).visit.status == .booked)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a yes in Spanish is answered in Spanish`(_ engine: EngineKind) async throws {
    try await withAnn(engine, language: "es") { cast, visit, _ in
      let reply = try await cast.scheduling.receiveText(from: phone(), "¡Sí!", receipt: "SM1")
      #expect(reply == "Riverside: gracias, su cita mar 24 nov, 9:00 am queda confirmada.")
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `stop is answered once and kept to, and start takes it back`(_ engine: EngineKind) async throws {
    try await withAnn(engine) { cast, visit, outside in
      let desk = cast.scheduling
      let stopped = try await desk.receiveText(from: phone(), "Stop.", receipt: "SM1")
      #expect(stopped?.contains("no more text messages") == true)
      #expect(try await desk.receiveText(from: phone(), "STOP", receipt: "SM2") == nil)
      try await desk.remind(visit.id, by: cast.ortega)
      #expect(try await cast.waiting() == [.desk("Has stopped text messages.")])
      #expect(try await desk.receiveText(from: phone(), "Hello?", receipt: "SM3") == nil)
      #expect(try await desk.receiveText(from: phone(), "start", receipt: "SM4")?.contains("again") == true)
      #expect(try await desk.receiveText(from: phone(), "start", receipt: "SM5") == nil)
      cast.clock.advance(minutes: 1440 + 10)
      try await desk.sendMessages(through: outside.outbox())
      #expect(await outside.taken.count == 2)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `who asks at the desk for text messages gets them again, and it is noted who lifted it`(
    _ engine: EngineKind
  ) async throws {
    try await withAnn(engine) { cast, visit, _ in
      let desk = cast.scheduling
      _ = try await desk.receiveText(from: phone(), "STOP", receipt: "SM1")
      let stops = try await desk.textStops(of: visit.patient, by: cast.ortega)
      #expect(stops.map(\.how) == ["answered STOP"])
      await #expect(throws: Forbidden.permission(.editPatients)) {
        try await desk.liftTextStop(
          on: phone(), of: visit.patient, by: cast.ortega.keptTo([.seePatients]))
      }
      await #expect(throws: NotFound("number")) {
        try await desk.liftTextStop(on: phone(), of: cast.ruth.id, by: cast.ortega)
      }
      try await desk.liftTextStop(on: phone(), of: visit.patient, by: cast.ortega)
      try await desk.liftTextStop(on: phone(), of: visit.patient, by: cast.ortega)
      #expect(try await desk.textStops(of: visit.patient, by: cast.ortega).isEmpty)
      let how: String? = try await cast.store.read { try $0.value("SELECT undone_how FROM text_stop") }
      #expect(how == "asked for it in person, noted by Maria Ortega")
      #expect(try await cast.actions("text_stop.%") == ["text_stop.lifted "])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `who stopped at the gateway itself gets no more`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let outside = Outside()
      await outside.say(.stopped)
      let ann = try await cast.reachable("Ann", phone: "617 555 0101", email: "ann@example.com")
      try await cast.reminded(ann, cast.slot(9, days: 1))
      try await cast.scheduling.sendMessages(through: outside.outbox())
      await outside.say(nil)
      try await cast.reminded(ann, cast.slot(10, days: 1))
      try await cast.scheduling.sendMessages(through: outside.outbox())
      #expect(await outside.taken.map(\.to) == ["+16175550101", "ann@example.com"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `anything else is put before a person`(_ engine: EngineKind) async throws {
    try await withAnn(engine) { cast, visit, _ in
      let desk = cast.scheduling
      let reply = try await desk.receiveText(from: phone(), "Can I bring my son?", receipt: "SM1")
      #expect(reply?.contains("911") == true)
      _ = try await desk.receiveText(from: phone(199), "Who is this", receipt: "SM2")
      let answers = try await desk.answers(at: cast.riverside.id, by: cast.ortega)
      #expect(answers.map(\.words) == ["Who is this", "Can I bring my son?"])
      #expect(answers.map { $0.name?.given } == [nil, "Ann"])
      let work = try await cast.practice.openWork(by: cast.ortega).filter { $0.kind == "text.answer" }
      #expect(work.count == 2)
      #expect(
        !work.contains { $0.reason.contains("son") || $0.title.contains("son") || $0.link.contains("555") })
      #expect(try await desk.visit(visit.id, by: cast.ortega).visit.status == .booked)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `help says who writes and how to end it`(_ engine: EngineKind) async throws {
    try await withAnn(engine) { cast, _, _ in
      let reply = try #require(try await cast.scheduling.receiveText(from: phone(), "help", receipt: "SM1"))
      #expect(reply.hasPrefix("Riverside: ") && reply.contains("STOP"))
    }
  }

  @Test(arguments: [
    ("C", TextAnswer.confirm), ("yes!", .confirm), ("Sí", .confirm), ("STOP", .stop), ("Opt out", .stop),
    ("cancel", .stop), ("End", .stop), ("unsubscribe", .stop), ("revoke", .stop), ("quit", .stop),
    ("Alto", .stop),
    ("UNSTOP", .start), ("Help", .help), ("ayuda", .help), ("Please cancel my visit", .other), ("", .other),
    ("no", .other), ("👍", .other),
  ])
  func `only whole answers are understood`(words: String, meaning: TextAnswer) {
    #expect(TextAnswer(words) == meaning)
  }
}
