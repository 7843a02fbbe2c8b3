import Foundation
import Kernel
import Logging
import Practice
import Records
import Scheduling
import Store
import Support
import Synchronization
import Testing
import Wire

@testable import Web

@Suite struct FeedsPagesTests {
  @Test(arguments: EngineKind.underTest)
  func `a feed is made, read without signing in, and revoked`(_ engine: EngineKind) async throws {
    try await withCalendar(engine) { office, provider in
      let browser = try await office.browser(of: .manager)
      let path = try await make("full", of: provider, browser)
      let stranger = office.browser()
      let feed = try await stranger.get(path)
      #expect(feed.status == 200)
      #expect(feed.header("Content-Type") == "text/calendar; charset=utf-8")
      #expect(feed.header("Cache-Control") == "no-store")
      #expect(await stranger.cookies.isEmpty)
      let reading = ICalendarReader.read(Array(feed.text.utf8))
      #expect(reading.findings == [])
      let calendar = try #require(reading.value.first)
      #expect(calendar["X-WR-CALNAME"]?.text == "Dr. A. Okafor · Riverside Family Medicine")
      #expect(calendar["METHOD"] == nil)
      let event = try #require(calendar.parts.first)
      #expect(event["SUMMARY"]?.text == "Ruth Cohen: Follow-up; =1+1, \"x\"")
      #expect(event["CLASS"]?.value == "PRIVATE")
      #expect(event["LOCATION"]?.text == "Riverside")
      #expect(event["DTSTART"]?.value == "20261123T160000Z")

      _ = try await browser.get("/feeds")
      let page = try #require(await browser.page).text
      #expect(page.contains("last fetched today 10:42") && !page.contains(path))
      let revocation = try #require(page.firstMatch(of: #/action="(/feeds/[^"]+/revocation)"/#)).1
      #expect(try await browser.post(String(revocation)).status == 303)
      #expect(try await stranger.get(path).status == 404)
    }
  }

  @Test func `a feed tells no more than it was made for`() async throws {
    try await withCalendar { office, provider in
      let browser = try await office.browser(of: .manager)
      let busy = try await office.browser().get(try await make("busy", of: provider, browser)).text
      for word in ["Ruth", "Cohen", "RC", "Follow-up", "Riverside,", "LOCATION", "DESCRIPTION", "CLASS"] {
        #expect(!busy.contains(word), "\(word)")
      }
      #expect(busy.contains("SUMMARY:Busy\r\n"))
      let initials = try await office.browser().get(try await make("initials", of: provider, browser)).text
      #expect(initials.contains("SUMMARY:RC\r\n") && initials.contains("LOCATION:Riverside\r\n"))
      for word in ["Ruth", "Cohen", "Follow-up", "DESCRIPTION"] {
        #expect(!initials.contains(word), "\(word)")
      }
    }
  }

  @Test func `a feed that did not change is not sent again`() async throws {
    try await withCalendar { office, provider in
      let path = try await make("busy", of: provider, try await office.browser(of: .manager))
      let first = try await office.browser().get(path)
      let tag = try #require(first.header("ETag"))
      office.clock.advance(seconds: 600)
      for known in [tag, "W/\(tag)", "\"other\", \(tag)"] {
        let again = try await office.browser().get(path, ["If-None-Match": known])
        #expect(again.status == 304 && again.text.isEmpty && again.header("ETag") == tag)
      }
      #expect(try await office.browser().get(path, ["If-None-Match": "\"other\""]).text == first.text)
    }
  }

  @Test func `guesses of every shape get one answer, signed in or not`() async throws {
    try await withCalendar { office, provider in
      let manager = try await office.browser(of: .manager)
      let revoked = try await make("busy", of: provider, manager)
      let page = try await manager.get("/feeds").text
      let revocation = try #require(page.firstMatch(of: #/action="(/feeds/[^"]+/revocation)"/#)).1
      _ = try await manager.post(String(revocation))
      var answers: Set<String> = []
      let guesses = [
        revoked, "/feeds/" + String(repeating: "0f", count: 24) + ".ics", "/feeds/x.ics", "/feeds/.ics",
        String(revoked.dropLast(4)), "/feeds/0198c0de-0000-7000-8000-000000000000",
      ]
      for browser in [office.browser(), manager] {
        for guess in guesses {
          let answer = try await browser.get(guess)
          #expect(answer.status == 404, "\(guess)")
          answers.insert(answer.text)
        }
      }
      #expect(answers.count == 1)
    }
  }

  @Test func `the secret of an address stands in no log`() async throws {
    try await withCalendar { office, provider in
      let heard = Heard()
      let app = WebApp(office.app.desks, logger: Logger(label: "test") { _ in heard })
      let path = try await make("full", of: provider, try await office.browser(of: .manager))
      _ = try await Browser(app).get(path)
      _ = try await Browser(app).get("/feeds/nobody-knows-me.ics")
      let lines = heard.lines.withLock { $0 }
      #expect(lines.filter { $0.contains("/feeds/:feed") }.count == 2, "\(lines)")
      let secret = path.split(separator: "/").last?.prefix(20) ?? ""
      #expect(!lines.contains { $0.contains(secret) || $0.contains("nobody-knows-me") })
    }
  }

  @Test func `a form that lacks something comes back with what was typed`() async throws {
    try await withCalendar { office, _ in
      let browser = try await office.browser(of: .manager)
      _ = try await browser.get("/feeds")
      for of in ["", "provider:", "king:x", "provider"] {
        let answer = try await browser.post("/feeds", ["of": of, "detail": "full", "purpose": "the door"])
        #expect(answer.status == 422)
        #expect(answer.text.contains("Choose whose calendar it is.") && answer.text.contains("the door"))
      }
    }
  }

  @Test(arguments: [Role.frontDesk, .trainee])
  func `who has no calendar finds sheets there, and no form to make a feed`(_ role: Role) async throws {
    try await withCalendar { office, provider in
      let browser = try await office.browser(of: role)
      let page = try await browser.get("/feeds").text
      #expect(page.contains("Ask a manager") && page.contains("Sheets to print"))
      #expect(!page.contains("Make the feed") && !page.contains("List for a spreadsheet"))
      let forced = try await browser.post(
        "/feeds", ["of": "provider:\(provider.id)", "detail": "busy", "submission": "forced"])
      #expect(forced.status == 403)
      #expect(try await browser.get("/schedule/export?from=2026-11-23&to=2026-11-23").status == 403)
    }
  }

  @Test func `a list of visits is a file that no spreadsheet takes for formulas`() async throws {
    try await withCalendar { office, _ in
      let browser = try await office.browser(of: .manager)
      let list = try await browser.get("/schedule/export?from=2026-11-23&to=2026-11-24&location=&provider=")
      #expect(
        list.header("Content-Disposition") == "attachment; filename=\"visits-2026-11-23-to-2026-11-24.csv\"")
      #expect(list.header("Content-Type")?.hasPrefix("text/csv") == true)
      let rows = list.text.components(separatedBy: "\r\n")
      #expect(rows[0].hasPrefix("\u{FEFF}Day,Start,End,Minutes,Status,Family name"))
      #expect(rows[1].hasPrefix("2026-11-23,11:00,11:30,30,booked,Cohen,Ruth,"))
      #expect(
        rows[1].contains(
          ",\"Follow-up; =1+1, \"\"x\"\"\",Dr. A. Okafor,Riverside,,\"'=HYPERLINK(\"\"x\"\")\",,"))
      let backwards = try await browser.get("/schedule/export?from=2026-11-24&to=2026-11-23")
      #expect(backwards.status == 422 && backwards.text.contains("Turn them around"))
    }
  }

  @Test func `the sheets of rooms and weeks name who comes`() async throws {
    try await withCalendar { office, _ in
      let browser = try await office.browser(of: .frontDesk)
      let week = try await browser.get("/schedule/print/week?day=2026-11-25")
      #expect(week.text.contains("Week of 23 November 2026") && week.text.contains("Cohen, Ruth"))
      #expect(!week.text.contains("Sat 28 Nov"))
      let rooms = try await browser.get("/schedule/print/rooms?day=2026-11-23")
      #expect(rooms.status == 200 && rooms.text.contains("No room or device is used on this day."))
    }
  }

  /// Presses the button, and the path of the address that is shown.
  private func make(_ detail: String, of provider: Provider, _ browser: Browser) async throws -> String {
    _ = try await browser.get("/feeds")
    let made = try await browser.post(
      "/feeds", ["of": "provider:\(provider.id)", "detail": detail], ["Origin": "http://foyer.test"])
    #expect(made.status == 200)
    let found = try #require(
      made.text.firstMatch(of: #/value="http://foyer.test(/feeds/[0-9a-f]{48}\.ics)"/#))
    return String(found.1)
  }

  /// An office with a provider who sees Ruth today at 11.
  private func withCalendar(
    _ engine: EngineKind = .sqlite, _ body: (TestOffice, Provider) async throws -> Void
  ) async throws {
    try await withOffice(engine) { office in
      let (system, desks) = (Who.system("test"), office.app.desks)
      let okafor = try await desks.practice.addProvider(ProviderDraft(name: "Dr. A. Okafor"), by: system)
      let type = try await desks.scheduling.addVisitType(
        VisitTypeDraft(name: "Follow-up; =1+1, \"x\"", minutes: 30, providers: [okafor.id]), by: system)
      let monday = LocalDay(daysSince1970: 20_780)
      let (nine, five, eleven) = try (
        #require(WallTime(9, 0)), #require(WallTime(17, 0)), #require(WallTime(11, 0))
      )
      try await desks.scheduling.keepWeek(
        of: okafor.id, at: office.place.id,
        [
          ProviderHours(
            provider: okafor.id, location: office.place.id, weekday: .monday, starts: nine, ends: five)
        ], by: system)
      let ruth = try await desks.records.register(
        PatientDraft(family: "Cohen", given: "Ruth", birthDate: "1951-03-04", sex: .female), by: system,
        submission: "ruth")
      try await desks.scheduling.book(
        BookingAsk(
          patient: ruth.id, visitType: type.id,
          slot: Slot(provider: okafor.id, location: office.place.id, day: monday, time: eleven, minutes: 30),
          note: "=HYPERLINK(\"x\")", submission: "visit"), by: system)
      try await body(office, okafor)
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
