import Kernel
import Post
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `When nothing goes out` {
  @Test(arguments: EngineKind.underTest)
  func `a wrong password ends no message: the manager reads why, and once it is right all go out`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let (desk, outside) = (cast.scheduling, Outside())
      let began = cast.clock.now
      try await cast.reminded(try await cast.reachable("Ann", phone: "617 555 0101"), cast.slot(9, days: 1))
      try await cast.reminded(try await cast.reachable("Ben", phone: "617 555 0102"), cast.slot(10, days: 1))
      try await cast.reminded(
        try await cast.reachable("Dee", email: "dee@example.com"), cast.slot(11, days: 1))
      #expect(try await desk.sendingTroubles(by: cast.mills).isEmpty)
      try await desk.sendMessages(through: outside.outbox([.email]))
      await outside.say(.later("The gateway did not take the name or the password."))
      for _ in 0..<120 {
        try await desk.sendMessages(through: outside.outbox([.text]))
        cast.clock.advance(minutes: 1)
      }
      #expect(
        try await desk.sendingTroubles(by: cast.mills) == [
          SendingTrouble(
            channel: .text, reason: "The gateway did not take the name or the password.", since: began,
            waiting: 2)
        ])
      await #expect(throws: Forbidden.self) { try await desk.sendingTroubles(by: cast.ortega) }
      await outside.say(nil)
      cast.clock.advance(minutes: 30)
      try await desk.sendMessages(through: outside.outbox([.text]))
      #expect(try await cast.waiting().isEmpty)
      #expect(try await desk.sendingTroubles(by: cast.mills).isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `nothing leaves the demo, whose numbers may be somebody's`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let (desk, outside) = (cast.scheduling, Outside())
      try await cast.practice.name("Harbor Point", demo: true, by: .system("test"))
      let ann = try await cast.reachable("Ann", phone: "617 555 0101")
      try await cast.reminded(ann, cast.slot(9, days: 1))
      try await desk.askForLink(
        birthDate: try #require(LocalDay("1970-01-01")), phone: ann.facts.phones.first?.number, email: "",
        reach: [.text], address: "", request: "")
      try await desk.sendMessages(through: outside.outbox())
      try await desk.sendLinks(through: outside.outbox())
      let before = try await desk.messages(at: cast.riverside.id, by: cast.ortega).count
      cast.clock.advance(minutes: 20)
      try await desk.writeReminders()
      #expect(await outside.taken.isEmpty)
      #expect(try await desk.messages(at: cast.riverside.id, by: cast.ortega).count == before)
      #expect(try await desk.ways(of: [.text, .email]).isEmpty)
    }
  }
}
