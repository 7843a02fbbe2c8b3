import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@testable import Web

@Suite struct WeekTests {
  @Test(arguments: EngineKind.underTest)
  func `a visit is carried to another day of the week, and back`(_ engine: EngineKind) async throws {
    try await withWeek(engine) { office, visit in
      let browser = try await office.browser(of: .frontDesk)
      let week =
        "/schedule/week?location=\(visit.slot.location)&day=2026-11-23&provider=\(visit.slot.provider)"
      let before = try await browser.get(week).text
      #expect(
        before.contains(#"data-move="/appointments/\#(visit.id)/move""#) && before.contains(#"id="mover""#))

      let moved = try await move(visit, to: "2026-11-25", browser, back: week)
      #expect(moved.status == 303 && moved.header("Location") == week)
      let after = try await browser.follow(moved).text
      #expect(after.contains("Moved to Wed 25 Nov, 11:00."))
      let undo = try #require(after.firstMatch(of: #/action="(/appointments/[^"]+/undo\?step=\d+)"/#)).1
      #expect(try await browser.post(String(undo)).status == 303)
      let back = try await office.app.desks.scheduling.visit(visit.id, by: .system("test")).visit
      #expect(back.slot == visit.slot)
    }
  }

  @Test func `a day without hours refuses the visit in a sentence, and it stays where it was`() async throws {
    try await withWeek { office, visit in
      let browser = try await office.browser(of: .frontDesk)
      _ = try await browser.get("/schedule/week")
      let refused = try await move(visit, to: "2026-11-28", browser, back: "/schedule/week")
      #expect(refused.status == 409 && refused.text.contains(#"class="notice"#))
      let still = try await office.app.desks.scheduling.visit(visit.id, by: .system("test")).visit
      #expect(still.slot == visit.slot)
    }
  }

  @Test func `a visit says how many of its boxes are ticked, until all are`() async throws {
    try await withWeek { office, visit in
      let (desk, system) = (office.app.desks.scheduling, Who.system("test"))
      let box = try await desk.keepBox(ChecklistDraft(name: "Insurance verified"), by: system)
      let browser = try await office.browser(of: .frontDesk)
      let week = "/schedule/week?day=\(visit.slot.day)&provider=\(visit.slot.provider)"
      #expect(try await browser.get(week).text.contains("0 of 1"))
      try await desk.tick(box, on: visit.id, by: system)
      #expect(try await !browser.get(week).text.contains("of 1<"))
    }
  }

  @Test func `whoever may not book cannot pick a visit up, nor can anybody once it is over`() async throws {
    try await withWeek { office, visit in
      let week = "/schedule/week?day=2026-11-23&provider=\(visit.slot.provider)"
      #expect(try await !office.browser(of: .trainee).get(week).text.contains("data-move"))
      office.clock.advance(seconds: 3600)
      try await office.app.desks.scheduling.advance(visit.id, to: .noShow, by: .system("test"))
      let page = try await office.browser(of: .frontDesk).get(week).text
      #expect(page.contains("Ruth Cohen") && !page.contains("data-move"))
    }
  }

  @Test func `the rail is in groups, and a group without a page for somebody is left out`() async throws {
    try await withOffice(.sqlite) { office in
      let manager = try await office.browser(of: .manager).get("/schedule").text
      let heads = manager.matches(of: #/<p id="rail-[a-z]+">([^<]+)</#).map { String($0.1) }
      #expect(heads == ["Today", "Patients and times", "Practice", "Oversight"])
      let desk = try await office.browser(of: .frontDesk).get("/schedule").text
      #expect(!desk.contains(#"href="/visit-types""#) && desk.contains(#"href="/wait-list""#))
      #expect(desk.contains(#"popovertarget="rail""#))
    }
  }

  private func move(_ visit: Appointment, to day: String, _ browser: Browser, back: String) async throws
    -> Browser.Answer
  {
    try await browser.post(
      "/appointments/\(visit.id)/move",
      [
        "provider": visit.slot.provider.rawValue, "day": day, "time": "11:00", "minutes": "", "back": back,
      ])
  }

  /// A doctor who is in on Mondays and Wednesdays, and sees Ruth on Monday at 11.
  private func withWeek(
    _ engine: EngineKind = .sqlite, _ body: (TestOffice, Appointment) async throws -> Void
  ) async throws {
    try await withOffice(engine) { office in
      let (system, desks) = (Who.system("test"), office.app.desks)
      let okafor = try await desks.practice.addProvider(ProviderDraft(name: "Dr. A. Okafor"), by: system)
      let type = try await desks.scheduling.addVisitType(
        VisitTypeDraft(name: "Follow-up", minutes: 30, providers: [okafor.id]), by: system)
      let (nine, five, eleven) = try (
        #require(WallTime(9, 0)), #require(WallTime(17, 0)), #require(WallTime(11, 0))
      )
      try await desks.scheduling.keepWeek(
        of: okafor.id, at: office.place.id,
        [Weekday.monday, .wednesday].map {
          ProviderHours(
            provider: okafor.id, location: office.place.id, weekday: $0, starts: nine, ends: five)
        }, by: system)
      let ruth = try await desks.records.register(
        PatientDraft(family: "Cohen", given: "Ruth", birthDate: "1951-03-04", sex: .female), by: system,
        submission: "ruth")
      let visit = try await desks.scheduling.book(
        BookingAsk(
          patient: ruth.id, visitType: type.id,
          slot: Slot(
            provider: okafor.id, location: office.place.id, day: LocalDay(daysSince1970: 20_780),
            time: eleven,
            minutes: 30), submission: "visit"), by: system)
      try await body(office, visit)
    }
  }
}
