import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@Suite struct `What a time must be like` {
  @Test(arguments: EngineKind.underTest)
  func `keep to places within so many miles or kilometres of one of the practice's, and say how far each is`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let boss = Who.system("test")
      try await cast.scheduling.addTemplate(
        TemplateDraft(
          location: cast.harbor.id,
          stretches: [
            ProviderHours(
              provider: cast.okafor.id, location: cast.harbor.id, weekday: .saturday,
              starts: try #require(WallTime(9, 0)), ends: try #require(WallTime(12, 0)))
          ]), of: cast.okafor.id, by: boss)
      let saturday = cast.today.advanced(by: 5)
      var wanted = TimesWanted(visitType: cast.followUp.id, first: saturday, last: saturday)
      wanted.near = .init(cast.riverside.id, within: 5, .kilometres)
      let unknown = FindTimesRefused.nowhere("Riverside")
      #expect(unknown.sentence.hasPrefix("Nobody has said yet where Riverside is on a map."))
      await #expect(throws: unknown) { try await cast.scheduling.findTimes(wanted, by: cast.ortega) }
      func put(_ place: Location, _ longitude: String) async throws {
        _ = try await cast.practice.edit(
          place.id,
          LocationDraft(
            name: place.name, zone: "America/New_York", latitude: "42.36", longitude: longitude), by: boss)
      }
      try await put(cast.riverside, "-71.06")
      // Nobody knows where the harbor is, so it is not near.
      #expect(try await cast.scheduling.findTimes(wanted, by: cast.ortega).isEmpty)
      try await put(cast.harbor, "-71.0235")
      let time = try #require(try await cast.scheduling.findTimes(wanted, by: cast.ortega).first)
      #expect(time.slot.location == cast.harbor.id)
      #expect(time.reasons.map(\.words).contains("3 km from Riverside"))
      wanted.near = .init(cast.riverside.id, within: 1, .miles)
      #expect(try await cast.scheduling.findTimes(wanted, by: cast.ortega).isEmpty)
      let why = try await cast.scheduling.whyNot(wanted, by: cast.ortega)
      #expect(why.wider.contains { $0.changes == [.anywhere] && $0.time.slot.location == cast.harbor.id })
      wanted.near = .init(cast.riverside.id, within: 0, .miles)
      await #expect(throws: FindTimesRefused.distance) {
        try await cast.scheduling.findTimes(wanted, by: cast.ortega)
      }
    }
  }

  private func wanted(_ cast: Cast) -> TimesWanted {
    TimesWanted(
      visitType: cast.followUp.id, first: cast.today, last: cast.today.advanced(by: 7), most: 40)
  }

  @Test(arguments: EngineKind.underTest)
  func `the clinician speaks a language, is a woman, is of a specialty`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      _ = try await cast.practice.edit(
        cast.lindqvist.id,
        ProviderDraft(
          name: "Dr. P. Lindqvist", credentials: "MD", specialty: "Pediatrics", gender: .female,
          languages: ["ES", " sv "]), by: .system("test"))
      func people(_ edit: (inout TimesWanted) -> Void) async throws -> Set<ID<Provider>> {
        var wanted = wanted(cast)
        edit(&wanted)
        return Set(try await cast.scheduling.findTimes(wanted, by: cast.ortega).map(\.slot.provider))
      }
      #expect(try await people { _ in } == [cast.okafor.id, cast.lindqvist.id])
      #expect(try await people { $0.language = "es" } == [cast.lindqvist.id])
      #expect(try await people { $0.gender = .female } == [cast.lindqvist.id])
      #expect(try await people { $0.gender = .male } == [])
      #expect(try await people { $0.specialty = "family" } == [cast.okafor.id])
      #expect(try await people { $0.providers = [cast.okafor.id] } == [cast.okafor.id])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `with their own clinician first, and it is said`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      var wanted = wanted(cast)
      wanted.patient = cast.ruth.id
      wanted.ownDoctor = true
      await #expect(throws: FindTimesRefused.nobodyKnown) {
        try await cast.scheduling.findTimes(wanted, by: cast.ortega)
      }
      try await cast.scheduling.book(
        cast.ask(cast.ruth, cast.slot(16, 30, with: cast.lindqvist)), by: cast.ortega)
      let own = try await cast.scheduling.findTimes(wanted, by: cast.ortega)
      #expect(Set(own.map(\.slot.provider)) == [cast.lindqvist.id])
      wanted.ownDoctor = false
      wanted.order = .continuity
      wanted.most = 3
      let first = try await cast.scheduling.findTimes(wanted, by: cast.ortega)
      #expect(first.map(\.slot.provider) == [cast.lindqvist.id, cast.lindqvist.id, cast.lindqvist.id])
      #expect(first.allSatisfy { $0.reasons.map(\.words).contains("her own clinician") })
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `what fills a gap comes first where that is wanted`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      for (hour, minute) in [(9, 0), (10, 0)] {
        try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(hour, minute)), by: cast.ortega)
      }
      var wanted = wanted(cast)
      wanted.order = .leastGap
      let first = try #require(try await cast.scheduling.findTimes(wanted, by: cast.ortega).first)
      #expect(first.slot == cast.slot(9, 30))
      #expect(first.gapLeft == 0)
      #expect(first.reasons.contains(.fillsGap))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `the lightest day comes first where that is wanted`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      for provider in [cast.okafor, cast.lindqvist] {
        for days in [0, 1, 3, 4, 7] {
          try await cast.scheduling.book(
            cast.ask(
              provider.id == cast.okafor.id ? cast.ruth : cast.omar, cast.slot(16, with: provider, days: days)
            ),
            by: cast.ortega)
        }
      }
      var wanted = wanted(cast)
      wanted.order = .balance
      let first = try #require(try await cast.scheduling.findTimes(wanted, by: cast.ortega).first)
      #expect(first.slot.day == cast.today.advanced(by: 2))
      #expect(first.load == 0)
      #expect(first.reasons.contains(.lightestDay))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `the same day as a visit, or after it has ended`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let lab = try await cast.scheduling.book(
        cast.ask(cast.ruth, cast.slot(14, with: cast.lindqvist, days: 2)), by: cast.ortega)
      var same = wanted(cast)
      (same.sameDayAs, same.patient) = (lab.id, cast.ruth.id)
      let times = try await cast.scheduling.findTimes(same, by: cast.ortega)
      #expect(Set(times.map(\.slot.day)) == [lab.slot.day])
      #expect(!times.contains { $0.slot.span.overlaps(lab.slot.span) }, "she cannot be in two places")
      var after = wanted(cast)
      after.after = lab.id
      let next = try #require(try await cast.scheduling.findTimes(after, by: cast.ortega).first)
      #expect(next.slot == cast.slot(14, 30, with: cast.okafor, days: 2) || next.slot.time == .at(14, 30))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a visit that moves may keep some of its own time`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      var wanted = wanted(cast)
      (wanted.moving, wanted.provider, wanted.within) = (visit.id, cast.okafor.id, 9 * 60 + 15..<9 * 60 + 45)
      let time = try #require(try await cast.scheduling.findTimes(wanted, by: cast.ortega).first)
      #expect(time.slot == cast.slot(9, 15))
      try await cast.scheduling.move(visit.id, to: time.slot, by: cast.ortega)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a group that meets already has seats until it is full`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let group = try await cast.scheduling.addVisitType(
        VisitTypeDraft(
          name: "Back class", minutes: 60, providers: [cast.okafor.id], rules: VisitTypeRules(capacity: 2)),
        by: .system("test"))
      let slot = cast.slot(9, minutes: 60)
      var wanted = TimesWanted(
        visitType: group.id, first: cast.today, last: cast.today, within: 540..<600, most: 1)
      try await cast.scheduling.book(cast.ask(cast.ruth, slot, group), by: cast.ortega)
      let open = try #require(try await cast.scheduling.findTimes(wanted, by: cast.ortega).first)
      #expect(open.seats == 1)
      try await cast.scheduling.book(cast.ask(cast.omar, open.slot, group), by: cast.ortega)
      #expect(try await cast.scheduling.findTimes(wanted, by: cast.ortega).isEmpty)
      let why = try await cast.scheduling.whyNot(wanted, by: cast.ortega)
      #expect(why.causes.map(\.reason) == [.groupFull])
      wanted.most = 501
      await #expect(throws: FindTimesRefused.most) {
        try await cast.scheduling.findTimes(wanted, by: cast.ortega)
      }
    }
  }

  @Test func `who may not see patients finds no times for one`() async throws {
    try await withCast(.sqlite) { cast in
      var wanted = wanted(cast)
      wanted.patient = cast.ruth.id
      let stranger = cast.ortega.keptTo([.seeSchedule])
      await #expect(throws: Forbidden.permission(.seePatients)) {
        try await cast.scheduling.findTimes(wanted, by: stranger)
      }
      await #expect(throws: NotFound.self) {
        wanted.patient = nil
        wanted.sameDayAs = "nowhere"
        _ = try await cast.scheduling.findTimes(wanted, by: cast.ortega)
      }
    }
  }
}
