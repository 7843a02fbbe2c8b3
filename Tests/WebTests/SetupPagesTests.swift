import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@testable import Web

@Suite struct SetupPagesTests {
  @Test(arguments: EngineKind.underTest)
  func `a visit type keeps its rules, and shows them again`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let desk = try await SetupDesk(office)
      let browser = try await office.browser(of: .manager)
      _ = try await browser.get("/visit-types/\(desk.type.id)")
      let saved = try await browser.post(
        "/visit-types/\(desk.type.id)",
        [
          "name": "Excision", "minutes": "40", "colour": "rose", "provider": desk.doctor.id.rawValue,
          "need-0": "room", "count-0": "1", "need-1": "assistant/suture", "count-1": "2", "before": "5",
          "after": "15", "buffers_overlap": "yes", "category": "procedure", "lead": "2", "lead_unit": "days",
          "capacity": "1", "weight": "125",
        ])
      #expect(saved.status == 303)
      let type = try #require(try await desk.scheduling.visitTypes(by: .system("test")).first)
      #expect(
        type.rules
          == VisitTypeRules(
            category: .procedure, buffer: Buffer(before: 5, after: 15, overlaps: true), leadMinutes: 2880,
            weight: 125))
      #expect(
        type.needs == [VisitType.Need(.room), VisitType.Need(.assistant, group: "suture", count: 2)])
      let list = try await browser.get("/visit-types").text
      #expect(list.contains("any room, 2 assistants (suture)"))
      #expect(list.contains("Procedures · 2 days notice · 5 min to set up · 15 min to clean · weighs 125 %"))
      let again = try await browser.get("/visit-types/\(type.id)").text
      #expect(again.contains("<option value=\"days\" selected>"))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a new pattern is told from what was typed, blocks and all`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let desk = try await SetupDesk(office)
      let browser = try await office.browser(of: .manager)
      let url = "/providers/\(desk.doctor.id)/templates"
      _ = try await browser.get(url + "/new")
      let wrong = try await browser.post(
        url, ["location": office.place.id.rawValue, "every": "1", "work-1": "11-13", "block-0-label": ""])
      #expect(wrong.status == 422)
      #expect(wrong.text.contains("they are already at Riverside at 11:00"))
      let saved = try await browser.post(
        url,
        [
          "location": office.place.id.rawValue, "name": "Evenings", "every": "2", "anchor": "2026-11-23",
          "first": "2026-11-23", "work-1": "17:00-20:00", "work-2": "17:00-20:00", "block-0-label": "Video",
          "block-0-from": "18:00", "block-0-until": "19:00", "block-0-day": "1", "block-0-day": "2",
          "block-0-for": "category:telehealth", "block-0-keeps": "2 x 15", "block-0-days_before": "1",
          "block-0-opens_at": "12:00", "block-0-link": "https://video.example.org/a",
        ])
      #expect(saved.status == 303, "\(saved.text)")
      let templates = try await desk.scheduling.templates(of: desk.doctor.id, by: .system("test"))
      let evenings = try #require(templates.first { $0.name == "Evenings" })
      #expect(evenings.every == 2)
      #expect(evenings.blocks.map(\.weekday) == [.monday, .tuesday])
      #expect(evenings.blocks.first?.share == .visits(2, minutes: 15))
      let form = try await browser.get("\(url)/\(evenings.id)").text
      #expect(form.contains("value=\"2 x 15 min\""))
      #expect(try await browser.get("\(url)/new?copy=\(evenings.id)").text.contains("value=\"Evenings\""))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a changed pattern asks first what becomes of the booked visits`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let desk = try await SetupDesk(office)
      let visit = try await desk.book(8)
      let browser = try await office.browser(of: .manager)
      let template = try #require(
        try await desk.scheduling.templates(of: desk.doctor.id, by: .system("test")).first)
      let url = "/providers/\(desk.doctor.id)/templates/\(template.id)"
      _ = try await browser.get(url)
      let asked = try await browser.post(
        url, ["location": office.place.id.rawValue, "every": "1", "work-2": "10:00-12:00"])
      #expect(asked.status == 200)
      #expect(asked.text.contains("1 booked visit would no longer fit."))
      #expect(asked.text.contains("Ruth Cohen"))
      #expect(asked.text.contains("Tue 24 Nov, 10:00–10:30"))
      #expect(try await desk.scheduling.template(template.id, by: .system("test")) == template)
      let code = SlotCode(desk.slot(10)).text
      let saved = try await browser.post(
        url,
        [
          "location": office.place.id.rawValue, "every": "1", "work-2": "10:00-12:00", "sure": "yes",
          "fate-\(visit.id)": code,
        ])
      #expect(saved.location == "/providers/\(desk.doctor.id)/templates")
      #expect(try await desk.scheduling.visit(visit.id, by: .system("test")).visit.slot == desk.slot(10))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a day off, a closure and another week move or keep each visit with the save, as was chosen`(
    _ engine: EngineKind
  ) async throws {
    try await withOffice(engine) { office in
      let desk = try await SetupDesk(office)
      let (early, late) = (try await desk.book(8), try await desk.book(9))
      let browser = try await office.browser(of: .manager)
      _ = try await browser.get("/providers/\(desk.doctor.id)")
      func slot(_ id: ID<Appointment>) async throws -> Slot {
        try await desk.scheduling.visit(id, by: .system("test")).visit.slot
      }
      var wednesday = desk.slot(8)
      wednesday.day = desk.tomorrow.advanced(by: 1)
      let off = try await browser.post(
        "/providers/\(desk.doctor.id)/exceptions",
        [
          "kind": "away", "location": office.place.id.rawValue, "day": desk.tomorrow.description,
          "reason": "Ill", "sure": "yes", "fate-\(early.id)": SlotCode(wednesday).text,
          "fate-\(late.id)": "keep",
        ])
      #expect(off.location == "/providers/\(desk.doctor.id)")
      #expect(try await slot(early.id) == wednesday)
      #expect(try await slot(late.id) == desk.slot(9))
      // The place closes on Wednesday.
      let closed: KeyValuePairs = [
        "first": wednesday.day.description, "last": wednesday.day.description, "reason": "Water pipe",
      ]
      let asked = try await browser.post("/places/closures", closed)
      #expect(asked.text.contains("Move to Thu 26 Nov, 8:00–8:30") && !asked.text.contains("Move to Wed"))
      var thursday = wednesday
      thursday.day = wednesday.day.advanced(by: 1)
      let shut = try await browser.post(
        "/places/closures",
        [
          "first": wednesday.day.description, "last": wednesday.day.description, "reason": "Water pipe",
          "sure": "yes", "fate-\(early.id)": SlotCode(thursday).text,
        ])
      #expect(shut.location == "/places")
      #expect(try await slot(early.id) == thursday)
      // The week begins at ten.
      var ten = thursday
      ten.time = try #require(WallTime(10, 0))
      _ = try await browser.get("/providers/\(desk.doctor.id)")
      let week = try await browser.post(
        "/providers/\(desk.doctor.id)/hours/\(office.place.id)",
        ["work-4": "10:00-12:00", "sure": "yes", "fate-\(early.id)": SlotCode(ten).text])
      #expect(week.location == "/providers/\(desk.doctor.id)", "\(week.text)")
      #expect(try await slot(early.id) == ten)
      #expect(try await browser.get("/displaced").text.contains("Every booked visit has its hours"))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a day off asks, lists, and one press settles a visit`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let desk = try await SetupDesk(office)
      let visit = try await desk.book(8)
      let browser = try await office.browser(of: .manager)
      let url = "/providers/\(desk.doctor.id)/exceptions"
      _ = try await browser.get("/providers/\(desk.doctor.id)")
      let day: KeyValuePairs = [
        "kind": "away", "location": office.place.id.rawValue, "day": desk.tomorrow.description,
        "reason": "Ill",
      ]
      let asked = try await browser.post(url, day).text
      #expect(asked.contains("1 booked visit would no longer fit.") && asked.contains("Put it on the list"))
      #expect(asked.contains("Move to Wed 25 Nov, 8:00–8:30") && !asked.contains("Move to Tue 24 Nov"))
      let sure = try await browser.post(
        url,
        [
          "kind": "away", "location": office.place.id.rawValue, "day": desk.tomorrow.description,
          "reason": "Ill", "sure": "yes",
        ])
      #expect(sure.location == "/displaced")
      let front = try await office.browser(of: .frontDesk)
      let list = try await front.get("/displaced").text
      #expect(list.contains("Ruth Cohen"))
      #expect(list.contains("cannot take place as planned"))
      let seen = try #require(try await front.page?.hidden("seen"))
      let code = try #require(try await front.page?.hidden("slot"))
      let moved = try await front.post("/displaced/\(visit.id)/move", ["seen": seen, "slot": code])
      #expect(moved.location == "/displaced")
      #expect(try await front.follow(moved).text.contains("Every booked visit has its hours"))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `the front desk takes a room out of service, and the board says so`(_ engine: EngineKind) async throws
  {
    try await withOffice(engine) { office in
      let desk = try await SetupDesk(office)
      let front = try await office.browser(of: .frontDesk)
      _ = try await front.get("/rooms")
      let out = try await front.post("/rooms/\(desk.room.id)/out", ["reason": "Water on the floor"])
      #expect(out.status == 303)
      #expect(try await front.get("/schedule").text.contains("Room 1 is out of service: Water on the floor"))
      #expect(try await front.get("/rooms").text.contains("Back in service"))
      office.clock.advance(seconds: 60)
      _ = try await front.post("/rooms/\(desk.room.id)/return")
      #expect(try await front.get("/rooms").text.contains("Everything can be used."))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `at the limit the form asks for a reason, which stands on the visit and on the day sheet`(
    _ engine: EngineKind
  ) async throws {
    try await withOffice(engine) { office in
      let desk = try await SetupDesk(office)
      let browser = try await office.browser(of: .manager)
      let url = "/providers/\(desk.doctor.id)/caseload"
      _ = try await browser.get(url)
      #expect(try await browser.post(url, ["budget-day": "20"]).status == 303)
      #expect(try await browser.get(url).text.contains("value=\"20\""))
      _ = try await browser.get("/appointments/new?patient=\(desk.patient.id)&type=\(desk.type.id)")
      let ask: KeyValuePairs = [
        "patient": desk.patient.id.rawValue, "type": desk.type.id.rawValue,
        "slot": SlotCode(desk.slot(9)).text,
      ]
      let refused = try await browser.post("/appointments", ask)
      #expect(refused.status == 409)
      #expect(refused.text.contains("the day would hold 30 of 20 minutes"))
      #expect(refused.text.contains("Book past the rule"))
      let past = try await browser.post(
        "/appointments",
        [
          "patient": desk.patient.id.rawValue, "type": desk.type.id.rawValue,
          "slot": SlotCode(desk.slot(9)).text, "how": "past", "over_reason": "Asked by the clinician",
          "submission": "past",
        ])
      #expect(past.status == 303)
      #expect(try await browser.follow(past).text.contains("Booked past a rule"))
      let sheet = try await browser.get("/schedule/print?day=\(desk.tomorrow)").text
      #expect(sheet.contains("Booked past a rule: Asked by the clinician."))
      #expect(sheet.contains("the day would hold 30 of 20 minutes"))
      // The front desk sees the sentence and no way past it.
      let front = try await office.browser(of: .frontDesk)
      _ = try await front.get("/appointments/new?patient=\(desk.patient.id)&type=\(desk.type.id)")
      let no = try await front.post(
        "/appointments",
        [
          "patient": desk.patient.id.rawValue, "type": desk.type.id.rawValue,
          "slot": SlotCode(desk.slot(11)).text,
        ])
      #expect(no.status == 409)
      #expect(!no.text.contains("Book past the rule"))
    }
  }

  @Test func `the load of the weeks is a picture and the same in numbers`() async throws {
    try await withOffice { office in
      let desk = try await SetupDesk(office)
      try await desk.book(8)
      let front = try await office.browser(of: .frontDesk)
      let page = try await front.get("/load").text
      #expect(page.contains("<svg class=\"heat-map\""))
      #expect(page.contains("Tue 24 Nov: 12 %"))
      #expect(page.contains("30 of 240 min"))
      #expect(!page.contains("style="))
    }
  }

  @Test func `what a block keeps is read as people write it`() {
    #expect(Template.Share(words: "50 %") == .percent(50))
    #expect(Template.Share(words: "100") == .percent(100))
    #expect(Template.Share(words: "4 × 20 min") == .visits(4, minutes: 20))
    #expect(Template.Share(words: "some") == nil)
  }

  @Test(arguments: EngineKind.underTest)
  func `what a patient needs is kept on their page`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let desk = try await SetupDesk(office)
      let front = try await office.browser(of: .frontDesk)
      _ = try await front.get("/patients/\(desk.patient.id)")
      let kept = try await front.post(
        "/patients/\(desk.patient.id)/needs", ["need": "mobility", "need": "quiet"])
      #expect(try await front.follow(kept).text.contains("<span class=\"chip info\">Help with moving</span>"))
    }
  }
}
