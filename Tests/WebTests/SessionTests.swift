import HTTPTypes
import Kernel
import Practice
import Store
import Support
import Testing

@testable import Web

@Suite struct SessionTests {
  @Test(arguments: EngineKind.underTest)
  func `Maria signs in, comes to her first page and signs out`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let browser = office.browser()
      let first = try await browser.get("/schedule?day=2026-11-24")
      #expect(first.location == "/sign-in?next=%2Fschedule%3Fday%3D2026-11-24")
      let answer = try await browser.signIn("front_desk")
      #expect(answer.status == 303 && answer.location == "/")
      let account = try await browser.get("/account")
      #expect(account.text.contains("Maria Ortega"))
      #expect(try await browser.post("/sign-out").location == "/sign-in")
      #expect(try await browser.get("/account").location == "/sign-in?next=%2Faccount")
    }
  }

  @Test func `the cookie is out of reach of scripts, other sites and the network`() async throws {
    var options = WebOptions()
    options.isTLS = true
    try await withOffice(options: options) { office in
      let browser = office.browser()
      let answer = try await browser.signIn("front_desk")
      let cookie = try #require(answer.headers[values: .setCookie].first { $0.hasPrefix("__Host-foyer=") })
      for word in ["Path=/", "HttpOnly", "SameSite=Lax", "Secure"] { #expect(cookie.contains(word)) }
      #expect(!cookie.contains("Domain"))
      #expect(try await browser.get("/account").header("Strict-Transport-Security") != nil)
    }
  }

  @Test func `a wrong password is told at the field's form, with the login kept`() async throws {
    try await withOffice { office in
      let browser = office.browser()
      let answer = try await browser.signIn("front_desk", "not her password at all")
      #expect(answer.status == 422)
      #expect(answer.text.contains("The login or the password is not right"))
      #expect(answer.text.contains("value=\"front_desk\""))
      #expect(!answer.text.contains("not her password"))
    }
  }

  @Test func `signing in leads where one wanted to go, and nowhere else`() async throws {
    try await withOffice { office in
      let browser = office.browser()
      _ = try await browser.get("/sign-in?next=%2Faccount%2Fpassword")
      let next = try #require(await browser.page?.hidden("next"))
      let there = try await browser.post(
        "/sign-in", ["login": "nurse", "password": TestOffice.password, "next": next])
      #expect(there.location == "/account/password")
      let other = office.browser()
      _ = try await other.get("/sign-in")
      let home = try await other.post(
        "/sign-in", ["login": "nurse", "password": TestOffice.password, "next": "//evil.example"])
      #expect(home.location == "/")
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `asking how long is left keeps nobody signed in, staying does`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let browser = try await office.browser(of: .nurse)
      office.clock.advance(seconds: 600)
      for _ in 0..<3 {
        #expect(try await browser.get("/session/left").text == #"{"seconds":300}"#)
      }
      _ = try await browser.get("/account", ["Foyer-Live": "1"])
      #expect(try await browser.get("/session/left").text == #"{"seconds":300}"#)
      _ = try await browser.get("/account")
      #expect(try await browser.get("/session/left").text == #"{"seconds":900}"#)
      office.clock.advance(seconds: 600)
      let stay = try await browser.post("/session/stay", [:], ["Accept": "application/json"])
      #expect(stay.text == #"{"seconds":900}"#)
      office.clock.advance(seconds: 901)
      #expect(try await browser.get("/session/left").status == 401)
      #expect(try await browser.get("/account").status == 303)
    }
  }

  @Test func `a form sent too late is kept through signing in again`() async throws {
    try await withOffice(routes: officeRoutes + [Self.notes]) { office in
      let browser = try await office.browser(of: .nurse)
      _ = try await browser.get("/account")
      office.clock.advance(seconds: 1000)
      let late = try await browser.post(
        "/notes", ["text": "Wants a <quiet> room & \"tea\"", "submission": "k1"])
      #expect(late.status == 401)
      let kept = try #require(late.hidden("kept"))
      let again = try await browser.post(
        "/sign-in",
        [
          "login": "nurse", "password": TestOffice.password, "kept": unescaped(kept), "kept_path": "/notes",
        ])
      #expect(again.status == 200)
      #expect(again.text.contains("action=\"/notes\""))
      let text = try #require(again.hidden("text"))
      let sent = try await browser.post("/notes", ["text": unescaped(text)])
      #expect(sent.text == "Wants a <quiet> room & \"tea\" k1")
    }
  }

  @Test func `a form from elsewhere is not kept`() async throws {
    try await withOffice(routes: officeRoutes + [Self.notes]) { office in
      let browser = office.browser()
      let answer = try await browser.post("/notes", ["text": "x"], ["Sec-Fetch-Site": "cross-site"])
      #expect(answer.status == 403 && answer.hidden("kept") == nil)
    }
  }

  @Test func `whoever was given a password chooses their own before anything else`() async throws {
    try await withOffice { office in
      let hired = try await office.practice.hire(
        StaffDraft(login: "new.hire", name: "Nia Holt", roles: [.frontDesk]), by: .system("test"))
      let browser = office.browser()
      try await browser.signIn("new.hire", hired.password)
      #expect(try await browser.get("/").location == "/account/password")
      #expect(try await browser.get("/account").location == "/account/password")
      let page = try await browser.get("/account/password")
      #expect(page.text.contains("Choose your own now"))
      let mistyped = try await browser.post(
        "/account/password",
        ["present": hired.password, "new": "one two three four", "again": "one two three"])
      #expect(mistyped.status == 422 && mistyped.text.contains("are not the same"))
      let done = try await browser.post(
        "/account/password",
        ["present": hired.password, "new": "a kettle and nine cups", "again": "a kettle and nine cups"])
      #expect(done.location == "/account")
      #expect(try await browser.follow(done).text.contains("Your password is changed"))
      #expect(try await !browser.get("/account").text.contains("Your password is changed"))
    }
  }

  @Test func `what is to be said waits for the page that the person sees`() async throws {
    try await withOffice { office in
      let browser = try await office.browser(of: .nurse)
      _ = try await browser.get("/account")
      let done = try await browser.post(
        "/account/password",
        [
          "present": TestOffice.password, "new": "a kettle and nine cups", "again": "a kettle and nine cups",
        ])
      // Meanwhile others change something, and what stands open fetches itself anew.
      #expect(try await browser.get("/walk-ins/again").status == 200)
      #expect(try await !browser.get("/account", ["Foyer-Live": "1"]).text.contains("is changed"))
      #expect(try await browser.follow(done).text.contains("Your password is changed"))
      #expect(try await !browser.get("/account").text.contains("Your password is changed"))
    }
  }

  @Test func `a second factor is set up, asked for, and a recovery code stands in for it`() async throws {
    try await withOffice { office in
      let browser = try await office.browser(of: .manager)
      _ = try await browser.get("/account")
      let offer = try await browser.post("/account/second-factor")
      let secret = try #require(offer.hidden("secret"))
      let wrong = try await browser.post(
        "/account/second-factor/confirmation", ["secret": secret, "address": "", "code": "000000"])
      #expect(wrong.status == 422 && wrong.hidden("secret") == secret)
      let seed = try #require(Base32.bytes(secret))
      let code = OneTimeCode(secret: seed).code(step: OneTimeCode.step(at: office.clock.now))
      let done = try await browser.post(
        "/account/second-factor/confirmation", ["secret": secret, "address": "", "code": code])
      #expect(done.status == 200)
      let codes = done.text.matches(of: /<li><code>([A-Z2-7-]+)<\/code>/).map { String($0.1) }
      #expect(codes.count == 10)
      let other = office.browser()
      let asked = try await other.signIn("manager")
      #expect(asked.status == 200 && asked.text.contains("One more step"))
      let ticket = try #require(asked.hidden("ticket"))
      let refused = try await other.post("/sign-in/code", ["ticket": ticket, "code": "123456"])
      #expect(refused.status == 422 && refused.hidden("ticket") == ticket)
      let isIn = try await other.post("/sign-in/code", ["ticket": ticket, "code": codes[0]])
      #expect(isIn.status == 303)
      #expect(try await other.get("/account").text.contains("9 recovery codes left"))
    }
  }

  @Test func `a denial is written down`() async throws {
    let closed = Route.get("/closed", .may(.seeAudit)) { _ in .text("in") }
    try await withOffice(routes: officeRoutes + [closed]) { office in
      let browser = try await office.browser(of: .frontDesk)
      let answer = try await browser.get("/closed")
      #expect(answer.status == 403)
      let trail = try await office.practice.audit(AuditQuestion(action: "denied"), by: .system("test"))
      #expect(trail.entries.first?.staffName == "Maria Ortega")
      #expect(trail.entries.first?.subject == "route:/closed")
      #expect(trail.entries.first?.request == answer.header("X-Request-Id"))
    }
  }

  /// Another server, which knows nothing of what this one remembers.
  @Test(arguments: EngineKind.underTest)
  func `what changed on another server counts from the next request on`(_ engine: EngineKind) async throws {
    let keep = Route.post("/kept", .may(.bookVisits)) { web in
      try await web.practice.name(web.form["text"], by: .system("test"))
      return .text("kept")
    }
    try await withOffice(engine, routes: officeRoutes + [keep, Self.notes]) { office in
      let browser = try await office.browser(of: .frontDesk)
      _ = try await browser.get("/account")
      #expect(try await browser.post("/kept", ["text": "One"]).text == "kept")

      // Fewer rights: the form is refused, and the refusal is written down, once.
      try await office.store.write {
        try $0.run("UPDATE staff SET roles = 'auditor' WHERE login = 'front_desk'")
      }
      #expect(try await browser.post("/kept", ["text": "Two"]).status == 403)
      #expect(try await browser.get("/audit").status == 200)
      let denials = try await office.practice.audit(AuditQuestion(action: "denied"), by: .system("test"))
      #expect(denials.entries.count == 1)
      // More rights: nobody is refused by what they were.
      try await office.store.write {
        try $0.run("UPDATE staff SET roles = 'front_desk' WHERE login = 'front_desk'")
      }
      #expect(try await browser.post("/kept", ["text": "Three"]).text == "kept")

      // Signed out: what was sent is kept for signing in again, and a route that asks the database nothing knows it, too.
      try await office.store.write { try $0.run("DELETE FROM session") }
      let late = try await browser.post("/kept", ["text": "Four"])
      #expect(late.status == 401 && late.hidden("kept") != nil)
      #expect(try await browser.post("/notes", ["text": "Five"]).status == 401)
      #expect(try await browser.get("/live?topic=desk").status == 401)
      #expect(try await office.practice.profile()?.name == "Three")
    }
  }

  private static let notes = Route.post("/notes", .signedIn) { web in
    .text(web.form["text"] + " " + web.form["submission"])
  }

  private func unescaped(_ text: String) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(text) {
      $0.replacing($1.0, with: $1.1)
    }
  }
}
