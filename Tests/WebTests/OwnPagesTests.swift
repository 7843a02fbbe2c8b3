import Foundation
import Kernel
import Logging
import Practice
import Records
import Scheduling
import Store
import Support
import Synchronization
import Testing

@testable import Web

@Suite struct OwnPagesTests {
  @Test(arguments: EngineKind.underTest)
  func `a link made at the desk opens with the birth date, and tells nothing before`(
    _ engine: EngineKind
  ) async throws {
    try await withPatient(engine) { office, ruth in
      let link = try await link(of: ruth, office)
      let home = office.browser()
      let door = try await home.get(link)
      #expect(door.status == 200)
      for word in ["Ruth", "Cohen", "Follow-up", "Okafor"] { #expect(!door.text.contains(word), "\(word)") }
      let wrong = try await home.post(link, ["birth_month": "3", "birth_day": "5", "birth_year": "1951"])
      #expect(wrong.status == 422 && wrong.text.contains("not the birth date we have"))
      let noDay = try await home.post(link, ["birth_month": "2", "birth_day": "31", "birth_year": "1951"])
      #expect(noDay.text.contains("not a day of the calendar"))
      let page = try await home.follow(
        home.post(link, ["birth_month": "3", "birth_day": "4", "birth_year": "1951"]))
      #expect(page.text.contains("Hello, Ruth") && page.text.contains("11:00 am"))
      #expect(page.header("Cache-Control") == "no-store")
      #expect(try await office.browser().get("/my").status == 401)
    }
  }

  @Test func `a guess, an ended link and nonsense get one answer`() async throws {
    try await withPatient { office, ruth in
      let link = try await link(of: ruth, office)
      let desk = try await office.browser(of: .manager)
      _ = try await desk.get("/patients/\(ruth.id)/own-page")
      #expect(try await desk.post("/patients/\(ruth.id)/own-page/end").status == 303)
      let stranger = office.browser()
      let ended = try await stranger.get(link)
      #expect(ended.status == 404)
      for guess in ["/my/" + String(repeating: "0", count: 48), "/my/x", "/my/%27%20OR"] {
        let answer = try await stranger.get(guess)
        #expect(answer.status == 404 && answer.text.contains("This link is not in use"), "\(guess)")
      }
    }
  }

  @Test func `the page opens nothing else: not the office, and not another's visit`() async throws {
    try await withPatient { office, ruth in
      let home = try await office.opened(link(of: ruth, office))
      for path in ["/schedule", "/patients", "/patients/\(ruth.id)", "/requests", "/online"] {
        #expect(try await home.get(path).status == 303, "\(path)")
      }
      _ = try await home.get("/my")
      let foreign = try await home.post("/my/visits/\(ID<Appointment>())/confirmation")
      #expect(foreign.status == 404)
    }
  }

  @Test func `speaks the language that is asked for, and stays with it`() async throws {
    try await withPatient { office, ruth in
      let home = try await office.opened(link(of: ruth, office))
      let spanish = try await home.get("/my?lang=es")
      #expect(spanish.text.contains("<html lang=\"es\">") && spanish.text.contains("Hola, Ruth"))
      #expect(try await home.get("/my").text.contains("lunes, 23 de noviembre de 2026, a las 11:00"))
      #expect(try await home.get("/my?lang=xx").text.contains("Hola, Ruth"))
    }
  }

  @Test func `the public page is closed until the practice opens it`() async throws {
    try await withPatient { office, _ in
      let answer = try await office.browser().get("/book")
      #expect(answer.status == 404 && answer.text.contains("Please call us"))
      #expect(try await office.browser().get("/book/new?type=x&slot=y").status == 303)
    }
  }

  /// Makes a link for the patient at the desk.
  private func link(of patient: Patient, _ office: TestOffice) async throws -> String {
    let desk = try await office.browser(of: .manager)
    let path = "/patients/\(patient.id)/own-page"
    _ = try await desk.get(path)
    let made = try await desk.post(path, [:], ["Origin": "http://foyer.test"])
    return String(try #require(made.text.firstMatch(of: #/value="http://foyer.test(/my/[0-9a-f]{48})"/#)).1)
  }

  /// An office in which Ruth, who was born on 4 March 1951, has a visit today at 11.
  private func withPatient(
    _ engine: EngineKind = .sqlite, _ body: (TestOffice, Patient) async throws -> Void
  ) async throws {
    try await withOffice(engine) { office in
      let (system, desks) = (Who.system("test"), office.app.desks)
      let okafor = try await desks.practice.addProvider(ProviderDraft(name: "Dr. A. Okafor"), by: system)
      let type = try await desks.scheduling.addVisitType(
        VisitTypeDraft(name: "Follow-up", minutes: 30, providers: [okafor.id]), by: system)
      let time = { (hour: Int) in WallTime(hour, 0) ?? .midnight }
      try await desks.scheduling.keepWeek(
        of: okafor.id, at: office.place.id,
        [
          ProviderHours(
            provider: okafor.id, location: office.place.id, weekday: .monday, starts: time(9), ends: time(17))
        ], by: system)
      let ruth = try await desks.records.register(
        PatientDraft(family: "Cohen", given: "Ruth", birthDate: "1951-03-04", sex: .female), by: system,
        submission: "ruth")
      try await desks.scheduling.book(
        BookingAsk(
          patient: ruth.id, visitType: type.id,
          slot: Slot(
            provider: okafor.id, location: office.place.id, day: LocalDay(daysSince1970: 20_780),
            time: time(11), minutes: 30), submission: "visit"), by: system)
      try await body(office, ruth)
    }
  }
}

extension TestOffice {
  /// A browser in which Ruth's page is open.
  fileprivate func opened(_ link: String) async throws -> Browser {
    let home = browser()
    _ = try await home.get(link)
    _ = try await home.post(link, ["birth_month": "3", "birth_day": "4", "birth_year": "1951"])
    return home
  }
}
