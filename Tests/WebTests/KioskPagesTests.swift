import Foundation
import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@testable import Web

@Suite struct KioskPagesTests {
  @Test(arguments: EngineKind.underTest)
  func `a kiosk is made, used without signing in, and revoked`(_ engine: EngineKind) async throws {
    try await withVisit(engine) { office in
      let manager = try await office.browser(of: .manager)
      let path = try await make(manager)
      let tablet = office.browser()
      let start = try await tablet.get(path)
      #expect(start.status == 200 && start.text.contains("Riverside Family Medicine · Riverside"))
      let found = try await tablet.follow(try await tablet.post(path, Self.ruth))
      #expect(found.text.contains("Hello, Ruth C.") && found.text.contains("Dr. A. Okafor"))
      for word in ["Cohen", "Follow-up", "1951"] { #expect(!found.text.contains(word), "\(word)") }
      #expect(found.header("Refresh") == "60; url=\(path)")
      let action = try #require(found.text.firstMatch(of: #/action="([^"]+/arrival)"/#)).1
      let thanks = try await tablet.follow(try await tablet.post(String(action)))
      #expect(thanks.text.contains("Thank you, Ruth.") && thanks.text.contains("take a seat"))
      #expect(thanks.header("Refresh") == "20; url=\(path)")
      #expect(!thanks.text.contains("your forms are still missing"))

      let page = try await manager.get("/kiosks").text
      #expect(page.contains("last used today 10:42") && !page.contains(path))
      let revocation = try #require(page.firstMatch(of: #/action="(/kiosks/[^"]+/revocation)"/#)).1
      #expect(try await manager.post(String(revocation)).status == 303)
      #expect(try await tablet.get(path).status == 404)
    }
  }

  @Test func `a revoked, a guessed and a misspelled address get one friendly page`() async throws {
    try await withVisit { office in
      let manager = try await office.browser(of: .manager)
      let revoked = try await make(manager)
      let page = try await manager.get("/kiosks").text
      let revocation = try #require(page.firstMatch(of: #/action="(/kiosks/[^"]+/revocation)"/#)).1
      _ = try await manager.post(String(revocation))
      var answers: Set<String> = []
      for guess in [revoked, "/kiosk/" + String(repeating: "0f", count: 24), "/kiosk/x", "/kiosk/x/y"] {
        let answer = try await office.browser().get(guess)
        #expect(answer.status == 404)
        answers.insert(answer.text)
      }
      #expect(answers.count == 1)
      #expect(try #require(answers.first).contains("This page is not in use. Please go to the front desk."))
    }
  }

  @Test func `what finds nobody is said in the language of the page, and begins anew`() async throws {
    try await withVisit { office in
      let path = try await make(try await office.browser(of: .manager))
      let tablet = office.browser()
      let start = try await tablet.get(path + "?language=es")
      #expect(start.text.contains(#"<html lang="es">"#) && start.text.contains("Fecha de nacimiento"))
      let wrong = try await tablet.post(
        path, ["year": "1952", "month": "3", "day": "4", "family": "Cohen", "language": "es"])
      #expect(wrong.status == 422 && wrong.text.contains("No encontramos su cita."))
      #expect(!wrong.text.contains("1952") && !wrong.text.contains("Cohen"))
      let noDay = try await tablet.post(
        path, ["year": "1951", "month": "2", "day": "30", "family": "Co", "language": "es"])
      #expect(noDay.status == 422 && noDay.text.contains("revise la fecha"))
      let short = try await tablet.post(path, ["year": "1951", "month": "3", "day": "4", "family": "C"])
      #expect(short.status == 422 && short.text.contains("at least two letters"))
      let found = try await tablet.follow(
        try await tablet.post(
          path, ["year": "1951", "month": "3", "day": "4", "family": "co", "language": "es"]))
      #expect(found.text.contains("Hola, Ruth C.") && found.text.contains("con Dr. A. Okafor"))
    }
  }

  @Test func `going back after two minutes shows the first page and nobody`() async throws {
    try await withVisit { office in
      let path = try await make(try await office.browser(of: .manager))
      let tablet = office.browser()
      _ = try await tablet.get(path)
      let answer = try await tablet.post(path, Self.ruth)
      let found = try #require(answer.location)
      // Nothing about anybody stands in the address.
      #expect(found.wholeMatch(of: #/\/kiosk\/[0-9a-f]{48}\/[0-9a-f]{32}\?language=en/#) != nil)
      office.clock.advance(seconds: 121)
      let again = try await tablet.get(found)
      #expect(again.status == 303 && again.location == path + "?language=en")
      let late = try await tablet.post(found.replacing("?language=en", with: "/arrival"))
      #expect(try await tablet.follow(late).text.contains("When were you born"))
    }
  }

  @Test func `a form that does not come from the kiosk's page changes nothing`() async throws {
    try await withVisit { office in
      let path = try await make(try await office.browser(of: .manager))
      let answer = try await office.browser().post(path, Self.ruth)
      #expect(answer.status == 403)
    }
  }

  @Test func `a kiosk that lacks its place or name comes back with what was typed`() async throws {
    try await withVisit { office in
      let manager = try await office.browser(of: .manager)
      _ = try await manager.get("/kiosks")
      let answer = try await manager.post("/kiosks", ["location": "", "name": "Side door"])
      #expect(answer.status == 422 && answer.text.contains("Side door"))
      #expect(answer.text.contains("Choose the place."))
    }
  }

  private static let ruth: KeyValuePairs = ["year": "1951", "month": "3", "day": "4", "family": "Coh"]

  /// Presses the button, and the path of the address that is shown.
  private func make(_ browser: Browser) async throws -> String {
    let place = try #require(
      try await browser.get("/kiosks").text.firstMatch(of: #/<option value="([0-9a-f-]{36})"/#))
    let made = try await browser.post(
      "/kiosks", ["location": String(place.1), "name": "Entrance"], ["Origin": "http://foyer.test"])
    #expect(made.status == 200)
    let found = try #require(made.text.firstMatch(of: #/value="http://foyer.test(/kiosk/[0-9a-f]{48})"/#))
    return String(found.1)
  }

  /// An office with a provider who sees Ruth today at 11.
  private func withVisit(
    _ engine: EngineKind = .sqlite, _ body: (TestOffice) async throws -> Void
  ) async throws {
    try await withOffice(engine) { office in
      let (system, desks) = (Who.system("test"), office.app.desks)
      let okafor = try await desks.practice.addProvider(ProviderDraft(name: "Dr. A. Okafor"), by: system)
      let type = try await desks.scheduling.addVisitType(
        VisitTypeDraft(name: "Follow-up", minutes: 30, providers: [okafor.id]), by: system)
      let (nine, five, eleven) = try (
        #require(WallTime(9, 0)), #require(WallTime(17, 0)), #require(WallTime(11, 0))
      )
      let hours = ProviderHours(
        provider: okafor.id, location: office.place.id, weekday: .monday, starts: nine, ends: five)
      try await desks.scheduling.keepWeek(of: okafor.id, at: office.place.id, [hours], by: system)
      let ruth = try await desks.records.register(
        PatientDraft(family: "Cohen", given: "Ruth", birthDate: "1951-03-04", sex: .female), by: system,
        submission: "ruth")
      let slot = Slot(
        provider: okafor.id, location: office.place.id, day: LocalDay(daysSince1970: 20_780), time: eleven,
        minutes: 30)
      try await desks.scheduling.book(
        BookingAsk(patient: ruth.id, visitType: type.id, slot: slot, submission: "visit"), by: system)
      try await body(office)
    }
  }
}
