import Kernel
import Logging
import Post
import Practice
import Records
import Scheduling
import Store
import Support
import Synchronization
import Testing

@testable import Web

@Suite struct InboundTextTests {
  private let url = "https://office.example.org/inbound/text"

  private func post(
    _ browser: Browser, _ fields: KeyValuePairs<String, String>, secret: String = "the token"
  ) async throws -> Browser.Answer {
    let form = Form(fields)
    let signature = GatewaySignature.make(url, form.fields.map { ($0.name, $0.value) }, secret: secret)
    return try await browser.post(
      "/inbound/text", raw: Array(form.urlEncoded.utf8), ["X-Twilio-Signature": signature])
  }

  private var options: WebOptions {
    var options = WebOptions()
    options.reach = [.text]
    options.inboundTexts = InboundTexts(publicURL: "https://office.example.org", secret: "the token")
    return options
  }

  @Test(arguments: EngineKind.underTest)
  func `only what the gateway has signed is taken in`(_ engine: EngineKind) async throws {
    try await withOffice(engine, options: options) { office in
      let browser = office.browser()
      let fields: KeyValuePairs = [
        "From": "+16175550142", "Body": "Hello & <b>", "MessageSid": "SM1", "To": "",
      ]
      #expect(try await post(browser, fields, secret: "a guess").status == 403)
      #expect(
        try await browser.post("/inbound/text", raw: Array("From=%2B16175550142&Body=C".utf8)).status == 403)
      let taken = try await post(browser, fields)
      #expect(taken.status == 200)
      #expect(taken.header("Content-Type") == "text/xml; charset=utf-8")
      #expect(taken.text.contains("<Response><Message>Riverside Family Medicine: we will read"))
      #expect(try await post(browser, fields).text.hasSuffix("<Response></Response>"))
      let desk = try await office.browser(of: .frontDesk)
      let page = try await desk.get("/schedule/messages")
      #expect(page.text.contains("Hello &amp; &lt;b&gt;"))
      #expect(page.text.contains("no patient's number"))
    }
  }

  @Test func `where no text messages are set up there is no such address`() async throws {
    try await withOffice { office in
      let fields: KeyValuePairs = ["From": "+16175550142", "Body": "C", "MessageSid": "SM1"]
      let answer = try await post(office.browser(), fields)
      #expect(answer.status == 404)
    }
  }

  @Test func `nothing of it is logged`() async throws {
    try await withOffice(options: options) { office in
      let heard = Heard()
      let logger = Logger(label: "test", factory: { _ in heard })
      let desks = Desks(
        practice: office.practice, records: Records(store: office.store),
        scheduling: Scheduling(store: office.store), store: office.store)
      let browser = Browser(WebApp(desks, options: options, logger: logger))
      _ = try await post(browser, ["From": "+16175550142", "Body": "a private word", "MessageSid": "SM1"])
      _ = try await post(
        browser, ["From": "+16175550142", "Body": "C", "MessageSid": "SM2"], secret: "wrong")
      let lines = heard.lines.withLock { $0 }
      #expect(lines.count == 2)
      #expect(!lines.contains { $0.contains("5550142") || $0.contains("private") || $0.contains("token") })
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `reminders are added, changed and ended, and what is wrong is shown`(_ engine: EngineKind) async throws
  {
    try await withOffice(engine, options: options) { office in
      let browser = try await office.browser(of: .manager)
      let list = try await browser.get("/reminders")
      #expect(
        list.text.contains("3 days before") && list.text.contains("Text messages are set up, e-mail is not."))
      _ = try await browser.get("/reminders/new")
      let wrong = try await browser.post("/reminders", ["number": "0", "unit": "hours", "channel": "any"])
      #expect(wrong.status == 422)
      let added = try await browser.follow(
        try await browser.post(
          "/reminders", ["number": "2", "unit": "hours", "channel": "text", "note_en": "", "note_es": ""]))
      #expect(added.text.contains("2 hours before") && added.text.contains("Text message only"))
      let rule = try #require(
        try await Scheduling(store: office.store).reminderRules(by: .system("test")).last)
      _ = try await browser.get("/reminders/\(rule.id)")
      let changed = try await browser.follow(
        try await browser.post("/reminders/\(rule.id)", ["number": "5", "unit": "hours", "channel": "any"]))
      #expect(changed.text.contains("5 hours before") && !changed.text.contains("2 hours before"))
      let next = try #require(
        try await Scheduling(store: office.store).reminderRules(by: .system("test")).last)
      let ended = try await browser.follow(try await browser.post("/reminders/\(next.id)/retirement"))
      #expect(!ended.text.contains("5 hours before"))
      let kept = try await browser.follow(
        try await browser.post("/reminders/settings", ["names_provider": "yes"]))
      #expect(kept.text.contains(#"name="names_provider" value="yes" checked"#))
    }
  }
}

/// Everything that was logged, at every level.
private struct Heard: LogHandler {
  final class Lines: Sendable {
    private let kept = Mutex<[String]>([])
    func withLock<T: Sendable>(_ body: (inout sending [String]) -> sending T) -> T { kept.withLock(body) }
  }
  let lines = Lines()
  var logLevel = Logger.Level.trace
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    lines.withLock { $0.append("\(event.message) \(metadata) \(event.metadata ?? [:])") }
  }
}
