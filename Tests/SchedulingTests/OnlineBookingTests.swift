import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@Suite struct `Booking by oneself` {
  @Test(arguments: EngineKind.underTest)
  func `offers nothing until the practice opens a kind of visit`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let access = try await cast.own()
      await #expect(throws: OnlineRefused.notOpen) {
        try await cast.scheduling.onlineTimes(
          OnlineAsk(visitType: cast.followUp.id, from: cast.today), for: .patient(access))
      }
      await #expect(throws: OnlineRefused.notOpen) {
        try await cast.scheduling.bookOwn(cast.online(cast.slot(9, days: 3)), access)
      }
      #expect(try await cast.scheduling.onlineChoices(for: .patient(access)).kinds.isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `books an offered time at once, and once however often it is sent`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.open(.booked)
      let access = try await cast.own()
      let booking = cast.online(cast.slot(9, days: 3), words: "I use a cane.")
      let first = try await cast.scheduling.bookOwn(booking, access)
      #expect(try await cast.scheduling.bookOwn(booking, access) == first)
      let visits = try await cast.scheduling.ownPage(access).visits
      #expect(visits.map(\.visit.slot) == [booking.slot])
      #expect(visits.map(\.visit.note) == ["I use a cane."])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `keeps to the practice's notice, horizon and number`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.open(.booked, leastHours: 48)
      try await cast.scheduling.keep(
        OnlineRules(publicPage: true, aheadDays: 7, changeHours: 24, most: 2, keepHours: 24), by: cast.mills)
      let access = try await cast.own()
      let times = try await cast.scheduling.onlineTimes(
        OnlineAsk(visitType: cast.followUp.id, from: cast.today), for: .patient(access))
      // The cast's clock says Monday, 8:00.
      #expect(times.first?.slot == cast.slot(8, days: 2))
      let all = try await cast.scheduling.onlineTimes(
        OnlineAsk(visitType: cast.followUp.id, from: cast.today.advanced(by: 7)), for: .patient(access))
      #expect(Set(all.map(\.slot.day)) == [cast.today.advanced(by: 7)])
      await #expect(throws: OnlineRefused.gone) {
        try await cast.scheduling.bookOwn(cast.online(cast.slot(9, days: 1)), access)
      }
      await #expect(throws: OnlineRefused.gone) {
        try await cast.scheduling.bookOwn(cast.online(cast.slot(9, days: 8)), access)
      }
      _ = try await cast.scheduling.bookOwn(cast.online(cast.slot(9, days: 3)), access)
      _ = try await cast.scheduling.bookOwn(cast.online(cast.slot(10, days: 3)), access)
      await #expect(throws: OnlineRefused.enough(2)) {
        try await cast.scheduling.bookOwn(cast.online(cast.slot(11, days: 3)), access)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `counts what one address asks for, however many ask at once`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.open(.asked)
      try await cast.scheduling.keep(
        OnlineRules(publicPage: true, aheadDays: 90, changeHours: 24, most: 3, keepHours: 24), by: cast.mills)
      let asked = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<16 {
          group.addTask {
            let slot = cast.slot(
              8 + number / 2 % 4, number % 2 * 30, with: number < 8 ? cast.okafor : cast.lindqvist, days: 3)
            let asked = try? await cast.scheduling.askAsNewcomer(
              cast.online(slot), cast.newcomer(), address: "192.0.2.7", request: "")
            return asked != nil
          }
        }
        return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(asked == 10)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `gives one time to one of many who press at once`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.open(.booked)
      let access = try await cast.own()
      let omar = try await cast.own(
        cast.scheduling.makePass(for: cast.omar.id, by: cast.ortega), "1983-07-19")
      let grace = try await cast.own(
        cast.scheduling.makePass(for: cast.grace.id, by: cast.ortega), "1990-11-02")
      let got = await withTaskGroup(of: Bool.self) { group in
        for who in [access, omar, grace] {
          group.addTask {
            (try? await cast.scheduling.bookOwn(cast.online(cast.slot(9, days: 3)), who)) != nil
          }
        }
        return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(got == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `holds what is asked for until the desk says yes, and then it stands`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await cast.open(.asked)
      let access = try await cast.own()
      let booking = cast.online(cast.slot(9, days: 3), words: "Knee again")
      guard case .asked(let id) = try await cast.scheduling.bookOwn(booking, access) else {
        Issue.record("It was booked without the desk.")
        return
      }
      #expect(try await cast.scheduling.bookOwn(booking, access) == .asked(id))
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.book(cast.ask(cast.omar, booking.slot), by: cast.ortega)
      }
      #expect(try await cast.practice.openWork(by: cast.ortega).map(\.kind) == ["schedule.request"])
      let visit = try await cast.scheduling.grant(id, to: cast.ruth.id, by: cast.ortega)
      #expect(visit.slot == booking.slot && visit.note == "Knee again")
      #expect(try await cast.practice.openWork(by: cast.ortega).map(\.kind) == ["schedule.messages"])
      #expect(try await cast.scheduling.ownPage(access).requests.isEmpty)
      await #expect(throws: OnlineRefused.requestOver) {
        try await cast.scheduling.decline(id, because: "Full", by: cast.mills)
      }
      // Somebody else who pressed "yes" at the same moment finds the visit there.
      #expect(try await cast.scheduling.grant(id, to: cast.ruth.id, by: cast.ortega).id == visit.id)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `frees the time of what is declined, taken back, or not answered in time`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await cast.open(.asked)
      let access = try await cast.own()
      func ask(_ hour: Int) async throws -> ID<VisitRequest> {
        guard
          case .asked(let id) = try await cast.scheduling.bookOwn(
            cast.online(cast.slot(hour, days: 3)), access)
        else { throw NotFound("request") }
        return id
      }
      let (first, second, third) = (try await ask(9), try await ask(10), try await ask(11))
      try await cast.scheduling.decline(first, because: "The doctor is away", by: cast.ortega)
      try await cast.scheduling.withdrawOwn(second, access)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9, days: 3)), by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(10, days: 3)), by: cast.ortega)
      cast.clock.advance(minutes: 24 * 60)
      // Nobody keeps it any more, but it is still free: yes still works.
      try await cast.scheduling.grant(third, to: cast.ruth.id, by: cast.ortega)
      #expect(try await cast.scheduling.visitRequests(by: cast.ortega).isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `takes the asks of people nobody knows, and the desk finds or registers them`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await cast.open(.booked, whom: .new)
      let newcomer = cast.newcomer()
      await #expect(throws: OnlineRefused.notOpen) {
        try await cast.scheduling.askAsNewcomer(
          cast.online(cast.slot(9, days: 3)), newcomer, address: "192.0.2.7", request: "")
      }
      try await cast.scheduling.keep(
        OnlineRules(publicPage: true, aheadDays: 90, changeHours: 24, most: 3, keepHours: 24), by: cast.mills)
      let id = try await cast.scheduling.askAsNewcomer(
        cast.online(cast.slot(9, days: 3)), newcomer, address: "192.0.2.7", request: "")
      let request = try await cast.scheduling.visitRequest(id, by: cast.ortega)
      #expect(request.from == .newcomer(newcomer))
      #expect(try await cast.scheduling.visitRequests(by: cast.reyes).isEmpty)
      let patient = try await cast.records.register(
        PatientDraft(family: "Novak", given: "Ilse", birthDate: "1988-02-01"), by: cast.ortega,
        submission: "n")
      let visit = try await cast.scheduling.grant(id, to: patient.id, by: cast.ortega)
      #expect(visit.patient == patient.id)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `refuses a newcomer's form that cannot be answered, each with its sentence`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await cast.open(.asked)
      func refused(_ change: (inout Newcomer) -> Void) async -> String {
        var one = cast.newcomer()
        change(&one)
        do {
          try await cast.scheduling.askAsNewcomer(
            cast.online(cast.slot(9, days: 3)), one, address: "", request: "")
          return ""
        } catch { return (error as? InvalidInput)?.field ?? "\(error)" }
      }
      #expect(await refused { $0.name.family = "  " } == "family")
      #expect(await refused { $0.name.given = "" } == "given")
      #expect(await refused { ($0.phone, $0.email) = (nil, "") } == "phone")
      for email in ["ilse at example", "ilse@example", "i..lse@example.org", "<ilse@example.org>"] {
        #expect(await refused { $0.email = email } == "email", "\(email)")
      }
      #expect(await refused { $0.birthDate = LocalDay(daysSince1970: 40_000) } == "birth_date")
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `lets nobody fill the calendar with asks`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.open(.asked)
      try await cast.scheduling.keep(
        OnlineRules(publicPage: true, aheadDays: 90, changeHours: 24, most: 3, keepHours: 24), by: cast.mills)
      let times = try await cast.scheduling.onlineTimes(
        OnlineAsk(visitType: cast.followUp.id, provider: cast.okafor.id, from: cast.today.advanced(by: 2)),
        for: .newcomer(.online(address: "", request: "")))
      var asked = 0
      for time in times.prefix(14) {
        do {
          try await cast.scheduling.askAsNewcomer(
            cast.online(time.slot), cast.newcomer(), address: "192.0.2.7", request: "")
          asked += 1
        } catch OnlineRefused.busy { break } catch BookingRefused.slotTaken { continue } catch OnlineRefused
          .gone
        { continue }
      }
      #expect(asked <= 10)
      await #expect(throws: OnlineRefused.busy) {
        for time in times.suffix(20) {
          try await cast.scheduling.askAsNewcomer(
            cast.online(time.slot), cast.newcomer(), address: "192.0.2.7", request: "")
        }
      }
    }
  }
}

extension Cast {
  func open(
    _ way: OnlineType.Way, whom: OnlineType.Whom = .anybody, leastHours: Int = 0, words: String = ""
  ) async throws {
    try await scheduling.keep(
      OnlineType(
        visitType: followUp.id, isOpen: true, way: way, whom: whom, leastHours: leastHours, words: words),
      by: mills)
  }

  func online(_ slot: Slot, words: String = "") -> OnlineBooking {
    OnlineBooking(visitType: followUp.id, slot: slot, words: words, submission: ID<Cast>().rawValue)
  }

  func newcomer() -> Newcomer {
    Newcomer(
      name: PersonName(family: "Novak", given: "Ilse"),
      birthDate: LocalDay("1988-02-01") ?? LocalDay(daysSince1970: 0),
      phone: PhoneNumber("(617) 555-0133"), email: "ilse@example.org", language: "en")
  }
}
