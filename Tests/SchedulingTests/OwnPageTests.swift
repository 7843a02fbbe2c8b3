import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@Suite struct `A patient's own page` {
  @Test(arguments: EngineKind.underTest)
  func `opens to whoever knows its address and the birth date`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let token = try await cast.scheduling.makePass(for: cast.ruth.id, by: cast.ortega)
      #expect(try await cast.scheduling.passOpens(token))
      let access = try await cast.own(token, "1951-03-04")
      #expect(access.patient == cast.ruth.id)
      let page = try await cast.scheduling.ownPage(access)
      #expect(page.name.given == "Ruth")
      let stored = try await cast.store.read { tx -> Int? in
        try tx.value("SELECT COUNT(*) FROM patient_pass WHERE token_hash = \(Array(token.utf8))")
      }
      #expect(stored == 0)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is closed by five wrong birth dates, however many come at once`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let token = try await cast.scheduling.makePass(for: cast.ruth.id, by: cast.ortega)
      let answers = await withTaskGroup(of: PassRefused?.self) { group in
        for guess in 1...20 {
          group.addTask {
            do {
              _ = try await cast.own(token, "1951-04-\(guess < 10 ? "0" : "")\(guess)")
              return nil
            } catch { return error as? PassRefused }
          }
        }
        return await group.reduce(into: [PassRefused?]()) { $0.append($1) }
      }
      #expect(answers.filter { $0 == .wrongBirthDate }.count == 5)
      #expect(answers.filter { $0 == .locked }.count == 15)
      await #expect(throws: PassRefused.locked) { try await cast.own(token, "1951-03-04") }
      #expect(try await cast.scheduling.passes(of: cast.ruth.id, by: cast.ortega).map(\.isLocked) == [true])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `forgets wrong birth dates once the right one was given`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let token = try await cast.scheduling.makePass(for: cast.ruth.id, by: cast.ortega)
      for _ in 1...3 {
        for _ in 1...4 {
          await #expect(throws: PassRefused.wrongBirthDate) { try await cast.own(token, "1951-03-05") }
        }
        _ = try await cast.own(token, "1951-03-04")
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `opens no more after its time, after it was ended, and to a guess`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let token = try await cast.scheduling.makePass(for: cast.ruth.id, by: cast.ortega)
      let access = try await cast.own(token, "1951-03-04")
      try await cast.scheduling.endPasses(of: access.patient, by: cast.ortega)
      await #expect(throws: NotFound.self) { try await cast.own(token, "1951-03-04") }
      let second = try await cast.scheduling.makePass(for: cast.ruth.id, by: cast.ortega)
      cast.clock.advance(minutes: Scheduling.passDays * 1440)
      await #expect(throws: NotFound.self) { try await cast.own(second, "1951-03-04") }
      #expect(try await !cast.scheduling.passOpens(String(repeating: "0", count: 48)))
      #expect(try await !cast.scheduling.passOpens("' OR 1=1"))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `shuts by itself after a quarter of an hour without a click, and after an hour`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let token = try await cast.scheduling.makePass(for: cast.ruth.id, by: cast.ortega)
      func open(_ session: String) async throws -> Bool {
        try await cast.scheduling.ownAccess(session, address: "", request: "") != nil
      }
      let idle = try await cast.session(token, "1951-03-04")
      cast.clock.advance(minutes: 16)
      #expect(try await !open(idle))
      let busy = try await cast.session(token, "1951-03-04")
      for _ in 1...5 {
        cast.clock.advance(minutes: 11)
        #expect(try await open(busy))
      }
      cast.clock.advance(minutes: 6)
      #expect(try await !open(busy))
      let left = try await cast.session(token, "1951-03-04")
      try await cast.scheduling.leave(left)
      #expect(try await !open(left))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `shows what is to come, and lets it be confirmed and given up`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(
        cast.ask(cast.ruth, cast.slot(9, days: 1)), by: cast.ortega)
      let access = try await cast.own()
      try await cast.scheduling.confirmOwn(visit.id, access)
      try await cast.scheduling.confirmOwn(visit.id, access)
      let shown = try await cast.scheduling.ownPage(access).visits
      #expect(shown.map(\.visit.status) == [.confirmed])
      #expect(shown.map(\.mayMove) == [true])
      try await cast.scheduling.cancelOwn(visit.id, words: "Away", access)
      try await cast.scheduling.cancelOwn(visit.id, access)
      #expect(try await cast.scheduling.ownPage(access).visits.isEmpty)
      let history = try await cast.scheduling.visit(visit.id, by: cast.ortega)
      #expect(history.steps.map(\.kind) == [.booked, .confirmed, .cancelled])
      #expect(history.steps.last?.staffName == "Patient online")
      #expect(history.absence?.kind == .cancelled)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `lets the patient say on the telephone that they are here, from an hour before`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(10)), by: cast.ortega)
      let access = try await cast.own()
      #expect(try await cast.scheduling.ownPage(access).visits.map(\.mayArrive) == [false])
      await #expect(throws: SelfArrivalRefused.self) { try await cast.scheduling.arriveOwn(visit.id, access) }
      cast.clock.advance(minutes: 61)
      let there = try await cast.own()
      #expect(try await cast.scheduling.ownPage(there).visits.map(\.mayArrive) == [true])
      try await cast.scheduling.arriveOwn(visit.id, there)
      #expect(try await cast.scheduling.ownPage(there).visits.map(\.visit.status) == [.arrived])
      let omar = try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9, 30)), by: cast.ortega)
      await #expect(throws: NotFound.self) { try await cast.scheduling.arriveOwn(omar.id, there) }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `touches nobody else's visit`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(
        cast.ask(cast.omar, cast.slot(9, days: 3)), by: cast.ortega)
      let access = try await cast.own()
      await #expect(throws: NotFound.self) { try await cast.scheduling.confirmOwn(visit.id, access) }
      await #expect(throws: NotFound.self) { try await cast.scheduling.cancelOwn(visit.id, access) }
      await #expect(throws: NotFound.self) {
        try await cast.scheduling.moveOwn(visit.id, to: cast.slot(10, days: 3), access)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `moves a visit to an offered time until a day before it, and not later`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(
        cast.ask(cast.ruth, cast.slot(9, days: 3)), by: cast.ortega)
      let access = try await cast.own()
      let times = try await cast.scheduling.onlineTimes(
        OnlineAsk(visitType: visit.visitType, from: cast.today, moving: visit.id), for: .patient(access))
      #expect(!times.isEmpty && !times.contains { $0.slot == visit.slot })
      let moved = try await cast.scheduling.moveOwn(visit.id, to: cast.slot(9, 30, days: 3), access)
      #expect(moved.slot == cast.slot(9, 30, days: 3))
      await #expect(throws: OnlineRefused.gone) {
        try await cast.scheduling.moveOwn(visit.id, to: cast.slot(12, days: 3), access)
      }
      cast.clock.advance(minutes: 2 * 1440 + 120)
      let later = try await cast.own()
      await #expect(throws: OnlineRefused.tooLate(hours: 24)) {
        try await cast.scheduling.moveOwn(visit.id, to: cast.slot(10, days: 3), later)
      }
      try await cast.scheduling.cancelOwn(visit.id, later)
      #expect(
        try await cast.scheduling.visit(visit.id, by: cast.ortega).absence?.kind == .lateCancel)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is not made for who has no birth date or has died`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let ruth = cast.ruth.id
      try await cast.store.write { try $0.run("UPDATE patient SET birth_date = NULL WHERE id = \(ruth)") }
      await #expect(throws: PassRefused.noBirthDate) {
        try await cast.scheduling.makePass(for: ruth, by: cast.ortega)
      }
      let omar = cast.omar.id
      var draft = PatientDraft(cast.omar.facts)
      draft.hasDied = true
      _ = try await cast.records.edit(omar, seen: cast.omar.version, draft, by: .system("test"))
      await #expect(throws: BookingRefused.deceased) {
        try await cast.scheduling.makePass(for: omar, by: cast.ortega)
      }
      await #expect(throws: Forbidden.self) {
        try await cast.scheduling.makePass(for: cast.grace.id, by: cast.auditor)
      }
    }
  }
}

extension Cast {
  /// Opens a page of one's own.
  func session(_ token: String, _ birthDate: String) async throws -> String {
    guard let day = LocalDay(birthDate) else { throw InvalidInput("birth_date", "No day.") }
    return try await scheduling.openPass(token, birthDate: day, address: "", request: "")
  }

  @discardableResult
  func own(_ token: String, _ birthDate: String) async throws -> OwnAccess {
    let session = try await session(token, birthDate)
    guard let access = try await scheduling.ownAccess(session, address: "", request: "") else {
      throw NotFound("session")
    }
    return access
  }

  /// Ruth's.
  func own() async throws -> OwnAccess {
    try await own(scheduling.makePass(for: ruth.id, by: ortega), "1951-03-04")
  }
}
