import Kernel
import Practice
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
