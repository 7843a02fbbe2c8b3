import Kernel
import Logging
import Practice
import Store
import Support
import Testing

@testable import Web

@Suite struct WatchPagesTests {
  @Test(arguments: EngineKind.underTest)
  func `Omar reads the trail by person, deed and day, page by page`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let browser = try await office.browser(of: .auditor)
      let grace = try #require(office.people[.manager])
      for number in 1...120 {
        try await office.practice.name("Riverside \(number)", by: grace)
        office.clock.advance(seconds: 1)
      }
      let first = try await browser.get(
        "/audit?staff=\(grace.staff)&deed=practice&from=2026-11-23&to=2026-11-23")
      #expect(first.text.contains("Riverside 120") && !first.text.contains("Riverside 20 "))
      let older = try #require(first.text.firstMatch(of: /href="(\/audit\?[^"]*before=[^"]*)"/)?.1)
      let second = try await browser.get(String(older).replacing("&amp;", with: "&"))
      #expect(second.text.contains("Riverside 1 ·") || second.text.contains("Riverside 1<"))
      let none = try await browser.get("/audit?from=2026-11-24")
      #expect(none.text.contains("Nothing in the trail answers this"))
    }
  }

  @Test(arguments: [
    "from=2026-02-30", "from=2026-11-24&to=2026-11-23", "staff=1", "patient='%20OR%201=1", "before=x",
    "deed=%25%27%3B--%00",
  ])
  func `a hostile question is refused in words`(_ query: String) async throws {
    try await withOffice { office in
      let answer = try await office.browser(of: .auditor).get("/audit?\(query)")
      #expect(answer.status == 422 && answer.text.contains("One thing needs another look"))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `Ada sees the job that was given up and sends it on its way again`(_ engine: EngineKind) async throws {
    struct Failure: Error {}
    try await withOffice(engine) { office in
      let moment = office.clock.now
      try await office.store.write { tx in
        try tx.enqueue(Job(kind: "remind", key: "1", due: moment), at: moment)
      }
      let runner = JobRunner(
        store: office.store, handlers: ["remind": { _ in throw Failure() }], now: { office.clock.now },
        log: .init(label: "test"))
      for _ in 0..<12 {
        _ = try await runner.runDue()
        office.clock.advance(seconds: 3601)
      }
      let browser = office.browser()
      try await browser.signIn("administrator")
      let page = try await browser.get("/operations")
      #expect(page.text.contains("1 given up") && page.text.contains("12 attempts"))
      let retry = try #require(page.text.firstMatch(of: /\/operations\/jobs\/[0-9a-f-]{36}\/retry/)?.output)
      let done = try await browser.post(String(retry))
      #expect(try await browser.follow(done).text.contains("Nothing was given up"))
      let twice = try await browser.post(String(retry))
      #expect(twice.status == 409 && twice.text.contains("not given up any more"))
    }
  }
}
