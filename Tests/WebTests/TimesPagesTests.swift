import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@testable import Web

/// A practice with one clinician, one kind of visit and one patient, from 8 to 12 every day.
private struct SmallPractice {
  let provider: Provider
  let type: VisitType
  let patient: Patient

  init(_ office: TestOffice) async throws {
    let boss = Who.system("test")
    let clock = office.clock
    let scheduling = Scheduling(store: office.store, now: { clock.now })
    let okafor = try await office.practice.addProvider(ProviderDraft(name: "Dr. Okafor"), by: boss)
    let (eight, noon) = (try #require(WallTime(8, 0)), try #require(WallTime(12, 0)))
    let week = Weekday.allCases.map {
      ProviderHours(provider: okafor.id, location: office.place.id, weekday: $0, starts: eight, ends: noon)
    }
    try await scheduling.keepWeek(of: okafor.id, at: office.place.id, week, by: boss)
    type = try await scheduling.addVisitType(
      VisitTypeDraft(name: "Follow-up", minutes: 30, providers: [okafor.id]), by: boss)
    provider = okafor
    patient = try await Records(store: office.store, now: { clock.now }).register(
      PatientDraft(family: "Cohen", given: "Ruth", birthDate: "1951-03-04", sex: .female), by: boss,
      submission: "ruth")
  }

  /// Tomorrow at 9, as a form sends it.
  func slot(_ office: TestOffice) -> String { "\(provider.id)_\(office.place.id)_2026-11-24_09:00" }
}

@Suite struct TimesPagesTests {
  @Test(arguments: EngineKind.underTest)
  func `times are listed with what speaks for them, and held for those who may book`(_ engine: EngineKind)
    async throws
  {
    try await withOffice(engine) { office in
      let small = try await SmallPractice(office)
      let desk = try await office.browser(of: .frontDesk)
      let page = try await desk.get("/times?type=\(small.type.id)&patient=\(small.patient.id)")
      #expect(page.status == 200)
      #expect(page.text.contains("earliest") && page.text.contains("Hold 5 min"))
      #expect(page.text.contains("10:45–11:15"))
      let nurse = try await office.browser(of: .auditor).get("/times")
      #expect(!nurse.text.contains("Hold 5 min"))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a held time is carried to the booking, shown to others, and booked`(_ engine: EngineKind) async throws
  {
    try await withOffice(engine) { office in
      let small = try await SmallPractice(office)
      let desk = try await office.browser(of: .frontDesk)
      _ = try await desk.get("/times?type=\(small.type.id)&patient=\(small.patient.id)")
      let held = try await desk.post(
        "/holds",
        ["type": small.type.id.rawValue, "patient": small.patient.id.rawValue, "slot": small.slot(office)])
      #expect(held.status == 303)
      let booking = try await desk.follow(held)
      #expect(booking.text.contains("Held for you until 10:47"))
      #expect(booking.text.contains("Let it go"))
      #expect(
        booking.text.matches(of: /name="slot" value="([^"]*)" checked/).map { String($0.1) } == [
          small.slot(office) + "_30"
        ])
      let hold = try #require(booking.hidden("hold"))

      let manager = try await office.browser(of: .manager)
      let board = try await manager.get("/schedule?location=\(office.place.id)&day=2026-11-24")
      #expect(board.text.contains("Held by Maria Ortega until 10:47"))

      let booked = try await desk.post(
        "/appointments",
        [
          "type": small.type.id.rawValue, "patient": small.patient.id.rawValue, "slot": small.slot(office),
          "hold": hold,
        ])
      #expect(booked.status == 303 && booked.location?.contains("visit=") == true)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `who comes after the hold is told, and sees what is open instead`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let small = try await SmallPractice(office)
      let desk = try await office.browser(of: .frontDesk)
      _ = try await desk.get("/times")
      let booking = try await desk.follow(
        try await desk.post(
          "/holds",
          ["type": small.type.id.rawValue, "patient": small.patient.id.rawValue, "slot": small.slot(office)]))
      let hold = try #require(booking.hidden("hold"))
      office.clock.advance(seconds: 301)
      let late = try await desk.post(
        "/appointments",
        [
          "type": small.type.id.rawValue, "patient": small.patient.id.rawValue, "slot": small.slot(office),
          "hold": hold,
        ])
      #expect(late.status == 409)
      #expect(late.text.contains("they are over") && late.text.contains("Open instead"))
      #expect(late.hidden("hold") == nil)
    }
  }

  @Test func `the booking page holds what is chosen, and lets it go`() async throws {
    try await withOffice { office in
      let small = try await SmallPractice(office)
      let desk = try await office.browser(of: .frontDesk)
      _ = try await desk.get("/appointments/new?patient=\(small.patient.id)&type=\(small.type.id)")
      let held = try await desk.follow(
        try await desk.post(
          "/appointments",
          [
            "type": small.type.id.rawValue, "patient": small.patient.id.rawValue, "slot": small.slot(office),
            "how": "hold",
          ]))
      #expect(held.text.contains("Held for you until 10:47"))
      let hold = try #require(held.hidden("hold"))
      let released = try await desk.follow(
        try await desk.post(
          "/holds/\(hold)/release", ["type": small.type.id.rawValue, "patient": small.patient.id.rawValue]))
      #expect(released.text.contains("The time is free again"))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `where nothing fits the page says why, and links to what would`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let small = try await SmallPractice(office)
      let desk = try await office.browser(of: .frontDesk)
      let page = try await desk.get(
        "/times?type=\(small.type.id)&part=afternoon&provider=\(small.provider.id)")
      #expect(page.text.contains("Nothing is open that fits"))
      #expect(page.text.contains("the clinician has no hours then"))
      #expect(page.text.contains("At any time of day: Mon 23 Nov, 10:45 · Dr. Okafor"))
      let wider = try #require(page.text.firstMatch(of: /ways-out"><li><a href="(\/times\?[^"]*)"/)?.1)
      let other = try await desk.get(String(wider).replacing("&amp;", with: "&"))
      #expect(other.text.contains("10:45–11:15"))
    }
  }

  @Test func `what is asked rarely is kept, and nonsense is refused in words`() async throws {
    try await withOffice { office in
      let small = try await SmallPractice(office)
      let desk = try await office.browser(of: .frontDesk)
      let page = try await desk.get(
        "/times?type=\(small.type.id)&weekday=3&minutes=45&then=\(small.type.id)&gap=10&order=least_gap")
      #expect(page.text.contains("Wed 25 Nov, 8:00–8:45") && page.text.contains("then 8:45–9:15"))
      #expect(page.text.contains("fills a gap") == false)
      for query in ["minutes=17", "gap=x", "gender=whale", "order=best", "to=2020-01-01"] {
        let wrong = try await desk.get("/times?\(query)")
        #expect(wrong.status == 422 && wrong.text.contains("One thing needs another look"), "\(query)")
      }
      let own = try await desk.get("/times?type=\(small.type.id)&patient=\(small.patient.id)&provider=own")
      #expect(own.text.contains("no clinician of their own yet"))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `services in a row are booked by one press, all or none`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let small = try await SmallPractice(office)
      let desk = try await office.browser(of: .frontDesk)
      let ask = "/times?type=\(small.type.id)&then=\(small.type.id)&gap=0"
      #expect(try await desk.get(ask).text.contains("begin on the patient’s page"))
      let page = try await desk.get(ask + "&patient=\(small.patient.id)")
      #expect(page.text.contains("Book all 2"))
      let services = page.text.matches(of: /name="service" value="([^"]*)"/).prefix(2).map { String($0.1) }
      func book(_ submission: String) async throws -> Browser.Answer {
        try await desk.post(
          "/times/row",
          [
            "type": small.type.id.rawValue, "patient": small.patient.id.rawValue, "service": services[0],
            "service": services[1], "submission": submission,
          ])
      }
      let booked = try await book("one")
      #expect(booked.status == 303 && booked.location?.hasPrefix("/schedule") == true)
      let again = try await book("two")
      #expect(again.location?.hasPrefix("/times?") == true, "the times are taken now")
      let count: Int? = try await office.store.read { try $0.value("SELECT COUNT(*) FROM appointment") }
      #expect(count == 2)
      // One chain holds both, so that they are moved and cancelled as one.
      let chained: Int? = try await office.store.read { tx in
        try tx.value("SELECT COUNT(chain) FROM appointment GROUP BY chain")
      }
      #expect(chained == 2)
    }
  }
}
