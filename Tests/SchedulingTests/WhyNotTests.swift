import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

/// White space that cannot be booked is explained.
@Suite struct `Why nothing fits` {
  private func wanted(_ cast: Cast, _ type: VisitType, within: Range<Int> = 540..<600) -> TimesWanted {
    TimesWanted(
      visitType: type.id, provider: cast.okafor.id, first: cast.today, last: cast.today, within: within)
  }

  private func causes(_ cast: Cast, _ wanted: TimesWanted) async throws -> [WhyNot.Reason: Int] {
    let why = try await cast.scheduling.whyNot(wanted, by: cast.ortega)
    return Dictionary(uniqueKeysWithValues: why.causes.map { ($0.reason, $0.times) })
  }

  @Test(arguments: EngineKind.underTest)
  func `a visit stands there, and what is left is too short`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9, 15)), by: cast.ortega)
      // 9:00, 9:15 and 9:30 are asked for: the first is open but too short, on the others somebody sits.
      #expect(try await causes(cast, wanted(cast, cast.followUp)) == [.gapTooShort: 1, .full: 2])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `the place is closed, or the clinician has no hours`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      #expect(try await causes(cast, wanted(cast, cast.followUp, within: 720..<780)) == [.noHours: 3])
      _ = try await cast.practice.addClosure(
        at: cast.riverside.id, from: cast.today, to: cast.today, reason: "Water pipe", by: .system("test"))
      #expect(try await causes(cast, wanted(cast, cast.followUp)) == [.closed: 3])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `no room is free, or one is out of service`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(
        cast.ask(cast.ruth, cast.slot(9, with: cast.lindqvist), cast.scan), by: cast.ortega)
      #expect(try await causes(cast, wanted(cast, cast.scan, within: 540..<570)) == [.roomTaken: 1])
      let (device, now) = (cast.ultrasound.id, cast.clock.now)
      _ = try await cast.store.write { tx in
        try tx.run(
          """
          INSERT INTO out_of_service (id, resource, from_at, until_at, reason, said_at, said_by)
          VALUES ('o', \(device), \(now), \(now.advanced(byMinutes: 6000)), 'Repair', \(now), 'test')
          """)
      }
      #expect(try await causes(cast, wanted(cast, cast.scan, within: 600..<630)) == [.outOfService: 1])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `notice, a block, a caseload, the patient elsewhere, no interpreter`(_ engine: EngineKind) async throws
  {
    try await withCast(engine) { cast in
      let boss = Who.system("test")
      let planned = try await cast.scheduling.addVisitType(
        VisitTypeDraft(
          name: "Planned", minutes: 30, providers: [cast.okafor.id], rules: VisitTypeRules(leadMinutes: 120)),
        by: boss)
      #expect(try await causes(cast, wanted(cast, planned, within: 540..<570)) == [.leadTime: 1])

      try await cast.scheduling.book(
        cast.ask(cast.ruth, cast.slot(9, with: cast.lindqvist)), by: cast.ortega)
      var own = wanted(cast, cast.followUp, within: 540..<570)
      own.patient = cast.ruth.id
      #expect(try await causes(cast, own) == [.patientElsewhere: 1])

      _ = try await cast.practice.addResource(
        "Interpreter", .interpreter, group: "es", at: cast.riverside.id, by: boss)
      let maria = try await cast.register("Ruiz", "Maria", speaking: "es")
      try await cast.scheduling.book(
        cast.ask(maria, cast.slot(11, with: cast.lindqvist)), by: cast.ortega)
      let jose = try await cast.register("Vega", "Jose", speaking: "es")
      var spoken = wanted(cast, cast.followUp, within: 660..<690)
      spoken.patient = jose.id
      #expect(try await causes(cast, spoken) == [.interpreter: 1])

      let (okafor, riverside, today) = (cast.okafor.id, cast.riverside.id, cast.today)
      try await cast.store.write { tx in
        try tx.insert(
          Template(
            id: ID(), provider: okafor, location: riverside, name: "Blocks", days: today...today,
            stretches: [],
            blocks: [
              Template.Block(
                id: ID(), weekday: .monday, starts: .at(13), ends: .at(14), label: "New patients",
                allows: [.category(.newPatient)])
            ]), at: Instant(milliseconds: 0), by: "test")
      }
      #expect(try await causes(cast, wanted(cast, cast.followUp, within: 780..<810)) == [.block: 1])

      _ = try await cast.store.write { tx in
        try tx.run("INSERT INTO caseload_budget (provider, scope, minutes) VALUES (\(okafor), 'day', 20)")
      }
      #expect(try await causes(cast, wanted(cast, cast.followUp, within: 600..<630)) == [.cap: 1])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `who was picked does not do such visits, and who was not does`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      var wanted = wanted(cast, cast.physical)
      wanted.provider = cast.lindqvist.id
      let why = try await cast.scheduling.whyNot(wanted, by: cast.ortega)
      #expect(why.causes.map(\.reason) == [.notTheirKind])
      let wider = try #require(why.wider.first)
      #expect(wider.changes == [.anyClinician])
      #expect(wider.time.slot == cast.slot(9, minutes: 60))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `where one thing asked less is not enough, two are: an evening of a day on which nobody is there`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await cast.close(cast.today)
      let wanted = wanted(cast, cast.physical, within: 1080..<1200)
      let why = try await cast.scheduling.whyNot(wanted, by: cast.ortega)
      #expect(why.wider.map(\.changes) == [[.anyTimeOfDay, .later]])
      let wider = try #require(why.wider.first)
      #expect(wider.time.slot == cast.slot(8, days: 1, minutes: 60))
      let found = try await cast.scheduling.findTimes(wider.wanted, by: cast.ortega)
      #expect(found.first?.slot == wider.time.slot)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `the ways out really have the time they promise`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      for (hour, minute) in [(8, 0), (8, 30), (9, 20), (9, 50), (10, 20), (10, 50), (11, 20)] {
        try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(hour, minute)), by: cast.ortega)
      }
      let wanted = wanted(cast, cast.followUp, within: 480..<720)
      #expect(try await cast.scheduling.findTimes(wanted, by: cast.ortega).isEmpty)
      let why = try await cast.scheduling.whyNot(wanted, by: cast.ortega)
      #expect(
        Set(why.wider.flatMap(\.changes).map { "\($0)" }) == [
          "anyClinician", "anyTimeOfDay", "shorter(20, than: 30)", "later",
        ])
      #expect(why.wider.first?.time.slot == cast.slot(8, with: cast.lindqvist))
      for wider in why.wider {
        let found = try await cast.scheduling.findTimes(wider.wanted, by: cast.ortega)
        #expect(found.first?.slot == wider.time.slot)
        try await cast.scheduling.book(
          cast.ask(cast.omar, wider.time.slot), by: cast.ortega)
        try await cast.store.write { tx in
          for visit in try tx.rows("SELECT id FROM appointment WHERE patient = \(cast.omar.id)") {
            try tx.run("DELETE FROM claim WHERE appointment = \(try visit("id") as String)")
            try tx.run("UPDATE appointment SET status = 'cancelled' WHERE id = \(try visit("id") as String)")
          }
        }
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `the next service cannot follow`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      var row = TimesWanted(
        visitType: cast.scan.id, first: cast.today, last: cast.today, within: 540..<720)
      row.links = [TimesWanted.Link(visitType: cast.physical.id, gap: 0...0)]
      for (hour, minute) in [(9, 0), (10, 45)] {
        try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(hour, minute)), by: cast.ortega)
      }
      try await cast.scheduling.book(
        cast.ask(cast.omar, cast.slot(9, with: cast.lindqvist)), by: cast.ortega)
      let why = try await cast.scheduling.whyNot(row, by: cast.ortega)
      #expect(why.causes.contains { $0.reason == .chain && $0.service == "Ultrasound" })
      #expect(why.causes.contains { $0.reason == .full && $0.service == "Annual physical" })
    }
  }

  @Test func `every reason is said in words of its own`() {
    let words = WhyNot.Reason.allCases.map(\.words)
    #expect(Set(words).count == words.count)
  }
}
