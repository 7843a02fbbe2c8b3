import Kernel
import Post
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@testable import Web

@Suite struct RemindersPageTests {
  private var options: WebOptions {
    var options = WebOptions()
    options.reach = [.text]
    return options
  }

  @Test func `says to the manager that nothing goes out, and why`() async throws {
    try await withReminded { office, _ in
      let browser = try await office.browser(of: .manager)
      #expect(try await !browser.get("/reminders").text.contains("has gone out since"))
      let outbox = Outbox(
        mail: nil, texts: { _, _ in .later("The gateway did not take the name or the password.") },
        link: { _, _ in "https://office.example.org/my/1" })
      try await office.scheduling.sendMessages(through: outbox)
      let page = try await browser.get("/reminders")
      #expect(
        page.text.contains(
          "No text message has gone out since today 10:42; one waits and is tried again by itself: "
            + "The gateway did not take the name or the password."))
    }
  }

  @Test func `says of the demo that nothing is sent, whatever is set up`() async throws {
    try await withReminded { office, _ in
      try await office.store.write { try $0.run("UPDATE practice_profile SET demo = \(true)") }
      let browser = try await office.browser(of: .manager)
      let page = try await browser.get("/reminders")
      #expect(page.text.contains("This is the demo practice.") && !page.text.contains("are set up, e-mail"))
      #expect(try await !browser.get("/schedule/messages").text.contains("in a moment"))
      #expect(try await office.browser().get("/book/link").status == 404)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a stopped number is lifted on the patient's page by who may edit it`(_ engine: EngineKind)
    async throws
  {
    try await withReminded(engine) { office, ann in
      let phone = try #require(PhoneNumber("617 555 0101"))
      _ = try await office.scheduling.receiveText(from: phone, "STOP", receipt: "SM1")
      let trainee = try await office.browser(of: .trainee).get("/patients/\(ann.id)")
      #expect(
        trainee.text.contains("Text messages are stopped") && !trainee.text.contains("They ask for texts"))
      let desk = try await office.browser(of: .frontDesk)
      let page = try await desk.get("/patients/\(ann.id)")
      #expect(page.text.contains("Answered STOP"))
      let after = try await desk.follow(
        desk.post("/patients/\(ann.id)/text-stop/end", ["phone": try #require(page.hidden("phone"))]))
      #expect(after.text.contains("They get text messages again."))
      #expect(!after.text.contains("Text messages are stopped"))
    }
  }

  /// An office in which Ann has a visit this afternoon and a reminder of it waits.
  private func withReminded(
    _ engine: EngineKind = .sqlite, _ body: (TestOffice, Patient) async throws -> Void
  ) async throws {
    try await withOffice(engine, options: options) { office in
      let system = Who.system("test")
      let okafor = try await office.practice.addProvider(ProviderDraft(name: "Dr. A. Okafor"), by: system)
      let type = try await office.scheduling.addVisitType(
        VisitTypeDraft(name: "Follow-up", minutes: 30, providers: [okafor.id]), by: system)
      let time = { (hour: Int) in WallTime(hour, 0) ?? .midnight }
      try await office.scheduling.keepWeek(
        of: okafor.id, at: office.place.id,
        [
          ProviderHours(
            provider: okafor.id, location: office.place.id, weekday: .monday, starts: time(9), ends: time(17))
        ], by: system)
      var draft = PatientDraft(family: "Marsh", given: "Ann", birthDate: "1970-01-01")
      draft.phones = [.init("617 555 0101", mayText: true)]
      let ann = try await office.app.desks.records.register(draft, by: system, submission: "ann")
      let visit = try await office.scheduling.book(
        BookingAsk(
          patient: ann.id, visitType: type.id,
          slot: Slot(
            provider: okafor.id, location: office.place.id, day: LocalDay(daysSince1970: 20_780),
            time: time(16), minutes: 30), submission: "visit"), by: system)
      try await office.scheduling.remind(visit.id, by: system)
      try await body(office, ann)
    }
  }
}

extension TestOffice {
  fileprivate var scheduling: Scheduling { app.desks.scheduling }
}
