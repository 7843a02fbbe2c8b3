import Kernel
import Practice
import Store
import Support
import Testing

@testable import Web

@Suite struct LiveTests {
  private func brisk() -> WebOptions {
    var options = WebOptions()
    options.heartbeat = .milliseconds(20)
    return options
  }

  @Test(arguments: EngineKind.underTest)
  func `who watches a day hears that it changed, and nothing of other days`(_ engine: EngineKind) async throws
  {
    try await withOffice(engine) { office in
      let browser = try await office.browser(of: .frontDesk)
      let topic = "schedule:\(office.place.id):2026-11-23"
      var pieces = try await browser.listen("/live?topic=\(topic)").makeAsyncIterator()
      #expect(await pieces.next()?.contains("event: hello") == true)
      try await office.store.write { tx in
        try tx.announce("schedule:\(office.place.id):2026-11-24")
        try tx.announce(topic)
      }
      #expect(await pieces.next() == "event: changed\ndata: \(topic)\n\n")
    }
  }

  /// Listens until the stream ends, does something at the third heartbeat, and gives how many there were.
  private func beats(
    _ browser: Browser, _ office: TestOffice, atTheThird deed: () async throws -> Void
  ) async throws -> Int {
    let stream = try await browser.listen("/live?topic=schedule:\(office.place.id):2026-11-23")
    var beats = 0
    for await piece in stream where piece.hasPrefix(":") {
      beats += 1
      if beats == 3 { try await deed() }
    }
    return beats
  }

  @Test func `a stream ends with its session and does not keep it`() async throws {
    try await withOffice(options: brisk()) { office in
      let browser = try await office.browser(of: .frontDesk)
      let beats = try await beats(browser, office) { office.clock.advance(seconds: 901) }
      #expect(beats >= 3)
    }
  }

  @Test func `a stream ends for whoever may not see any more what it tells of`() async throws {
    try await withOffice(options: brisk()) { office in
      let browser = try await office.browser(of: .frontDesk)
      let beats = try await beats(browser, office) {
        try await office.store.write {
          try $0.run("UPDATE staff SET roles = 'auditor' WHERE login = 'front_desk'")
        }
      }
      #expect(beats >= 3)
      #expect(try await browser.get("/account").status == 200)
    }
  }

  @Test(arguments: [
    "", "?topic=", "?topic=patients", "?topic=operations", "?topic=schedule:x:2026-11-23",
    "?topic=schedule:0198c0de-0000-7000-8000-000000000000:2026-02-30",
  ])
  func `a topic that is none, or not one's own, is not there`(_ query: String) async throws {
    try await withOffice { office in
      let browser = try await office.browser(of: .frontDesk)
      #expect(try await browser.get("/live\(query)").status == 404)
    }
  }

  @Test func `who works at one place does not watch another`() async throws {
    try await withOffice { office in
      let other = try await office.practice.addLocation(
        LocationDraft(name: "Harbor", zone: "America/New_York"), by: .system("test"))
      _ = try await office.practice.hire(
        StaffDraft(login: "harbor", name: "Lea Brandt", roles: [.frontDesk], locations: [other.id]),
        password: TestOffice.password, mustChange: false, by: .system("test"))
      let browser = office.browser()
      try await browser.signIn("harbor")
      let answer = try await browser.get("/live?topic=schedule:\(office.place.id):2026-11-23")
      #expect(answer.status == 404)
    }
  }

  @Test func `two hundred open pages hear of one change`() async throws {
    try await withOffice { office in
      let browser = try await office.browser(of: .frontDesk)
      let topic = "schedule:\(office.place.id):2026-11-23"
      var streams: [AsyncStream<String>] = []
      for _ in 0..<200 { streams.append(try await browser.listen("/live?topic=\(topic)")) }
      let heard = try await withThrowingTaskGroup(of: Bool.self) { group in
        for stream in streams {
          group.addTask {
            for await piece in stream where piece.hasPrefix("event: changed") { return true }
            return false
          }
        }
        try await office.store.write { try $0.announce(topic) }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(heard == 200)
    }
  }
}
