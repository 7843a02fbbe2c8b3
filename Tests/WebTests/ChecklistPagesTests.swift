import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@testable import Web

@Suite struct ChecklistPagesTests {
  @Test(arguments: EngineKind.underTest)
  func `boxes are made, put in order, changed and retired`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let browser = try await office.browser(of: .manager)
      #expect(try await browser.get("/checklist").text.contains("No box yet."))
      func add(_ name: String, due: String) async throws -> Browser.Answer {
        try await browser.post("/checklist", ["name": name, "due": due])
      }
      #expect(try await add("Insurance verified", due: "2").status == 303)
      #expect(try await add("Consent signed", due: "0").status == 303)
      let again = try await add("Consent signed", due: "")
      #expect(again.status == 422 && again.text.contains("There is already a box called"))
      let far = try await add("Late", due: "400")
      #expect(far.status == 422 && far.text.contains("value=\"400\"") && far.text.contains("value=\"Late\""))

      let page = try await browser.get("/checklist").text
      #expect(page.contains("due 2 days before · every visit") && page.contains("due on the day"))
      let rise = try #require(page.firstMatch(of: #/action="(/checklist/[^"]+)/rise"/#)).1
      #expect(try await browser.post("\(rise)/rise").status == 303)
      let names = try await browser.get("/checklist").text.matches(
        of: #/href="/checklist/[^"]{36}">([^<]+)</#)
      #expect(names.map { String($0.1) } == ["Consent signed", "Insurance verified"])
      #expect(try await browser.post(String(rise), ["name": "Consent", "due": ""]).status == 303)
      #expect(try await browser.get(String(rise)).text.contains("value=\"Consent\""))
      #expect(try await browser.post("\(rise)/retirement").status == 303)
      #expect(try await browser.get(String(rise)).status == 404)
      #expect(try await office.browser(of: .frontDesk).get("/checklist").status == 403)
    }
  }

  @Test func `a box is ticked on the visit, and boards say how many are`() async throws {
    try await withCast(.sqlite) { cast in
      let desk = cast.scheduling
      let box = try await desk.keepBox(ChecklistDraft(name: "Insurance <b>", dueDays: 1), by: cast.mills)
      try await desk.keepBox(ChecklistDraft(name: "Consent"), by: cast.mills)
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      func boxes(_ who: Who) async throws -> [BoxView] {
        let details = try await desk.visit(visit.id, by: who)
        return boxViews(details, who, cast.riverside.zone, today: cast.today)
      }
      #expect(try await boxes(cast.ortega).map(\.isDue) == [true, false])
      #expect(try await boxes(cast.ortega).map(\.url).first == "/appointments/\(visit.id)/boxes/\(box)")
      try await desk.tick(box, on: visit.id, by: cast.ortega)
      let ticked = try await boxes(cast.ortega)
      #expect(ticked.map(\.said) == ["Maria Ortega, today 8:00", ""])
      #expect(ticked[0].url == "/appointments/\(visit.id)/boxes/\(box)/undo")
      let html = boxList(ticked, FormKeys(csrf: "x")).text
      #expect(html.contains("1 of 2") && html.contains("Insurance &lt;b&gt;"))
      let trainee = Who(staff: ID(), name: "Kim Park", roles: [.trainee])
      #expect(try await boxes(trainee).allSatisfy { $0.url == nil })
      let day = try await desk.day(cast.today, at: cast.riverside.id, by: cast.ortega)
      #expect(day.columns.flatMap(\.visits).map(\.openBoxes) == ["1 of 2"])
    }
  }

  @Test func `what is still open is a list that can be printed, for those who may see it`() async throws {
    try await withOffice { office in
      let front = try await office.browser(of: .frontDesk)
      let page = try await front.get("/schedule/checklist?days=14")
      #expect(page.status == 200 && page.text.contains("No box of the checklist is due"))
      #expect(try await front.get("/schedule/checklist?days=900").status == 422)
      #expect(try await office.browser(of: .auditor).get("/schedule/checklist").status == 403)
    }
  }
}
