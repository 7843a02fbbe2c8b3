import Kernel
import Practice
import Scheduling
import Store
import Support
import Testing

@testable import Web

/// The check-in board as the front desk sees it, so many minutes past eight.
private func checkIn(_ cast: Cast, by who: Who? = nil, at minutes: Int) async throws -> CheckInBuilder {
  let who = who ?? cast.ortega
  let ask = DayAsk(
    place: cast.riverside, places: [cast.riverside], today: cast.today, day: cast.today, provider: nil,
    visit: nil)
  let board = try await cast.scheduling.checkIn(cast.today, at: cast.riverside.id, by: who)
  let eight = cast.riverside.zone.instant(cast.today, .midnight).advanced(byMinutes: 480)
  return CheckInBuilder(board: board, ask: ask, who: who, now: eight.advanced(byMinutes: minutes))
}

extension CheckInBuilder {
  fileprivate func card(in lane: String) throws -> CheckInView.Card {
    try #require(lanes.first { $0.name == lane }?.cards.first)
  }
}

@Suite struct CheckInTests {
  @Test func `there is a lane for each stage, in the order in which people go through them`() async throws {
    try await withCast(.sqlite) { cast in
      let lanes = try await checkIn(cast, at: 0).lanes
      #expect(
        lanes.map(\.name) == ["Expected", "Waiting", "In room", "With clinician", "Checkout", "Done"])
      #expect(lanes.map(\.isFolded) == [false, false, false, false, false, true])
    }
  }

  @Test func `waiting counts from the booked time, and is said in words as well as in colour`() async throws {
    try await withCast(.sqlite) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(8, 30)), by: cast.ortega)
      cast.clock.advance(minutes: 10)
      try await cast.scheduling.advance(visit.id, to: .arrived, by: cast.ortega)
      func said(_ minutes: Int) async throws -> String {
        let card = try await checkIn(cast, at: minutes).card(in: "Waiting")
        return waitChip(try #require(card.wait)).text
      }
      // Twenty minutes early are not waiting.
      #expect(try await said(44).contains("class=\"chip plain\""))
      #expect(try await said(44).contains("<b>34</b> min<em></em>"))
      #expect(try await said(45).contains("chip warn"))
      #expect(try await said(45).contains("<em>, long</em>"))
      #expect(try await said(60).contains("chip urgent"))
      #expect(try await said(60).contains("<em>, too long</em>"))
      #expect(try await checkIn(cast, at: 60).view().summary.map(\.words) == ["1 waiting", "1 for long"])
    }
  }

  @Test func `one press takes the usual step, and facts are pressed beside it`() async throws {
    try await withCast(.sqlite) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(8)), by: cast.ortega)
      let expected = try await checkIn(cast, at: 20).card(in: "Expected")
      #expect(expected.steps.map(\.label) == ["Arrived", "Did not come"])
      #expect(expected.facts.map(\.words) == ["Forms"])
      #expect(expected.wait?.what == "not here,")
      try await cast.scheduling.advance(visit.id, to: .started, by: cast.ortega)
      try await cast.scheduling.note(.forms, on: visit.id, by: cast.ortega)
      let inside = try await checkIn(cast, at: 20).card(in: "With clinician")
      #expect(inside.steps.map(\.url) == ["/appointments/\(visit.id)/checkout"])
      #expect(inside.facts.map(\.words) == ["Forms", "Vitals", "Next visit"])
      #expect(inside.facts.map(\.isSettled) == [true, false, false])
      #expect(inside.facts.first?.url == "/appointments/\(visit.id)/facts/forms/undo")
    }
  }

  @Test func `a board is drawn once for all who may press the same, until something on it changes`()
    async throws
  {
    try await withCast(.sqlite) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(8)), by: cast.ortega)
      let drawn = DrawnBoards()
      func drawing(_ who: Who) async throws -> String {
        try #require(try await checkIn(cast, by: who, at: 20).view(drawn: drawn).board).text
      }
      let first = try await drawing(cast.ortega)
      #expect(first.contains("formaction=\"/appointments/\(visit.id)/arrival\" name=\"seen\" value=\"1\""))
      // Nothing of a session is in it.
      #expect(!first.contains("csrf"))
      #expect(
        !(try await drawing(Who(staff: ID(), name: "Kim Park", roles: [.trainee]))).contains("formaction"))
      try await cast.scheduling.note(.forms, on: visit.id, by: cast.ortega)
      #expect(try await drawing(cast.ortega).contains("Forms<span class=\"sr\">: settled"))
      try await cast.scheduling.takeBack(.forms, on: visit.id, by: cast.ortega)
      #expect(try await drawing(cast.ortega) == first)
      try await cast.scheduling.advance(visit.id, to: .arrived, by: cast.ortega)
      #expect(try await drawing(cast.ortega).contains("name=\"seen\" value=\"2\""))
    }
  }

  @Test func `whoever may only look has nothing to press`() async throws {
    try await withCast(.sqlite) { cast in
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(8)), by: cast.ortega)
      let trainee = Who(staff: ID(), name: "Kim Park", roles: [.trainee])
      let card = try await checkIn(cast, by: trainee, at: 20).card(in: "Expected")
      #expect(card.steps.isEmpty)
      #expect(card.facts.allSatisfy { $0.url == nil })
    }
  }

  @Test func `who runs late is named with the reason, on this board and on the day's`() async throws {
    try await withCast(.sqlite) { cast in
      let first = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(8)), by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(8, 30)), by: cast.ortega)
      cast.clock.advance(minutes: 25)
      try await cast.scheduling.advance(first.id, to: .started, by: cast.ortega)
      let late = try await checkIn(cast, at: 25).view().late
      #expect(late.map(\.provider) == ["Dr. A. Okafor"])
      #expect(late.map(\.words) == ["about 25 min late"])
      #expect(late.map(\.why) == ["The visit now began 25 min late. 1 to tell."])
      let board = try await cast.scheduling.day(cast.today, at: cast.riverside.id, by: cast.ortega)
      #expect(board.late[cast.okafor.id]?.delay == 25)
      let tomorrow = try await cast.scheduling.day(
        cast.today.advanced(by: 1), at: cast.riverside.id, by: cast.ortega)
      #expect(tomorrow.late.isEmpty)
    }
  }

  @Test func `what happened holds facts and messages beside the steps, newest first`() async throws {
    try await withCast(.sqlite) { cast in
      let desk = cast.scheduling
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9, days: 1)), by: cast.ortega)
      cast.clock.advance(minutes: 1)
      try await desk.note(.forms, on: visit.id, by: cast.ortega)
      cast.clock.advance(minutes: 1)
      try await desk.remind(visit.id, by: cast.ortega)
      cast.clock.advance(minutes: 1)
      try await desk.cancel(visit.id, because: .patient, by: cast.ortega)
      let list = whatHappened(
        try await desk.visit(visit.id, by: cast.ortega), cast.riverside.zone, today: cast.today)
      #expect(list.map(\.what) == ["Cancelled", "Message: reminder", "Forms are in", "Booked"])
      #expect(list.first?.why == "The patient asked · cancelled in time, 24 h before (late within 24 h)")
      #expect(list[1].why.hasSuffix("withdrawn by Maria Ortega · today 8:03"))
    }
  }
}

@Suite struct CheckInPagesTests {
  private func office(_ body: (TestOffice, Browser) async throws -> Void) async throws {
    try await withOffice { office in try await body(office, try await office.browser(of: .manager)) }
  }

  @Test func `rules are kept, and a wrong one is shown beside its field with what was typed`() async throws {
    try await office { _, browser in
      _ = try await browser.get("/schedule/rules")
      func send(_ tooLong: String) async throws -> Browser.Answer {
        try await browser.post(
          "/schedule/rules",
          [
            "long_wait": "10", "too_long_wait": tooLong, "late_cancel_hours": "48", "warn_from": "15",
            "missed_after": "45", "self_arrival": "35",
          ])
      }
      #expect(try await send("20").status == 303)
      let answer = try await send("5")
      #expect(answer.status == 422)
      #expect(answer.text.contains("A wait that is too long begins with the long one at 10 minutes"))
      #expect(try await browser.get("/schedule/rules").text.contains("value=\"48\""))
      #expect(try await browser.get("/schedule/rules").text.contains("value=\"45\""))
      #expect(try await browser.get("/schedule/rules").text.contains("value=\"35\""))
    }
  }

  @Test func `a day is closed and opened again from its page`() async throws {
    try await office { office, browser in
      let day = "location=\(office.place.id)&day=2026-11-23"
      #expect(try await browser.get("/schedule/close?\(day)").text.contains("Everything is settled"))
      #expect(try await browser.post("/schedule/close/missed?\(day)", [:]).status == 303)
      #expect(try await browser.post("/schedule/close?\(day)", [:]).status == 303)
      #expect(try await browser.get("/schedule/close?\(day)").text.contains("This day is closed"))
      #expect(try await browser.post("/schedule/reopen?\(day)", ["reason": ""]).status == 422)
      #expect(try await browser.post("/schedule/reopen?\(day)", ["reason": "a slip"]).status == 303)
      #expect(try await browser.get("/schedule/close?\(day)").text.contains("a slip"))
      let tomorrow = try await browser.post(
        "/schedule/close?location=\(office.place.id)&day=2026-11-24", [:])
      #expect(tomorrow.status == 409)
    }
  }

  @Test func `pages say what would stand there while nothing does`() async throws {
    try await office { _, browser in
      for (path, words) in [
        ("/schedule/flow", "Nobody"), ("/schedule/late", "nobody is late"),
        ("/schedule/messages", "Nothing waits"), ("/schedule/outlook", "Nobody stands out"),
      ] {
        let answer = try await browser.get(path)
        #expect(answer.status == 200)
        #expect(answer.text.contains(words), "\(path)")
      }
    }
  }

  @Test func `telling nobody is refused with a sentence, and a fact that does not exist is no page`()
    async throws
  {
    try await office { office, browser in
      let day = "location=\(office.place.id)&day=2026-11-23"
      _ = try await browser.get("/schedule/late")
      #expect(
        try await browser.post("/schedule/late/messages?\(day)", [:]).text.contains("Choose who runs late"))
      let nobody = try await browser.post(
        "/schedule/late/messages?\(day)&provider=0198c0de-0000-7000-8000-000000000000", [:])
      #expect(nobody.status == 409)
      #expect(nobody.text.contains("there is nobody to tell"))
      let strange = try await browser.post(
        "/appointments/0198c0de-0000-7000-8000-000000000000/facts/shoes", [:])
      #expect(strange.status == 404)
    }
  }
}
