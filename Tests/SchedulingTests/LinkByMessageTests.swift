import Kernel
import Post
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `A link that is asked for` {
  @Test(arguments: EngineKind.underTest)
  func `goes to the number or address on file, in the patient's language`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let outside = Outside()
      _ = try await cast.reachable("Ana", phone: "(617) 555-0144", language: "es")
      _ = try await cast.reachable("Ben", email: "Ben@Example.org")
      try await cast.ask(phone: "617 555 0144")
      try await cast.ask(email: "ben@example.ORG")
      try await cast.sendLinks(outside)
      try await cast.sendLinks(outside)
      let taken = await outside.taken
      #expect(taken.map(\.to) == ["+16175550144", "ben@example.org"])
      #expect(taken[0].words.contains("su pagina: https://office.example.org/my/"))
      #expect(taken[1].words.contains("It opens with the patient’s date of birth"))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `goes nowhere for a wrong date, a foreign number, a stopped one, or two who share both`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let outside = Outside()
      _ = try await cast.reachable("Ana", phone: "(617) 555-0144")
      try await cast.ask(phone: "617 555 0144", born: "1970-01-02")
      try await cast.ask(phone: "617 555 0145")
      _ = try await cast.reachable("Cleo", phone: "(617) 555-0146", mayText: false)
      try await cast.ask(phone: "617 555 0146")
      _ = try await cast.reachable("Dee", email: "family@example.org")
      _ = try await cast.reachable("Eve", email: "family@example.org")
      try await cast.ask(email: "family@example.org")
      let moment = cast.clock.now
      try await cast.store.write { tx in
        try tx.stopTexts(to: try #require(PhoneNumber("617 555 0144")), how: "test", at: moment)
      }
      try await cast.ask(phone: "617 555 0144")
      try await cast.sendLinks(outside)
      #expect(await outside.taken.isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is sent once in ten minutes, and ten times an hour from one place`(_ engine: EngineKind) async throws
  {
    try await withCast(engine) { cast in
      let outside = Outside()
      _ = try await cast.reachable("Ana", phone: "(617) 555-0144")
      for _ in 1...9 { try await cast.ask(phone: "617 555 0144") }
      try await cast.sendLinks(outside)
      #expect(await outside.taken.count == 1)
      cast.clock.advance(minutes: 11)
      try await cast.ask(phone: "617 555 0144")
      try await cast.sendLinks(outside)
      #expect(await outside.taken.count == 2)
      await #expect(throws: OnlineRefused.busy) { try await cast.ask(phone: "617 555 0144") }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is tried again when the gateway is busy`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let outside = Outside()
      _ = try await cast.reachable("Ana", phone: "(617) 555-0144")
      try await cast.ask(phone: "617 555 0144")
      await outside.say(.later("Busy"))
      try await cast.sendLinks(outside)
      await outside.say(nil)
      try await cast.sendLinks(outside)
      try await cast.sendLinks(outside)
      #expect(await outside.taken.count == 2)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is sent once by two servers, and by the way that is set up`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let outside = Outside()
      _ = try await cast.reachable("Ana", phone: "(617) 555-0144", email: "ana@example.org")
      try await cast.ask(phone: "617 555 0144", email: "ana@example.org", reach: [.email])
      let other = Scheduling(store: cast.store, now: { cast.clock.now })
      try await withThrowingTaskGroup { group in
        for desk in [cast.scheduling, other, cast.scheduling, other] {
          group.addTask { try await desk.sendLinks(through: outside.outbox([.email])) }
        }
        try await group.waitForAll()
      }
      #expect(await outside.taken.map(\.to) == ["ana@example.org"])
      await #expect(throws: NotFound.self) { try await cast.ask(phone: "617 555 0144", reach: []) }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is not sent any more after a quarter of an hour`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let outside = Outside()
      _ = try await cast.reachable("Ana", phone: "(617) 555-0144")
      try await cast.ask(phone: "617 555 0144")
      cast.clock.advance(minutes: 16)
      try await cast.sendLinks(outside)
      #expect(await outside.taken.isEmpty)
    }
  }

  @Test func `fits into one text message whatever the practice is called`() throws {
    let link = "https://" + String(repeating: "a", count: 42) + "/my/" + String(repeating: "0", count: 48)
    for tongue in Tongue.allCases {
      let words = LinkWords(practice: "Ärztehaus “Zum Langen Namen” of Ashby Harbor", tongue: tongue)
      let text = try #require(words.text(link))
      #expect(try #require(TextLength.count(text)) <= TextLength.most)
    }
  }
}

extension Cast {
  fileprivate func ask(
    phone: String = "", email: String = "", born: String = "1970-01-01", reach: Reach = [.text, .email]
  ) async throws {
    try await scheduling.askForLink(
      birthDate: try #require(LocalDay(born)), phone: PhoneNumber(phone), email: email, reach: reach,
      address: "192.0.2.7", request: "")
  }

  fileprivate func sendLinks(_ outside: Outside) async throws {
    try await scheduling.sendLinks(through: outside.outbox())
  }
}
