import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

extension Cast {
  /// The ultrasound, then the follow-up with Dr. Okafor, 5 to 30 minutes later.
  fileprivate var scanThenTalk: ChainDraft {
    ChainDraft(
      name: "Scan and talk",
      steps: [.init(1, scan.id, gap: 5, to: 30), .init(2, followUp.id, with: okafor.id)])
  }

  /// Ruth and Omar, tomorrow.
  fileprivate func household(_ type: VisitType, _ shape: TimesWanted.Shape) -> TimesWanted {
    let day = today.advanced(by: 1)
    var wanted = TimesWanted(visitType: type.id, location: riverside.id, first: day, last: day)
    wanted.patient = ruth.id
    wanted.links = [TimesWanted.Link(visitType: type.id, gap: 0...0, patient: omar.id)]
    wanted.shape = shape
    return wanted
  }

  fileprivate func bookedChain() async throws -> [Appointment] {
    let plan = try await scheduling.chainPlan(
      try await scheduling.keepChain(scanThenTalk, by: mills), by: ortega)
    let found = try await scheduling.findTimes(
      plan.wanted(for: ruth.id, at: riverside.id, from: today.advanced(by: 1)), by: ortega)
    return try await scheduling.bookChain(
      plan, at: try #require(found.first).visits.map(\.slot), for: ruth.id, submission: ID<Cast>().rawValue,
      by: ortega)
  }
}

@Suite struct `Visits in a row` {
  @Test(arguments: EngineKind.underTest)
  func `are found, booked, moved and cancelled as one`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let visits = try await cast.bookedChain()
      #expect(visits.map(\.slot.time.description) == ["8:00", "8:35"])
      let chain = try #require(visits.first?.chain)
      #expect(visits.allSatisfy { $0.chain == chain })
      let together = try await cast.scheduling.chain(chain, by: cast.ortega)
      #expect(together.name == "Scan and talk")
      let moves = try await cast.scheduling.findMoves(
        of: together.movable, from: cast.today.advanced(by: 1), by: cast.ortega)
      // A quarter of an hour later they may overlap their own old places.
      #expect(moves.first?.map(\.slot.time.description) == ["8:15", "8:50"])
      let batch = try await cast.scheduling.moveTogether(try #require(moves.first), by: cast.ortega)
      let back = try await cast.scheduling.undo(batch: batch, by: cast.ortega)
      #expect(Set(back.map(\.slot)) == Set(visits.map(\.slot)))
      let again = try await cast.scheduling.chain(chain, by: cast.ortega).movable
      _ = try await cast.scheduling.cancelTogether(
        again.map { ($0.id, seen: $0.steps) }, because: .patient, by: cast.ortega)
      #expect(try await cast.scheduling.chain(chain, by: cast.ortega).movable.isEmpty)
      await #expect(throws: TogetherRefused.over) {
        try await cast.scheduling.findMoves(of: [], from: cast.today, by: cast.ortega)
      }
      await #expect(throws: TogetherRefused.over) {
        try await cast.scheduling.moveTogether([], by: cast.ortega)
      }
      await #expect(throws: TogetherRefused.over) {
        try await cast.scheduling.cancelTogether([], because: .patient, by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `are all booked or none of them`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let plan = try await cast.scheduling.chainPlan(
        try await cast.scheduling.keepChain(cast.scanThenTalk, by: cast.mills), by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9, 40)), by: cast.ortega)
      let slots = [cast.slot(9, with: cast.lindqvist), cast.slot(9, 40)]
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.bookChain(
          plan, at: slots, for: cast.ruth.id, submission: "c", by: cast.ortega)
      }
      let rows: [Int?] = try await cast.store.read { tx in
        [try tx.value("SELECT COUNT(*) FROM appointment"), try tx.value("SELECT COUNT(*) FROM visit_chain")]
      }
      #expect(rows == [1, 0])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `may not wait longer between steps than the chain says`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let plan = try await cast.scheduling.chainPlan(
        try await cast.scheduling.keepChain(cast.scanThenTalk, by: cast.mills), by: cast.ortega)
      func refusal(_ slots: [Slot]) -> ChainRefused? {
        do {
          try plan.check(slots)
          return nil
        } catch { return error }
      }
      let first = cast.slot(9)
      #expect(refusal([first, cast.slot(9, 35)]) == nil)
      #expect(refusal([first, cast.slot(9, 30)]) == .gap(2, 0, 5...30))
      #expect(refusal([first, cast.slot(10, 5)]) == .gap(2, 35, 5...30))
      #expect(refusal([first, cast.slot(8, 35)]) == .gap(2, -55, 5...30))
      #expect(refusal([first]) == .slots(1, steps: 2))
      #expect(refusal([first, cast.slot(9, 35, days: 1)]) == .apart(2))
      #expect(refusal([first, cast.slot(9, 35, with: cast.lindqvist)]) == .notTheirStep(2))
      #expect(refusal([first, cast.slot(9, 35, minutes: 45)]) == .length(2, 30))
      let sentences: [ChainRefused] = [.gap(2, -55, 5...30), .gap(2, 35, 5...30), .apart(2)]
      #expect(sentences.allSatisfy { $0.sentence.hasSuffix(".") })
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `that are nonsense are refused with a sentence`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      func refusal(_ steps: [ChainDraft.Step]) async -> ChainDraftRefused? {
        do {
          try await cast.scheduling.keepChain(ChainDraft(name: "Odd", steps: steps), by: cast.mills)
          return nil
        } catch { return error as? ChainDraftRefused }
      }
      let (scan, talk) = (cast.scan.id, cast.followUp.id)
      #expect(await refusal([]) == .empty)
      #expect(await refusal([.init(1, scan)]) == .alone)
      #expect(await refusal((1...9).map { .init($0, talk) }) == .tooMany(9))
      #expect(await refusal([.init(1, scan), .init(1, talk)]) == .samePosition(1))
      #expect(await refusal([.init(1, scan, gap: 20, to: 10), .init(2, talk)]) == .backwards(1))
      #expect(await refusal([.init(1, scan, gap: -5, to: 10), .init(2, talk)]) == .negative(1))
      #expect(await refusal([.init(1, scan, gap: 0, to: 481), .init(2, talk)]) == .tooLong(1))
      #expect(
        await refusal([.init(1, scan), .init(2, cast.physical.id, with: cast.lindqvist.id)]) == .notTheirs(2))
      try await cast.scheduling.retireVisitType(scan, by: cast.mills)
      #expect(await refusal([.init(1, talk), .init(2, scan)]) == .retired(2))
      let all: [ChainDraftRefused] = [
        .empty, .alone, .tooMany(9), .samePosition(1), .retired(2), .group(1), .notTheirs(2), .negative(1),
        .backwards(1), .tooLong(1),
      ]
      #expect(Set(all.map(\.sentence)).count == all.count)
      await #expect(throws: Forbidden.permission(.manageSchedule)) {
        try await cast.scheduling.keepChain(cast.scanThenTalk, by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `lose their template when one of its visit types is retired, or when it is retired itself`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let id = try await cast.scheduling.keepChain(cast.scanThenTalk, by: cast.mills)
      await #expect(throws: (any Error).self) {
        try await cast.scheduling.keepChain(cast.scanThenTalk, by: cast.mills)
      }
      var renamed = cast.scanThenTalk
      renamed.name = "Look and talk"
      try await cast.scheduling.keepChain(renamed, replacing: id, by: cast.mills)
      #expect(try await cast.scheduling.chains(by: cast.ortega).map(\.name) == ["Look and talk"])
      try await cast.scheduling.retireVisitType(cast.scan.id, by: cast.mills)
      await #expect(throws: ChainDraftRefused.retired(1)) {
        try await cast.scheduling.chainPlan(id, by: cast.ortega)
      }
      try await cast.scheduling.retireChain(id, by: cast.mills)
      #expect(try await cast.scheduling.chains(by: cast.ortega).map(\.isActive) == [false])
      await #expect(throws: NotFound("chain")) { try await cast.scheduling.chainPlan(id, by: cast.ortega) }
    }
  }
}

@Suite struct `A household` {
  @Test(arguments: EngineKind.underTest)
  func `is seen side by side with different providers, or in a row with one`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let both: Set = [cast.okafor.id, cast.lindqvist.id]
      var wanted = cast.household(cast.followUp, .sideBySide)
      let found = try await cast.scheduling.findTimes(wanted, by: cast.ortega)
      let beside = try #require(found.first).visits.map(\.slot)
      #expect(Set(beside.map(\.provider)) == both)
      #expect(Set(beside.map(\.time.description)) == ["8:00"])
      // Whoever of the two is named first, it is one time.
      #expect(Set(found.map(\.slot.span.lowerBound)).count == found.count)
      wanted.shape = .sameProvider
      let row = try #require(try await cast.scheduling.findTimes(wanted, by: cast.ortega).first)
        .visits.map(\.slot)
      #expect(Set(row.map(\.provider)).count == 1)
      #expect(row.map(\.time.description) == ["8:00", "8:30"])
      let visits = try await cast.scheduling.bookTogether(
        zip([cast.ruth, cast.omar], row).map { cast.ask($0, $1, submission: "h") }, called: "Household",
        by: cast.ortega)
      #expect(Set(visits.map(\.patient)) == [cast.ruth.id, cast.omar.id])
      let chain = try #require(visits.first?.chain)
      #expect(try await cast.scheduling.chain(chain, by: cast.ortega).movable.count == 2)
      await #expect(throws: TogetherRefused.alone) {
        try await cast.scheduling.bookTogether(
          [cast.ask(cast.ruth, cast.slot(15))], called: "Household", by: cast.ortega)
      }
      wanted.links = Array(repeating: wanted.links[0], count: 12)
      await #expect(throws: TogetherRefused.tooMany(13)) {
        try await cast.scheduling.findTimes(wanted, by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `does not count one room twice when it is seen side by side`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      // One ultrasound: two scans at one time cannot be.
      let wanted = cast.household(cast.scan, .sideBySide)
      let found = try await cast.scheduling.findTimes(wanted, by: cast.ortega)
      #expect(found.isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `waits for whoever of them is elsewhere, and each is seen to have looked`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      // Omar is at the scan until 8:30, so the two of them cannot be seen at 8:00.
      try await cast.scheduling.book(
        cast.ask(cast.omar, cast.slot(8, with: cast.lindqvist, days: 1), cast.scan), by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(8, 30, days: 1)), by: cast.ortega)
      let first = try await cast.scheduling.findTimes(
        cast.household(cast.followUp, .sideBySide), by: cast.ortega
      )
      .first
      #expect(first?.visits.map(\.slot.time.description) == ["9:00", "9:00"])
      let one = try await cast.scheduling.findTimes(
        cast.household(cast.followUp, .sameProvider), by: cast.ortega
      )
      .first?.visits.map(\.slot)
      #expect(one?.map(\.time.description) == ["8:30", "9:00"])
      #expect(Set(one?.map(\.provider) ?? []) == [cast.lindqvist.id])
      let trail: Int? = try await cast.store.read {
        try $0.value("SELECT COUNT(*) FROM audit_entry WHERE action = 'times.found'")
      }
      #expect(trail == 4)
    }
  }
}
