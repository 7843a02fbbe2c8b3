import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@testable import Web

@Suite struct `The planner's page` {
  @Test func `says what is missing where there is nobody to plan for`() async throws {
    try await withOffice { office in
      let browser = try await office.browser(of: .manager)
      #expect(try await browser.get("/lab").text.contains("/lab/planner"))
      let page = try await browser.get("/lab/planner")
      #expect(page.status == 200 && page.text.contains("nobody to plan for yet"))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `proposes start times for a list, with the picture and what it was learned from`(_ engine: EngineKind)
    async throws
  {
    try await withOffice(engine) { office in
      let type = try await office.furnish()
      let browser = try await office.browser(of: .manager)
      let empty = try await browser.get("/lab/planner")
      #expect(empty.status == 200 && empty.text.contains("Nobody is booked there then."))
      let page = try await browser.get("/lab/planner?what=listed&from=08:00&type-0=\(type)&count-0=6")
      #expect(page.status == 200)
      #expect(try /Start the [a-z]+ visit at [89]:\d\d, not/.firstMatch(in: page.text) != nil)
      #expect(page.text.contains("<svg class=\"plan-picture\""))
      #expect(page.text.contains("planned length: no visit was measured yet"))
      #expect(page.text.contains("6 · Check &amp; chat"))
      let one = try await browser.get("/lab/planner?what=listed&from=08:00&type-0=\(type)&count-0=1")
      #expect(one.text.contains("The times are as good as they get: leave them as they are."))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `applies the proposal to a pattern: first what changes and whom it touches, then one commit`(
    _ engine: EngineKind
  ) async throws {
    try await withOffice(engine) { office in
      let (type, pattern, visit) = try await office.furnishWithVisit()
      let browser = try await office.browser(of: .manager)
      let ask = "what=listed&from=08:00&type-0=\(type)&count-0=4"
      let page = try await browser.get("/lab/planner?\(ask)")
      #expect(page.text.contains("action=\"/lab/planner/application\""))
      let late = try await browser.get("/lab/planner/application?\(ask)&template=\(pattern)&weekday=7")
      #expect(late.text.contains("lies outside of the working hours"))
      let shown = try await browser.get("/lab/planner/application?\(ask)&template=\(pattern)&weekday=2")
      #expect(shown.status == 200 && shown.text.contains("any time within the hours"))
      #expect(
        shown.text.contains("Ruth Cohen") && shown.text.contains("Visits start at other times there now."))
      let starts = shown.text.matches(of: /name="start" value="([^"]+)"/).map { String($0.1) }
      #expect(starts.count == 4)
      let scheduling = Scheduling(store: office.store, now: { office.clock.now })
      #expect(try await scheduling.template(pattern, by: .system("test")).starts == [])
      func sent(_ fields: [(String, String)], _ page: Browser.Answer) throws -> [UInt8] {
        var form = Form(["csrf": try #require(page.hidden("csrf"))])
        for (name, value) in fields + starts.map({ ("start", $0) }) { form.append(name, value) }
        return Array(form.urlEncoded.utf8)
      }
      let saved = try await browser.post(
        "/lab/planner/application",
        raw: sent(
          [("template", pattern.rawValue), ("weekday", "2"), ("sure", "yes"), ("fate-\(visit)", "keep")],
          shown))
      #expect(saved.status == 303, "\(saved.text)")
      let kept = try await scheduling.template(pattern, by: .system("test"))
      #expect(kept.starts.count == 4 && kept.starts.allSatisfy { $0.weekday == .tuesday })
      // The board offers them, the pattern shows them, and a tick taken away removes them.
      let board = try await browser.get("/schedule?day=2026-11-24").text
      #expect(board.contains("time=\(clockTime(kept.starts[1].at.minutes))\""))
      let url = "/providers/\(kept.provider)/templates/\(pattern)"
      let form = try await browser.get(url)
      #expect(form.text.contains("Planned starts") && form.text.contains("Tuesday: 8:00"))
      let without = try await browser.post(
        url,
        raw: sent([("location", office.place.id.rawValue), ("every", "1"), ("work-2", "8-12")], form))
      #expect(without.status == 303, "\(without.text)")
      #expect(try await scheduling.template(pattern, by: .system("test")).starts == [])
    }
  }

  @Test func `says at the field what cannot be planned, and keeps what was typed`() async throws {
    try await withOffice { office in
      let type = try await office.furnish()
      let browser = try await office.browser(of: .manager)
      let count = try await browser.get("/lab/planner?what=listed&from=08:00&type-0=\(type)&count-0=31")
      #expect(count.status == 422 && count.text.contains("How many must be a whole number from 1 to 30."))
      #expect(count.text.contains("value=\"31\""))
      let none = try await browser.get("/lab/planner?what=listed&from=08:00")
      #expect(none.status == 422 && none.text.contains("List the visits of the session"))
      let late = try await browser.get("/lab/planner?what=listed&from=23:30&type-0=\(type)&count-0=3")
      #expect(late.status == 422 && late.text.contains("past midnight"))
    }
  }
}

extension TestOffice {
  /// The same with hours on Tuesdays, and a visit at 10:25.
  fileprivate func furnishWithVisit() async throws -> (ID<VisitType>, ID<Template>, ID<Appointment>) {
    let type = try await furnish()
    let boss = Who.system("test")
    let scheduling = Scheduling(store: store, now: { clock.now })
    let provider = try #require(try await practice.providers(by: boss).first)
    let pattern = try await scheduling.addTemplate(
      TemplateDraft(
        location: place.id,
        stretches: [
          ProviderHours(
            provider: provider.id, location: place.id, weekday: .tuesday, starts: WallTime(8, 0) ?? .midnight,
            ends: WallTime(12, 0) ?? .midnight)
        ]), of: provider.id, by: boss)
    let patient = try await Records(store: store, now: { clock.now }).register(
      PatientDraft(family: "Cohen", given: "Ruth", birthDate: "1951-03-04", sex: .female), by: boss,
      submission: "ruth")
    let slot = Slot(
      provider: provider.id, location: place.id, day: LocalDay(daysSince1970: 20_781),
      time: WallTime(10, 25) ?? .midnight, minutes: 20)
    let visit = try await scheduling.book(
      BookingAsk(patient: patient.id, visitType: type, slot: slot, submission: "visit"), by: boss)
    return (type, pattern.id, visit.id)
  }

  /// Somebody to plan for, and a kind of visit.
  fileprivate func furnish() async throws -> ID<VisitType> {
    let boss = Who.system("test")
    let scheduling = Scheduling(store: store, now: { clock.now })
    let provider = try await practice.addProvider(ProviderDraft(name: "Dr. A. Okafor"), by: boss)
    return try await scheduling.addVisitType(
      VisitTypeDraft(name: "Check & chat", minutes: 20, providers: [provider.id]), by: boss
    ).id
  }
}
