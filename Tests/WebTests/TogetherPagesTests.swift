import Foundation
import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@testable import Web

/// An office with a doctor and a nurse who work every day, two kinds of visits, and two patients with one telephone.
private struct Furnished {
  let office: TestOffice
  let scheduling: Scheduling
  var doctor: ID<Provider>
  var visit: ID<VisitType>
  var group: ID<VisitType>
  var ruth: ID<Patient>
  var omar: ID<Patient>

  init(_ office: TestOffice) async throws {
    let (system, clock) = (Who.system("test"), office.clock)
    self.office = office
    scheduling = Scheduling(store: office.store, now: { clock.now })
    let records = Records(store: office.store, now: { clock.now })
    var providers: [ID<Provider>] = []
    for name in ["Dr. A. Okafor", "T. Kim"] {
      let provider = try await office.practice.addProvider(ProviderDraft(name: name), by: system)
      let hours = Weekday.allCases.map {
        ProviderHours(
          provider: provider.id, location: office.place.id, weekday: $0,
          starts: WallTime(minutes: 480) ?? .midnight,
          ends: WallTime(minutes: 1020) ?? .midnight)
      }
      try await scheduling.keepWeek(of: provider.id, at: office.place.id, hours, by: system)
      providers.append(provider.id)
    }
    doctor = providers[0]
    visit = try await scheduling.addVisitType(
      VisitTypeDraft(name: "Follow-up", minutes: 30, providers: Set(providers)), by: system
    ).id
    group = try await scheduling.addVisitType(
      VisitTypeDraft(
        name: "Back class", minutes: 60, providers: [doctor], rules: VisitTypeRules(capacity: 2)), by: system
    ).id
    func person(_ family: String, _ given: String) async throws -> ID<Patient> {
      var draft = PatientDraft(family: family, given: given, birthDate: "1990-01-02", sex: .female)
      draft.phones = [PatientDraft.Phone("(617) 555-0142")]
      return try await records.register(draft, by: system, submission: given).id
    }
    ruth = try await person("Cohen", "Ruth")
    omar = try await person("Haddad", "Omar")
  }
}

extension Browser.Answer {
  /// The values of every input of this name, in their order.
  fileprivate func values(_ name: String) -> [String] {
    text.components(separatedBy: "name=\"\(name)\" value=\"").dropFirst().map {
      String($0.prefix { $0 != "\"" })
    }
  }
}

@Suite struct `Pages for several visits` {
  @Test(arguments: EngineKind.underTest)
  func `Maria looks at each visit of a series, books it, moves the rest and cancels them`(
    _ engine: EngineKind
  ) async throws {
    try await withOffice(engine) { office in
      let here = try await Furnished(office)
      let browser = try await office.browser(of: .frontDesk)
      let asked =
        "patient=\(here.ruth)&type=\(here.visit)&provider=\(here.doctor)&location=\(office.place.id)&first=2026-12-01&time=09%3A00&pattern=weekly&every=1&end=visits&count=3"
      let preview = try await browser.get("/series/new?\(asked)&preview=yes")
      #expect(preview.text.contains("All are free"))
      #expect(preview.text.contains("every week on Tuesday, 3 visits"))
      let slots = (0..<3).compactMap { preview.values("slot-\($0)").first }
      let booked = try await browser.post(
        "/series",
        [
          "patient": here.ruth.rawValue, "type": here.visit.rawValue, "provider": here.doctor.rawValue,
          "location": office.place.id.rawValue, "first": "2026-12-01", "time": "09:00", "pattern": "weekly",
          "every": "1", "end": "visits", "count": "3", "slot-0": slots[0], "minutes-0": "30",
          "slot-1": slots[1],
          "minutes-1": "30", "slot-2": slots[2], "minutes-2": "30",
        ])
      let url = try #require(booked.location)
      let page = try await browser.follow(booked)
      #expect(page.text.contains("2 of 3"))
      let first = try #require(page.text.firstMatch(of: /\/appointments\/([0-9a-f-]{36})/)?.1)
      #expect(try await browser.get("/appointments/\(first)").text.contains("visit 1 of 3 authorized"))
      #expect(try await browser.get("/patients/\(here.ruth)").text.contains(url))
      let change = try await browser.get("\(url)/change?visit=\(first)&scope=all&time=11%3A00")
      #expect(change.text.contains("What would change"))
      let moved = try await browser.post(
        "\(url)/moves",
        [
          "slot-0": change.values("slot-0")[0], "minutes-0": "30", "visit-0": change.values("visit-0")[0],
          "seen-0": "1", "slot-1": "",
        ])
      #expect(try await browser.follow(moved).text.contains("11:00–11:30"))
      // Somebody who saw the series before it changed does not cancel what they did not see.
      let late = try await browser.post(
        "\(url)/cancellation",
        ["visit": String(first), "scope": "all", "reason": "patient", "moved": "yes", "seen-\(first)": "1"])
      #expect(late.status == 409)
      let gone = try await browser.post(
        "\(url)/cancellation", ["visit": String(first), "scope": "all", "reason": "patient", "moved": "yes"])
      #expect(try await browser.follow(gone).text.contains("3 visits are cancelled."))
    }
  }

  @Test func `a hundred thousand visits get their sentence, and a day that is none gets its own`()
    async throws
  {
    try await withOffice { office in
      let here = try await Furnished(office)
      let browser = try await office.browser(of: .frontDesk)
      let asked =
        "preview=yes&patient=\(here.ruth)&type=\(here.visit)&provider=\(here.doctor)&location=\(office.place.id)&time=9%3A00"
      let many = try await browser.get(
        "/series/new?\(asked)&first=2026-12-01&pattern=weekly&end=visits&count=100000")
      #expect(many.status == 422)
      #expect(many.text.contains("A series has at most 200 visits, not 100000."))
      let odd = try await browser.get("/series/new?\(asked)&pattern=days&days=yesterday")
      #expect(odd.text.contains("“yesterday” is not a day."))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a chain is made by a manager, booked at the desk, moved and cancelled as one`(_ engine: EngineKind)
    async throws
  {
    try await withOffice(engine) { office in
      let here = try await Furnished(office)
      let manager = try await office.browser(of: .manager)
      _ = try await manager.get("/chain-templates")
      let alone = try await manager.post(
        "/chain-templates", ["name": "Two talks", "type-1": here.visit.rawValue, "position-1": "1"])
      #expect(alone.text.contains("One step is an ordinary visit."))
      let made = try await manager.post(
        "/chain-templates",
        [
          "name": "Two talks", "type-1": here.visit.rawValue, "type-2": here.visit.rawValue, "least-1": "5",
          "most-1": "30",
        ])
      #expect(try await manager.follow(made).text.contains("Follow-up → Follow-up"))
      let browser = try await office.browser(of: .frontDesk)
      let times = try await browser.get("/chains/new?patient=\(here.ruth)&from=2026-12-01")
      let slots = try #require(times.values("slots").first)
      let booked = try await browser.post(
        "/chains",
        [
          "patient": here.ruth.rawValue,
          "template": times.values("template").first ?? times.hidden("template") ?? "", "slots": slots,
        ])
      let page = try await browser.follow(booked)
      #expect(page.text.contains("2 together"))
      let moved = try await browser.post(
        "/together/moves",
        [
          "chain": String(try #require(booked.location).suffix(36)),
          "slots": try #require(page.values("slots").first),
        ])
      #expect(moved.status == 303)
      _ = try await browser.follow(moved)
      let gone = try await browser.post(
        "/together/cancellation",
        ["chain": String(try #require(booked.location).suffix(36)), "reason": "patient"])
      #expect(try await browser.follow(gone).text.contains("All 2 visits are cancelled."))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `two with one telephone are booked side by side as a household`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let here = try await Furnished(office)
      let browser = try await office.browser(of: .frontDesk)
      let url = "/patients/\(here.ruth)/household"
      let who =
        "member=\(here.ruth)&member=\(here.omar)&type-\(here.ruth)=\(here.visit)&type-\(here.omar)=\(here.visit)"
      let times = try await browser.get("\(url)?\(who)&shape=side_by_side&from=2026-12-01")
      #expect(times.text.contains("same telephone"))
      let booked = try await browser.post(
        url,
        [
          "member": here.ruth.rawValue, "member": here.omar.rawValue,
          "type-\(here.ruth)": here.visit.rawValue,
          "type-\(here.omar)": here.visit.rawValue, "slots": try #require(times.values("slots").first),
        ])
      let page = try await browser.follow(booked)
      #expect(page.text.contains("Ruth Cohen") && page.text.contains("Omar Haddad"))
      #expect(try await browser.get(url).text.contains("What they have booked"))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a group is one block on the board, and its page says who is in`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let here = try await Furnished(office)
      let browser = try await office.browser(of: .frontDesk)
      let slot = Slot(
        provider: here.doctor, location: office.place.id, day: "2026-12-01".day,
        time: WallTime(14, 0) ?? .midnight,
        minutes: 60)
      let visit = try await here.scheduling.book(
        BookingAsk(patient: here.ruth, visitType: here.group, slot: slot, submission: "g"),
        by: .system("test"))
      let url = "/groups/\(try #require(visit.session))"
      let ask = try await browser.get("\(url)?patient=\(here.omar)")
      #expect(ask.text.contains("1 place left"))
      let added = try await browser.post("\(url)/members", ["patient": here.omar.rawValue])
      #expect(try await browser.follow(added).text.contains("2 of 2"))
      let board = try await browser.get("/schedule?location=\(office.place.id)&day=2026-12-01")
      #expect(board.text.contains("2 of 2"))
      #expect(board.text.components(separatedBy: "href=\"\(url)\"").count == 2)
      _ = try await browser.get("\(url)?patient=\(here.omar)")
      let twice = try await browser.post("\(url)/members", ["patient": here.omar.rawValue])
      #expect(twice.status == 409)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a group is moved from its page by one press, and back by the undo beside the word of it`(
    _ engine: EngineKind
  ) async throws {
    try await withOffice(engine) { office in
      let here = try await Furnished(office)
      let browser = try await office.browser(of: .manager)
      let slot = Slot(
        provider: here.doctor, location: office.place.id, day: "2026-12-01".day,
        time: WallTime(14, 0) ?? .midnight, minutes: 60)
      var visits: [Appointment] = []
      for patient in [here.ruth, here.omar] {
        visits.append(
          try await here.scheduling.book(
            BookingAsk(patient: patient, visitType: here.group, slot: slot, submission: "g\(patient)"),
            by: .system("test")))
      }
      let url = "/groups/\(try #require(visits[0].session))"
      #expect(try await browser.get(url).text.contains("href=\"\(url)/move\" data-key=\"m\""))
      let page = try await browser.get("\(url)/move")
      #expect(page.text.contains("Move all 2"))
      let there = try await browser.post("\(url)/moves", ["slot": SlotCode(slot).text])
      #expect(there.status == 409 && there.text.contains("The group meets at that time already."))
      var other = slot
      other.time = WallTime(15, 0) ?? .midnight
      let moved = try await browser.post("\(url)/moves", ["slot": SlotCode(other).text])
      #expect(moved.status == 303, "\(moved.text)")
      let after = try await browser.follow(moved)
      #expect(after.text.contains("All 2 are moved to") && after.text.contains("15:00–16:00"))
      let undo = try #require(after.text.firstMatch(of: /\/together\/undo\?batch=[0-9a-z-]+/)?.output)
      #expect(try await browser.post(String(undo)).status == 303)
      for visit in visits {
        #expect(try await here.scheduling.visit(visit.id, by: .system("test")).visit.slot == slot)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `somebody who walks in waits, is taken into a free time, or leaves`(_ engine: EngineKind) async throws
  {
    try await withOffice(engine) { office in
      let here = try await Furnished(office)
      let browser = try await office.browser(of: .frontDesk)
      _ = try await browser.get("/walk-ins")
      let place = office.place.id.rawValue
      let unnamed = try await browser.post(
        "/walk-ins", ["location": place, "reason": "Ear ache", "type": here.visit.rawValue, "urgency": "1"])
      #expect(unnamed.text.contains("Say how they are called, or find the patient."))
      _ = try await browser.post(
        "/walk-ins",
        [
          "location": place, "name": "A man in green", "reason": "Ear ache", "type": here.visit.rawValue,
          "urgency": "1",
        ])
      let queue = try await browser.get("/walk-ins")
      #expect(queue.text.contains("A man in green") && queue.text.contains("Urgent"))
      let start = try #require(queue.text.range(of: "/walk-ins/0"))
      let url = "/walk-ins/0" + queue.text[start.upperBound...].prefix(35)
      #expect(try await browser.get(url).text.contains("Who is it?"))
      let times = try await browser.get("\(url)?patient=\(here.omar)")
      let taken = try await browser.post(
        "\(url)/visit",
        ["patient": here.omar.rawValue, "minutes": "30", "slot": try #require(times.values("slot").first)])
      #expect(taken.status == 303)
      let late = try await browser.post("\(url)/departure")
      #expect(late.status == 409)
      #expect(try await browser.get("/walk-ins/again").text.contains("taken"))
    }
  }
}

extension String {
  fileprivate var day: LocalDay { LocalDay(self) ?? LocalDay(daysSince1970: 0) }
}
