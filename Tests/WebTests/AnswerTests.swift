import Kernel
import Practice
import Store
import Support
import Testing

@testable import Web

@Suite struct AnswerTests {
  struct Crash: Error {}
  struct Taken: Refusal { let sentence = "That time was just taken. Pick <another>." }

  private static let routes: [Route] = [
    .get("/conflict", .public) { _ in throw Taken() },
    .get("/invalid", .public) { _ in throw InvalidInput("born", "There is no such day.") },
    .get("/missing", .public) { _ in throw NotFound("patient") },
    .get("/away", .public) { _ in throw StoreError(.unavailable, "host=10.0.0.7 password=hush") },
    .get("/full", .public) { _ in throw StoreError(.full, "SQLITE_FULL") },
    .get("/busy", .public) { _ in throw StoreError(.busy, "SQLITE_BUSY") },
    .get("/broken", .public) { _ in throw StoreError(.check, "patient_born") },
    .get("/crash", .public) { _ in throw Crash() },
    .get("/decoding", .public) { _ in
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "Ruth Cohen"))
    },
    .post("/form", .public) { web in
      try await web.attempt {
        _ = try web.form.all({ try $0.text("name", max: 5) }, { try $0.day("born") })
        return .seeOther("/done")
      } refused: { problems in
        "<p>\(web.form["name"])|\(problems["born"] ?? "")|\(problems.all.count)</p>"
      }
    },
  ]

  private func ask(_ path: String, asJSON: Bool = false, _ check: (Browser.Answer) throws -> Void)
    async throws
  {
    try await withOffice(routes: Self.routes) { office in
      try check(
        try await office.browser().get(path, ["Accept": asJSON ? "application/json" : "text/html"]))
    }
  }

  @Test(arguments: [
    ("/conflict", 409), ("/invalid", 422), ("/missing", 404), ("/away", 503), ("/full", 507), ("/busy", 503),
    ("/broken", 500), ("/crash", 500), ("/decoding", 400), ("/nowhere", 404),
  ])
  func `every error has its status, a page and a number`(_ path: String, _ status: Int) async throws {
    try await ask(path) { answer in
      #expect(answer.status == status)
      #expect(answer.text.contains("<h1>"))
      let number = try #require(answer.header("X-Request-Id"))
      #expect(number.count == 9)
      #expect(answer.text.contains(number) == (status == 500))
      for word in ["10.0.0.7", "hush", "SQLITE", "Crash", "Cohen", "patient_born"] {
        #expect(!answer.text.contains(word))
      }
      if status == 503 { #expect(answer.header("Retry-After") != nil) }
    }
  }

  @Test func `a script that asks for JSON gets the sentence as JSON`() async throws {
    try await ask("/conflict", asJSON: true) { answer in
      #expect(answer.status == 409)
      #expect(answer.text == #"{"error":"That time was just taken. Pick <another>."}"#)
    }
  }

  @Test func `a refusal on a page is escaped`() async throws {
    try await ask("/conflict") { #expect($0.text.contains("Pick &lt;another&gt;.")) }
  }

  @Test func `a refused form comes back with what was typed and every problem`() async throws {
    try await withOffice(routes: Self.routes + officeRoutes) { office in
      let browser = office.browser()
      _ = try await browser.get("/sign-in")
      let answer = try await browser.post("/form", ["name": "<Ruth>", "born": "30 Feb"])
      #expect(answer.status == 422)
      #expect(answer.text.hasPrefix("<p>&lt;Ruth&gt;|“30 Feb” is not a day"))
      #expect(answer.text.hasSuffix("|2</p>"))
    }
  }

  @Test func `every answer carries the headers that keep it in its place`() async throws {
    try await withOffice(routes: Self.routes + officeRoutes) { office in
      let browser = office.browser()
      for path in ["/sign-in", "/crash", "/nowhere", "/health", "/account", "/public/app.css"] {
        let answer = try await browser.get(path)
        let policy = try #require(answer.header("Content-Security-Policy"))
        #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self'"))
        #expect(!policy.contains("unsafe"))
        #expect(answer.header("X-Content-Type-Options") == "nosniff")
        #expect(answer.header("Referrer-Policy") == "same-origin")
        #expect(answer.header("Cross-Origin-Opener-Policy") == "same-origin")
        #expect(answer.header("Cross-Origin-Resource-Policy") == "same-origin")
        #expect(answer.header("Permissions-Policy") != nil)
        #expect(answer.header("Strict-Transport-Security") == nil)
        if !path.hasPrefix("/public") { #expect(answer.header("Cache-Control") == "no-store") }
      }
    }
  }
}
