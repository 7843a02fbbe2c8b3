import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `A kiosk` {
  @Test(arguments: EngineKind.underTest)
  func `tells its address once, keeps only its hash, and is revoked`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let (kiosk, token) = try await desk.makeKiosk(
        " Entrance ", at: cast.riverside.id, submission: "k", by: cast.mills)
      #expect(kiosk.name == "Entrance" && token.utf8.count == 48)
      let kept: [UInt8]? = try await cast.store.read { try $0.value("SELECT token_hash FROM kiosk") }
      #expect(kept == SHA256.hash(token))
      await #expect(throws: KioskRefused.madeAlready) {
        try await desk.makeKiosk("Entrance", at: cast.riverside.id, submission: "k", by: cast.mills)
      }
      #expect(try await desk.kiosk(token: token) == kiosk)
      #expect(try await desk.kiosks(by: cast.mills) == [kiosk])
      try await desk.revokeKiosk(kiosk.id, by: cast.mills)
      let guess = String(repeating: "0f", count: 24)
      for wrong in [token, guess, "", "x", String(repeating: "z", count: 48), token.uppercased()] {
        await #expect(throws: NotFound("kiosk")) { try await desk.kiosk(token: wrong) }
      }
      await #expect(throws: NotFound("kiosk")) { try await desk.revokeKiosk(kiosk.id, by: cast.mills) }
      #expect(
        try await cast.actions("kiosk.%") == [
          "kiosk.made Entrance, Riverside", "kiosk.revoked Entrance, Riverside",
        ])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is a manager's, at their own places`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let harbor = Who(staff: ID(), name: "Hal Bor", roles: [.manager], locations: [cast.harbor.id])
      let kiosk = try await cast.kiosk()
      await #expect(throws: Forbidden.location) {
        try await cast.scheduling.makeKiosk("x", at: cast.riverside.id, submission: "x", by: harbor)
      }
      #expect(try await cast.scheduling.kiosks(by: harbor) == [])
      await #expect(throws: NotFound.self) {
        try await cast.scheduling.revokeKiosk(kiosk.kiosk.id, by: harbor)
      }
      await #expect(throws: Forbidden.permission(.managePlaces)) {
        try await cast.scheduling.kiosks(by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `finds who was born on that day and is called so, and takes their arrival`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      let later = try await desk.book(
        cast.ask(cast.ruth, cast.slot(14, with: cast.lindqvist)), by: cast.ortega)
      let at = try await cast.kiosk()
      let code = try await at.find(1951, 3, 4, "cö")
      let finding = try #require(try await at.view(code))
      #expect(finding.given == "Ruth" && finding.initial == "C")
      #expect(finding.visits.map(\.providerName) == ["Dr. A. Okafor", "Dr. P. Lindqvist"])
      #expect(
        finding.visits.map(\.standing) == [
          .mayArrive, .refused(.tooEarly(visit: cast.slot(14).time, from: cast.slot(13).time)),
        ])
      #expect(finding.mayArrive && !finding.hasArrived)
      try await at.arrive(code)
      try await at.arrive(code)
      let thanked = try #require(try await at.view(code))
      #expect(thanked.hasArrived && !thanked.mayArrive && thanked.visits[0].standing == .here)
      let steps = try await desk.visit(visit.id, by: cast.ortega).steps
      #expect(steps.map(\.staffName) == ["Maria Ortega", "Kiosk Entrance"])
      #expect(try await desk.visit(later.id, by: cast.ortega).visit.status == .booked)
      // The next person does not find the page of the one before.
      cast.clock.advance(minutes: 1)
      #expect(try await at.view(code) == nil)
      #expect(try await cast.actions("kiosk.looked").count == 2)
      let row = try await cast.store.read {
        try $0.row(
          "SELECT patient, address, request, staff_name FROM audit_entry WHERE action = 'kiosk.looked'")
      }
      #expect(try row?("patient") == cast.ruth.id.rawValue)
      #expect(try row?("address") == "192.0.2.1")
      #expect(try row?("request") == "r1")
      #expect(try row?("staff_name") == "Kiosk Entrance")
      #expect(try await desk.kiosks(by: cast.mills).first?.usedAt != nil)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `says one thing for nobody, for twins, for another place and for another day`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let at = try await cast.kiosk()
      func twin(_ family: String, _ given: String, _ hour: Int) async throws {
        let patient = try await cast.records.register(
          PatientDraft(family: family, given: given, birthDate: "1951-03-04"), by: cast.ortega,
          submission: "\(family) \(given)")
        try await desk.book(cast.ask(patient, cast.slot(hour)), by: cast.ortega)
      }
      func refused(_ letters: String) async throws -> KioskRefused? {
        do {
          _ = try await at.find(1951, 3, 4, letters)
          return nil
        } catch let no as KioskRefused { return no }
      }
      #expect(try await refused("Cohen") == .notFound)
      try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      #expect(try await refused("Cohen") == nil)
      #expect(try await refused("C") == .fewLetters)
      #expect(try await refused("Ce") == .notFound)
      // Another of the same birth date is no matter, one whose name begins alike is.
      try await twin("Stone", "Sam", 10)
      #expect(try await refused("Co") == nil)
      try await twin("Cole", "Ann", 11)
      #expect(try await refused("Co") == .notFound)
      #expect(try await refused("Coh") == nil)
      try await twin("Cohen", "Rachel", 14)
      #expect(try await refused("Cohen") == .notFound)
      let harbor = try await desk.makeKiosk("Pier", at: cast.harbor.id, submission: "p", by: cast.mills)
      await #expect(throws: KioskRefused.notFound) {
        try await desk.findAtKiosk(harbor.token, born: try day(1951, 3, 4), family: "Stone")
      }
      // A code of one kiosk opens nothing at another.
      let code = try await at.find(1951, 3, 4, "Stone")
      let there = try await desk.viewAtKiosk(harbor.token, code: code, address: "", request: "")
      #expect(there == nil)
      cast.clock.advance(minutes: 1440)
      #expect(try await refused("Stone") == .notFound)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `asks no more after too many misses, however many come at once, and goes on minutes later`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      let at = try await cast.kiosk()
      let answers = await withTaskGroup(of: KioskRefused?.self) { group in
        for _ in 0..<20 {
          group.addTask {
            do {
              _ = try await at.find(1951, 3, 5, "Co")
              return nil
            } catch { return error as? KioskRefused }
          }
        }
        return await group.reduce(into: [KioskRefused?]()) { $0.append($1) }
      }
      #expect(answers.count { $0 == .notFound } == KioskThrottle.most)
      #expect(answers.count { $0 == .tooManyMisses } == 20 - KioskThrottle.most)
      // Not even who is right.
      await #expect(throws: KioskRefused.tooManyMisses) { try await at.find(1951, 3, 4, "Co") }
      cast.clock.advance(minutes: KioskThrottle.windowMinutes)
      _ = try await at.find(1951, 3, 4, "Co")
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is not in use where patients are not to say it themselves`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let at = try await cast.kiosk()
      try await cast.scheduling.keepSelfArrival(SelfArrivalRules(minutesBefore: 0), by: cast.mills)
      await #expect(throws: NotFound("kiosk")) { try await at.find(1951, 3, 4, "Co") }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `tells of a wait that is worth telling, and asks for no forms that are in`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let first = try await desk.book(cast.ask(cast.omar, cast.slot(8)), by: cast.ortega)
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(8, 30)), by: cast.ortega)
      let at = try await cast.kiosk()
      func lacksForms() async throws -> Bool? {
        try await at.view(try await at.find(1951, 3, 4, "Cohen"))?.lacksForms
      }
      // Nobody notes forms here, so nobody is asked for any.
      #expect(try await lacksForms() == false)
      try await desk.note(.forms, on: first.id, by: cast.ortega)
      #expect(try await lacksForms() == true)
      try await desk.note(.forms, on: visit.id, by: cast.ortega)
      cast.clock.advance(minutes: 25)
      try await desk.advance(first.id, to: .started, by: cast.ortega)
      let code = try await at.find(1951, 3, 4, "Cohen")
      try await at.arrive(code)
      let finding = try #require(try await at.view(code))
      #expect(finding.visits.map(\.delay) == [25])
      #expect(!finding.lacksForms)
    }
  }
}

private func day(_ year: Int, _ month: Int, _ day: Int) throws -> LocalDay {
  try #require(LocalDay(year, month, day))
}

/// Somebody at a kiosk.
private struct AtKiosk: Sendable {
  let desk: Scheduling
  let kiosk: Kiosk
  let token: String

  func find(_ year: Int, _ month: Int, _ dayOfMonth: Int, _ letters: String) async throws -> String {
    try await desk.findAtKiosk(token, born: try day(year, month, dayOfMonth), family: letters)
  }

  func view(_ code: String) async throws -> KioskFinding? {
    try await desk.viewAtKiosk(token, code: code, address: "192.0.2.1", request: "r1")
  }

  func arrive(_ code: String) async throws {
    try await desk.arriveAtKiosk(token, code: code, address: "192.0.2.1", request: "r1")
  }
}

extension Cast {
  fileprivate func kiosk() async throws -> AtKiosk {
    let made = try await scheduling.makeKiosk("Entrance", at: riverside.id, submission: "kiosk", by: mills)
    return AtKiosk(desk: scheduling, kiosk: made.kiosk, token: made.token)
  }
}
