import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

extension Cast {
  /// Visits of days gone by, one a day, that took so many minutes each in the room; nil for a patient who did not come.
  fileprivate func live(
    _ lengths: [Int?], _ type: VisitType, with provider: Provider? = nil, at place: Location? = nil,
    back: Int = 1
  ) async throws {
    let visits = try lengths.enumerated().map { day, length in
      let slot = slot(9, with: provider, days: -back - day, minutes: type.minutes, at: place)
      let time = try #require(slot.time(in: riverside.zone))
      let id = ID<Appointment>()
      func step(_ kind: VisitStep.Kind, _ number: Int, _ minute: Int) -> VisitStep {
        VisitStep(kind, number: number, of: id, at: time.lowerBound.advanced(byMinutes: minute), by: ortega)
      }
      return RecordedVisit(
        id: id, patient: ruth.id, visitType: type.id, slot: slot, time: time, zone: riverside.zone,
        resources: [],
        steps: length.map {
          [step(.booked, 1, -60), step(.roomed, 2, 0), step(.started, 3, 5), step(.done, 4, 5 + $0)]
        } ?? [step(.booked, 1, -60), step(.noShow, 2, 20)])
    }
    try await store.write { tx in try tx.record(visits) }
  }
}

extension Cast {
  /// What is known of a follow-up with Dr. Okafor.
  fileprivate func learned(by who: Who? = nil) async throws -> LearnedLength {
    try await scheduling.learnedLengths(of: okafor.id, for: [followUp.id], by: who ?? mills).length(
      of: followUp)
  }
}

@Suite struct `Learning how long visits take` {
  @Test(arguments: EngineKind.underTest)
  func `knows the mean and the spread of a provider's own visits`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.live((0..<10).map { $0 % 2 == 0 ? 20 : 30 }, cast.followUp)
      let length = try await cast.learned()
      #expect(length.basis == .own(10))
      #expect(abs(length.minutes - 25) < 1e-9)
      #expect(abs(length.variability * 25 * 25 - 250.0 / 9) < 1e-9)
      #expect(length.due == nil && length.noShow == 0)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `takes everybody's visits where the own are few, and the planned length where all are`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await cast.live([20, 20, 20], cast.followUp)
      let few = try await cast.learned()
      #expect(few.basis == .planned(3) && few.minutes == 30 && few.variability == 0.25)
      try await cast.live(Array(repeating: 30, count: 7), cast.followUp, with: cast.lindqvist)
      let all = try await cast.learned()
      #expect(all.basis == .everybody(10, own: 3) && abs(all.minutes - 27) < 1e-9)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `leaves out a forgotten button, and goes by the room where a start was undone`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      try await cast.live(Array(repeating: 25, count: 9) + [0, 121], cast.followUp)
      let visit = try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9)), by: cast.ortega)
      try await cast.scheduling.advance(visit.id, to: .roomed, by: cast.ortega)
      cast.clock.advance(minutes: 10)
      try await cast.scheduling.advance(visit.id, to: .started, by: cast.ortega)
      try await cast.scheduling.undo(visit.id, by: cast.ortega)
      cast.clock.advance(minutes: 25)
      try await cast.scheduling.advance(visit.id, to: .done, by: cast.ortega)
      let length = try await cast.learned()
      #expect(length.basis == .own(10) && abs(length.minutes - 26) < 1e-9)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `knows the share of those who do not come from thirty visits on`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.live((0..<29).map { $0 < 3 ? nil : 25 }, cast.followUp)
      #expect(try await cast.learned().due == nil)
      try await cast.live([25], cast.followUp, with: cast.lindqvist)
      let later = try await cast.learned()
      #expect(later.due == 30 && later.noShow == 0.1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is for those who plan, and from the places they work at`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      await #expect(throws: Forbidden.permission(.manageSchedule)) {
        try await cast.learned(by: cast.ortega)
      }
      try await cast.live(Array(repeating: 25, count: 12), cast.followUp)
      let harbors = Who(staff: ID(), name: "Ida Frost", roles: [.manager], locations: [cast.harbor.id])
      #expect(try await cast.learned(by: harbors).basis == .planned(0))
    }
  }
}

@Suite struct `Proposing start times` {
  @Test(arguments: EngineKind.underTest)
  func `plans the morning that is booked, beside how it stands`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.live(Array(repeating: [18, 26], count: 10).flatMap(\.self), cast.followUp)
      for (hour, minute) in [(9, 0), (9, 30), (10, 0), (10, 30), (11, 0), (14, 0)] {
        try await cast.scheduling.book(
          cast.ask(hour == 10 ? cast.omar : cast.ruth, cast.slot(hour, minute)), by: cast.ortega)
      }
      var wish = SessionWish(
        provider: cast.okafor.id, location: cast.riverside.id, visits: .booked(cast.today, .morning))
      let proposal = try #require(try await cast.scheduling.proposeSession(wish, by: cast.mills))
      #expect(proposal.visits.map(\.now) == [540, 570, 600, 630, 660])
      #expect(proposal.from == 540 && proposal.plannedEnd == 690)
      // Half an hour is too much for visits of some twenty-two minutes.
      #expect(proposal.visits[1].proposed < 570 && proposal.visits.allSatisfy { $0.proposed % 5 == 0 })
      #expect(proposal.proposed.cost < proposal.now.cost && proposal.exactCost <= proposal.proposed.cost)
      #expect(proposal.kinds.map(\.length.basis) == [.own(20)])
      wish.favours = .patients
      let kinder = try #require(try await cast.scheduling.proposeSession(wish, by: cast.mills))
      #expect(kinder.proposed.wait <= proposal.proposed.wait)
      wish.visits = .booked(cast.today.advanced(by: 1), .morning)
      #expect(try await cast.scheduling.proposeSession(wish, by: cast.mills) == nil)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `plans a list of visits beside their planned lengths in a row`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let nine = try #require(WallTime(9, 0))
      let list = [cast.followUp.id, cast.physical.id, cast.followUp.id, cast.followUp.id]
      let wish = SessionWish(
        provider: cast.okafor.id, location: cast.riverside.id, visits: .listed(list, from: nine),
        endsOnTime: .strictly, walkIns: 1)
      let proposal = try #require(try await cast.scheduling.proposeSession(wish, by: cast.mills))
      #expect(proposal.visits.map(\.now) == [540, 570, 630, 660])
      #expect(proposal.plannedEnd == 690)
      #expect(proposal.kinds.map(\.length.basis) == [.planned(0), .planned(0)])
      #expect(proposal.proposed.overtime <= proposal.now.overtime)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `takes a group for one visit, and counts cleaning that holds the provider`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let group = try await cast.scheduling.addVisitType(
        VisitTypeDraft(
          name: "Back school", minutes: 30, providers: [cast.okafor.id],
          rules: VisitTypeRules(buffer: Buffer(before: 5, after: 10, holdsProvider: true), capacity: 6)),
        by: cast.mills)
      for patient in [cast.ruth, cast.omar] {
        try await cast.scheduling.book(cast.ask(patient, cast.slot(9), group), by: cast.ortega)
      }
      var wish = SessionWish(
        provider: cast.okafor.id, location: cast.riverside.id, visits: .booked(cast.today, .morning))
      #expect(try await cast.scheduling.proposeSession(wish, by: cast.mills)?.visits.map(\.now) == [540])
      wish.visits = .listed([group.id, group.id], from: try #require(WallTime(9, 0)))
      let listed = try #require(try await cast.scheduling.proposeSession(wish, by: cast.mills))
      #expect(listed.visits.map(\.now) == [540, 585])
      #expect(abs(listed.proposed.end - 90) < 20)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `refuses what cannot be planned`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      func propose(_ list: [ID<VisitType>], at hour: Int = 9, walkIns: Int = 0, by who: Who) async throws {
        let wish = SessionWish(
          provider: cast.okafor.id, location: cast.riverside.id,
          visits: .listed(list, from: try #require(WallTime(hour, 0))), walkIns: walkIns)
        _ = try await cast.scheduling.proposeSession(wish, by: who)
      }
      await #expect(throws: SessionRefused.count(0)) { try await propose([], by: cast.mills) }
      await #expect(throws: SessionRefused.count(61)) {
        try await propose(Array(repeating: cast.followUp.id, count: 61), by: cast.mills)
      }
      await #expect(throws: SessionRefused.pastMidnight) {
        try await propose([cast.physical.id, cast.physical.id], at: 23, by: cast.mills)
      }
      await #expect(throws: SessionRefused.walkIns) {
        try await propose([cast.followUp.id], walkIns: 2, by: cast.mills)
      }
      await #expect(throws: NotFound.self) { try await propose([ID()], by: cast.mills) }
      await #expect(throws: Forbidden.permission(.manageSchedule)) {
        try await propose([cast.followUp.id], by: cast.ortega)
      }
      let harbors = Who(staff: ID(), name: "Ida Frost", roles: [.manager], locations: [cast.harbor.id])
      await #expect(throws: Forbidden.location) { try await propose([cast.followUp.id], by: harbors) }
    }
  }
}
