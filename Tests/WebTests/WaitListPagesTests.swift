import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@testable import Web

/// The wait list, recall and the desk in a browser.
@Suite struct WaitListPagesTests {
  private func open(_ cast: Cast, as login: String) async throws -> Browser {
    let desks = Desks(
      practice: cast.practice, records: cast.records, scheduling: cast.scheduling, store: cast.store,
      now: { cast.clock.now })
    _ = try await cast.practice.hire(
      StaffDraft(login: login, name: "Jo Mills", roles: [.manager]), password: TestOffice.password,
      mustChange: false, by: .system("test"))
    let browser = Browser(quietly(desks))
    try await browser.signIn(login)
    return browser
  }

  @Test(arguments: EngineKind.underTest)
  func `puts a patient on the list from a visit, shows what is wrong, and takes them off again`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9, days: 3)), by: cast.ortega)
      let browser = try await open(cast, as: "mills")
      let form = try await browser.get("/wait-list/new?visit=\(visit.id)")
      #expect(form.status == 200)
      #expect(form.text.contains(#"value="\#(visit.id)" selected"#))
      let fields: KeyValuePairs = [
        "patient": cast.ruth.id.rawValue, "type": cast.followUp.id.rawValue, "weekday": "1",
        "part": "morning",
        "notice": "60", "urgency": "1", "sooner": visit.id.rawValue,
      ]
      let refused = try await browser.post("/wait-list", fields)
      #expect(refused.status == 422)
      #expect(refused.text.contains("Say in a few words why it is urgent."))
      let kept = try await browser.post(
        "/wait-list",
        [
          "patient": cast.ruth.id.rawValue, "type": cast.followUp.id.rawValue, "weekday": "1",
          "part": "morning", "notice": "60", "urgency": "2", "sooner": visit.id.rawValue, "phone_only": "yes",
        ])
      let list = try await browser.follow(kept)
      #expect(list.text.contains("Ruth Cohen") && list.text.contains("Telephone only"))
      #expect(list.text.contains("not asked yet"))
      let wish = try #require(try await cast.scheduling.waitList(by: cast.ortega).first).wish.id
      #expect(try await browser.get("/wait-list/\(wish)").text.contains("What they wait for"))
      let gone = try await browser.follow(
        try await browser.post("/wait-list/\(wish)/withdrawal", ["reason": ""]))
      #expect(gone.text.contains("Nobody waits."))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `books for a caller who accepts, and the call leaves the desk`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let browser = try await open(cast, as: "mills")
      let terms = WishTerms(patient: cast.ruth.id, visitType: cast.followUp.id, phoneOnly: true)
      _ = try await cast.scheduling.wish(terms, by: cast.ortega, submission: "ruth")
      let visit = try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(14)), by: cast.ortega)
      try await cast.scheduling.cancel(visit.id, because: .patient, by: cast.ortega)
      for handler in cast.scheduling.waitListJobs.sorted(by: { $0.key < $1.key }) {
        for job in try await cast.store.read({ try $0.waitingJobs() }) where job.job.kind == handler.key {
          try await handler.value(job.job)
        }
      }
      let desk = try await browser.get("/desk")
      #expect(desk.text.contains("Call about a time that became free") && desk.text.contains("Ruth Cohen"))
      #expect(desk.text.contains("15 min left"))
      let out = try await cast.scheduling.offersOut(since: cast.clock.now, by: cast.ortega)
      let offer = try #require(out.first?.offers.first?.offer.id)
      _ = try await browser.get("/wait-list")
      let booked = try await browser.follow(try await browser.post("/offers/\(offer)/acceptance"))
      #expect(booked.text.contains("Booked for Mon 23 Nov, 14:00."))
      let again = try await browser.post("/offers/\(offer)/acceptance")
      #expect(again.status == 409)
      #expect(again.text.contains("This offer was accepted already: the visit is booked."))
      #expect(try await browser.get("/desk").text.contains("Nothing needs anybody just now."))
    }
  }

  @Test func `lists work with its reason and ends it with what came of it`() async throws {
    try await withCast(.sqlite) { cast in
      let browser = try await open(cast, as: "mills")
      let id: ID<WorkItem> = ID()
      let now = cast.clock.now
      try await cast.store.write { tx in
        try tx.addWork(
          WorkItem(
            id: id, kind: "test", key: "1", title: "Look at <b>this</b>", reason: "Because it is late.",
            due: now.advanced(byMinutes: -130), location: cast.riverside.id, link: "/schedule",
            action: "Open the day", madeAt: now))
      }
      let desk = try await browser.get("/desk?show=front_desk")
      #expect(desk.text.contains("overdue by 2 hours") && desk.text.contains("Because it is late."))
      #expect(desk.text.contains("Look at &lt;b&gt;this"))
      #expect(try await browser.get("/desk?show=mine").text.contains("Nothing needs anybody"))
      let empty = try await browser.post("/desk/\(id)/end", ["outcome": ""])
      #expect(empty.status == 422)
      let done = try await browser.follow(try await browser.post("/desk/\(id)/end", ["outcome": "Looked"]))
      #expect(done.text.contains("Nothing needs anybody"))
    }
  }

  @Test func `keeps the rules of waves and of recall, and notes an attempt`() async throws {
    try await withCast(.sqlite) { cast in
      let browser = try await open(cast, as: "mills")
      #expect(try await browser.get("/wait-list/rules").text.contains("4 at a time, 15 minutes to answer"))
      let kept = try await browser.post(
        "/wait-list/rules/\(cast.physical.id)", ["lead": "72", "at_once": "2", "stands": "30"])
      #expect(kept.status == 303)
      let rules = try await cast.scheduling.waveRules(by: cast.mills)
      #expect(rules == [cast.physical.id: WaveRule(fills: false, lead: 4320, atOnce: 2, stands: 30)])

      _ = try await browser.get("/recall/rules/new")
      let wrong = try await browser.post(
        "/recall/rules",
        [
          "name": "Children", "type": cast.followUp.id.rawValue, "kind": "ages", "ages": "soon",
          "ahead": "14",
        ])
      #expect(wrong.status == 422)
      #expect(wrong.text.contains("“soon” is not an age."))
      let made = try await browser.post(
        "/recall/rules",
        [
          "name": "Children", "type": cast.followUp.id.rawValue, "kind": "ages", "ages": "3d, 1m 4y",
          "ahead": "14", "months": "",
        ])
      #expect(try await browser.follow(made).text.contains("At 3 days, 1 month, 4 years"))
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9, days: 1)), by: cast.ortega)
      try await cast.scheduling.cancel(visit.id, because: .patient, by: cast.ortega)
      let list = try await browser.get("/recall/unscheduled")
      #expect(list.text.contains("Ruth Cohen") && list.text.contains("The patient asked"))
      let noted = try await browser.post(
        "/appointments/\(visit.id)/attempts",
        ["patient": cast.ruth.id.rawValue, "outcome": "left_message", "next": "2026-11-25"])
      #expect(noted.status == 303)
      let later = try await browser.get("/recall/unscheduled?stage=later")
      #expect(later.text.contains("left a message on Mon 23 Nov (Jo Mills), again on Wed 25 Nov"))
    }
  }

  @Test func `parks a visit beside the board and puts it elsewhere`() async throws {
    try await withCast(.sqlite) { cast in
      let browser = try await open(cast, as: "mills")
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      _ = try await browser.get("/appointments/\(visit.id)")
      _ = try await browser.post("/appointments/\(visit.id)/pin", ["time": "leave", "note": "Later today"])
      let board = try await browser.get("/schedule?location=\(cast.riverside.id)&day=2026-11-23")
      #expect(board.text.contains(#"data-move="/appointments/\#(visit.id)/pin/placement""#))
      #expect(board.text.contains("Later today") && board.text.contains("Has no time"))
      let placed = try await browser.post(
        "/appointments/\(visit.id)/pin/placement",
        ["provider": cast.lindqvist.id.rawValue, "day": "2026-11-23", "time": "15:00"])
      #expect(placed.status == 303)
      let there = try await cast.scheduling.visit(visit.id, by: cast.ortega).visit
      #expect(there.slot == cast.slot(15, with: cast.lindqvist) && there.status == .booked)
    }
  }
}
