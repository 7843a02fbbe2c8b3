import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `Caseloads` {
  @Test(arguments: EngineKind.underTest)
  func `stop sixty-four bookings at once at the limit, and only a reason goes past it`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.keepCaseload(
        Caseload(budgets: [.day: 150]), of: cast.okafor.id, by: cast.mills)
      let patients = try await cast.crowd(64)
      let outcomes = await withTaskGroup(of: String.self) { group in
        for (number, patient) in patients.enumerated() {
          // Every time of the day, more than once; each eighth has a reason.
          let half = number % 16
          let slot = cast.slot(8 + half / 2 + (half >= 8 ? 1 : 0), half % 2 * 30, days: 1)
          let isPast = number % 8 == 7
          group.addTask {
            let ask = cast.ask(patient, slot, overrule: isPast ? "The clinician asked for it" : "")
            do {
              // The manager passes rules of the schedule, not a person in two places.
              let who = isPast ? cast.mills.keptTo([.seeSchedule, .bookVisits, .overrideRules]) : cast.ortega
              let visit = try await cast.scheduling.book(ask, by: who)
              return visit.overbooked.isEmpty ? "booked" : "past"
            } catch { return (error as? BookingRefused).map { $0.isHard ? "taken" : "cap" } ?? "\(error)" }
          }
        }
        return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
      }
      let (ordinary, overrides) = try await cast.store.read { tx in
        (
          try tx.value(
            "SELECT COALESCE(CAST(SUM(weighted) AS INTEGER), 0) FROM appointment WHERE overbooked = ''")
            as Int?, try tx.value("SELECT COUNT(*) FROM rule_override WHERE rule = 'caseload'") as Int?
        )
      }
      #expect((ordinary ?? 0) <= 150, "\(outcomes)")
      #expect(Set(outcomes.keys).isSubset(of: ["booked", "past", "taken", "cap"]), "\(outcomes)")
      #expect((outcomes["booked"] ?? 0) + (outcomes["past"] ?? 0) >= 5)
      #expect(overrides == outcomes["past"] ?? 0)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `say what the day would come to, and keep the reason for the day sheet`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.keepCaseload(
        Caseload(budgets: [.day: 40]), of: cast.okafor.id, by: cast.mills)
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9, days: 1)), by: cast.ortega)
      let cap = BookingRefused.cap("the day would hold 60 of 40 minutes")
      await #expect(throws: cap) {
        try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(10, days: 1)), by: cast.ortega)
      }
      let visit = try await cast.scheduling.book(
        cast.ask(cast.omar, cast.slot(10, days: 1), overrule: "Results cannot wait"), by: cast.mills)
      let passed = try await cast.scheduling.visit(visit.id, by: cast.ortega).board.passed
      #expect(passed.map(\.rule) == ["caseload"])
      #expect(passed.map(\.reason) == ["Results cannot wait"])
      #expect(passed.map(\.by) == ["Jo Mills"])
      #expect(
        passed.map(\.words) == ["The provider’s caseload is reached: the day would hold 60 of 40 minutes."])
      #expect(passed.map(\.isHard) == [false])
      // Where it is moved without a reason, it stands past nothing.
      try await cast.scheduling.move(visit.id, to: cast.slot(10, days: 2), by: cast.ortega)
      #expect(try await cast.scheduling.visit(visit.id, by: cast.ortega).board.passed == [])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `count kinds by half-day, and weigh what a patient needs`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let caseload = Caseload(
        budgets: [.week: 600, .afternoon: 40],
        counts: [Caseload.Count(.morning, .type(cast.followUp.id), most: 1)])
      try await cast.scheduling.keepCaseload(caseload, of: cast.okafor.id, by: cast.mills)
      #expect(try await cast.scheduling.caseload(of: cast.okafor.id, by: cast.ortega) == caseload)
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9, days: 1)), by: cast.ortega)
      await #expect(throws: BookingRefused.cap("the morning holds 1 of at most 1 of “Follow-up”")) {
        try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(10, days: 1)), by: cast.ortega)
      }
      try await cast.scheduling.keepNeedWeights([.mobility: 50], by: cast.mills)
      try await cast.records.keep([.mobility], of: cast.omar.id, by: cast.ortega)
      await #expect(throws: BookingRefused.cap("the afternoon would hold 45 of 40 minutes")) {
        try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(14, days: 1)), by: cast.ortega)
      }
      let visit = try await cast.scheduling.book(
        cast.ask(cast.grace, cast.slot(14, days: 1)), by: cast.ortega)
      #expect(visit.weighted == 30)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `are refused where they make no sense, and are the manager's`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      func keep(_ caseload: Caseload, by who: Who) async throws {
        try await cast.scheduling.keepCaseload(caseload, of: cast.okafor.id, by: who)
      }
      await #expect(throws: Forbidden.permission(.manageSchedule)) {
        try await keep(Caseload(), by: cast.ortega)
      }
      await #expect(throws: InvalidInput.self) {
        try await keep(Caseload(budgets: [.day: -1]), by: cast.mills)
      }
      let twice = Caseload.Count(.day, .category(.urgent), most: 2)
      await #expect(throws: InvalidInput.self) {
        try await keep(
          Caseload(counts: [twice, Caseload.Count(.day, .category(.urgent), most: 3)]), by: cast.mills)
      }
      await #expect(throws: InvalidInput.self) {
        try await cast.scheduling.keepNeedWeights([.complex: 301], by: cast.mills)
      }
    }
  }
}

@Suite struct `The load of the weeks` {
  private static let monday = LocalDay(daysSince1970: 20_780)

  private func load(
    _ provider: ID<Provider>, _ visits: [(Int, Int, Int)], open: [Range<Int>] = [480..<720],
    budget: Int? = nil
  ) -> ProviderDayLoad {
    ProviderDayLoad(
      provider: provider, day: Self.monday, open: open,
      visits: visits.map { ProviderDayLoad.Weighed(span: $0.0..<$0.0 + $0.1, weighted: $0.2) }, budget: budget
    )
  }

  @Test func `says who has too much when, and who has room then`() {
    let full = load("okafor", [(540, 60, 80), (600, 60, 62)])
    let nurse = load("kim", [(540, 25, 25)])
    let advice = LoadAdvice.of([full, nurse])
    #expect(
      advice == [
        LoadAdvice(
          day: Self.monday, window: 540..<660, provider: "okafor", percent: 118, other: "kim", openMinutes: 95
        )
      ])
  }

  @Test func `names nobody where nobody has room, and is silent where nothing is over full`() {
    let full = load("okafor", [(540, 60, 80), (600, 60, 62)])
    #expect(LoadAdvice.of([full]).map(\.other) == [nil])
    #expect(LoadAdvice.of([load("okafor", [(540, 60, 60)])]) == [])
  }

  @Test func `is percent of the budget, or of the open minutes where there is none`() {
    #expect(load("a", [(480, 60, 60)]).percent == 25)
    #expect(load("a", [(480, 60, 60)], budget: 120).percent == 50)
    #expect(load("a", [], open: []).percent == nil)
    #expect(load("a", [(480, 30, 30)], open: []).percent == 999)
  }

  @Test(arguments: EngineKind.underTest)
  func `counts what stands and leaves out what was cancelled`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      let gone = try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(10)), by: cast.ortega)
      try await cast.scheduling.cancel(gone.id, because: .patient, by: cast.ortega)
      let loads = try await cast.scheduling.loads(
        from: cast.today, weeks: 1, at: cast.riverside.id, by: cast.ortega)
      #expect(loads.loads[cast.okafor.id]?.map(\.percent) == [6, 0, 0, 0, 0, nil, nil])
      #expect(loads.percent(of: cast.okafor.id) == 1)
      await #expect(throws: NotFound.self) {
        _ = try await cast.scheduling.loads(from: cast.today, at: cast.riverside.id, by: cast.reyes)
      }
    }
  }
}

@Suite struct `Setting up and cleaning` {
  @Test(arguments: EngineKind.underTest)
  func `complaint 7: minutes around a visit hold its room, and are shared only where both allow it`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      func type(_ name: String, overlaps: Bool) async throws -> VisitType {
        try await cast.scheduling.addVisitType(
          VisitTypeDraft(
            name: name, minutes: 30, providers: [cast.okafor.id, cast.lindqvist.id],
            needs: [VisitType.Need(.device, cast.ultrasound.id)],
            rules: VisitTypeRules(buffer: Buffer(before: 10, after: 15, overlaps: overlaps))), by: cast.mills)
      }
      let (shared, own) = (try await type("Shared", overlaps: true), try await type("Own", overlaps: false))
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9, days: 1), shared), by: cast.ortega)
      // The visit would run into the cleaning.
      await #expect(throws: BookingRefused.roomTaken) {
        try await cast.scheduling.book(
          cast.ask(cast.omar, cast.slot(9, 40, with: cast.lindqvist, days: 1), shared), by: cast.ortega)
      }
      // Cleaning after one and setting up for the other are done together.
      try await cast.scheduling.book(
        cast.ask(cast.omar, cast.slot(9, 45, with: cast.lindqvist, days: 1), shared), by: cast.ortega)
      // What is not shared has to have all its minutes.
      await #expect(throws: BookingRefused.roomTaken) {
        try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(10, 35, days: 1), own), by: cast.ortega)
      }
      try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(10, 40, days: 1), own), by: cast.ortega)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `complaint 6: a visit gets two assistants and any room of its kind, or is not booked`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      for (name, kind, group) in [
        ("Bea", Resource.Kind.assistant, ""), ("Jon", .assistant, ""), ("Procedures", .room, "Procedure "),
      ] {
        _ = try await cast.practice.addResource(
          name, kind, group: group, at: cast.riverside.id, by: .system("test"))
      }
      let type = try await cast.scheduling.addVisitType(
        VisitTypeDraft(
          name: "Excision", minutes: 30, providers: [cast.okafor.id, cast.lindqvist.id],
          needs: [VisitType.Need(.assistant, count: 2), VisitType.Need(.room, group: "procedure")]),
        by: cast.mills)
      let visit = try await cast.scheduling.book(
        cast.ask(cast.ruth, cast.slot(9, days: 1), type), by: cast.ortega)
      let held = try await cast.scheduling.visit(visit.id, by: cast.ortega).board.resources.map(\.name)
      #expect(held == ["Bea", "Jon", "Procedures"])
      await #expect(throws: BookingRefused.roomTaken) {
        try await cast.scheduling.book(
          cast.ask(cast.omar, cast.slot(9, with: cast.lindqvist, days: 1), type), by: cast.ortega)
      }
    }
  }
}

extension Cast {
  fileprivate func crowd(_ count: Int) async throws -> [Patient] {
    var patients: [Patient] = []
    for number in 0..<count {
      patients.append(
        try await records.register(
          PatientDraft(
            family: "Crowd", given: "Person \(number)", birthDate: "1980-01-\(10 + number % 20)", sex: .female
          ),
          by: .system("test"), submission: "crowd \(number)"))
    }
    return patients
  }
}
