import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `New times of a moved day` {
  private let open = [480..<720, 780..<1020]

  @Test func `everybody goes by the same minutes`() {
    #expect(
      NewTimes.shifted([540..<570, 600..<630], by: 30, absorbing: false, open: open) == [
        570..<600, 630..<660,
      ])
    #expect(NewTimes.shifted([540..<570], by: -15, absorbing: true, open: open) == [525..<555])
  }

  @Test func `a gap takes the delay up`() {
    #expect(
      NewTimes.shifted([540..<570, 570..<600, 630..<660], by: 30, absorbing: true, open: open)
        == [570..<600, 600..<630, 630..<660])
  }

  @Test func `nobody is put into lunch, and whoever fits nowhere is shown as it would be`() {
    #expect(NewTimes.shifted([690..<720], by: 15, absorbing: true, open: open) == [780..<810])
    #expect(NewTimes.shifted([990..<1020], by: 15, absorbing: true, open: open) == [1005..<1035])
    #expect(NewTimes.shifted([], by: 15, absorbing: true, open: open) == [])
  }
}

extension Cast {
  /// Dr. Okafor's morning of tomorrow: Ruth at 9:00, Omar at 9:30, Grace at 11:00.
  fileprivate func morning() async throws -> [Appointment] {
    let asks = [
      (ruth, slot(9, days: 1)), (omar, slot(9, 30, days: 1)), (grace, slot(11, days: 1)),
    ]
    var visits: [Appointment] = []
    for (patient, slot) in asks { visits.append(try await scheduling.book(ask(patient, slot), by: ortega)) }
    return visits
  }
}

@Suite struct `Several visits at once` {
  @Test(arguments: EngineKind.underTest)
  func `shows where each would go, moves them in one commit, writes to each, and undoes all`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let visits = try await cast.morning()
      let shown = try await desk.propose(
        .shift(minutes: 30, absorbing: false), for: visits.map(\.id), by: cast.ortega)
      // One goes where another stood.
      #expect(
        shown.map(\.to) == [cast.slot(9, 30, days: 1), cast.slot(10, days: 1), cast.slot(11, 30, days: 1)])
      #expect(shown.allSatisfy { $0.refusal == nil })
      #expect(try await desk.visit(visits[0].id, by: cast.ortega).visit.slot == cast.slot(9, days: 1))
      let done = try await desk.moveTogether(
        shown.map { VisitMove($0.board.visit.id, to: $0.to, seen: $0.board.visit.steps) },
        reason: "Dr. Okafor comes later", telling: true, by: cast.ortega)
      #expect(done.visits.map(\.slot) == shown.map(\.to))
      #expect(!done.batch.isEmpty)
      let messages = try await desk.messages(at: cast.riverside.id, by: cast.ortega)
      #expect(messages.map(\.kind) == [.moved, .moved, .moved])
      #expect(
        messages.first?.words
          == "Your visit was moved. It is now on Tuesday, 24 November 2026, at 9:30 with Dr. A. Okafor in "
          + "Riverside. Please tell us if that does not suit you.")
      #expect(try await cast.practice.openWork(by: cast.ortega).map(\.kind) == ["schedule.messages"])
      try await desk.undo(batch: done.batch, by: cast.ortega)
      for visit in visits {
        let back = try await desk.visit(visit.id, by: cast.ortega)
        #expect(back.visit.slot == visit.slot)
        #expect(back.steps.last?.reason == "Dr. Okafor comes later")
      }
      #expect(try await desk.messages(at: cast.riverside.id, by: cast.ortega).isEmpty)
      #expect(try await cast.practice.openWork(by: cast.ortega).isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `who cannot go stays, with the reason and open times, and is in the way of others`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let visits = try await cast.morning()
      let late = try await desk.book(cast.ask(cast.ruth, cast.slot(11, 30, days: 1)), by: cast.ortega)
      // 11:30 would go into lunch and stays, so 11:00 has nowhere to go either.
      let shown = try await desk.propose(
        .shift(minutes: 30, absorbing: false), for: (visits + [late]).map(\.id), by: cast.ortega)
      #expect(
        shown.map(\.refusal) == [
          nil, nil, BookingRefused.slotTaken.sentence, BookingRefused.pause("Lunch").sentence,
        ])
      #expect(shown[3].alternatives.count == 3)
      #expect(shown[3].alternatives.allSatisfy { $0.slot.provider == cast.okafor.id })
      #expect(shown[0].alternatives.isEmpty)
      // Where gaps take it up, only those that are pushed go at all.
      let gentle = try await desk.propose(
        .shift(minutes: 30, absorbing: true), for: (visits + [late]).map(\.id), by: cast.ortega)
      #expect(gentle.map(\.stays) == [false, false, true, true])
      #expect(gentle.allSatisfy { $0.refusal == nil })
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `gives a morning to somebody else, as far as they can take it`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let visits = try await cast.morning()
      let physical = try await desk.book(
        cast.ask(cast.ruth, cast.slot(10, days: 1, minutes: 60), cast.physical), by: cast.ortega)
      try await desk.book(
        cast.ask(cast.grace, cast.slot(9, 30, with: cast.lindqvist, days: 1)), by: cast.ortega)
      let shown = try await desk.propose(
        .give(to: cast.lindqvist.id), for: (visits + [physical]).map(\.id), by: cast.ortega)
      #expect(
        shown.map(\.refusal) == [
          nil, BookingRefused.slotTaken.sentence, BookingRefused.notTheirKind.sentence, nil,
        ])
      let going = shown.filter { $0.refusal == nil }
      let done = try await desk.moveTogether(
        going.map { VisitMove($0.board.visit.id, to: $0.to) }, telling: false, by: cast.ortega)
      #expect(done.visits.map(\.slot.provider) == [cast.lindqvist.id, cast.lindqvist.id])
      #expect(try await desk.messages(at: cast.riverside.id, by: cast.ortega).isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `somebody's reason carries a visit past a rule, if they may`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(11, 30, days: 1)), by: cast.ortega)
      let shown = try await desk.propose(
        .shift(minutes: 30, absorbing: false), for: [visit.id], overrule: "Dr. Okafor agreed", by: cast.mills)
      #expect(shown.map(\.refusal) == [nil])
      await #expect(throws: BookingRefused.overbookingNotAllowed) {
        try await desk.propose(
          .shift(minutes: 30, absorbing: false), for: [visit.id], overrule: "please", by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a late clinic takes visits along that need notice: they stand on that day already`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let surgery = try await desk.addVisitType(
        VisitTypeDraft(
          name: "Small surgery", minutes: 30, providers: [cast.okafor.id],
          rules: VisitTypeRules(leadMinutes: 1440)), by: .system("test"))
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(10, days: 2), surgery), by: cast.ortega)
      cast.clock.set(visit.start.advanced(byMinutes: -60))
      let shown = try await desk.propose(
        .shift(minutes: 30, absorbing: true), for: [visit.id], by: cast.ortega)
      #expect(shown.map(\.refusal) == [nil])
      try await desk.move(visit.id, to: cast.slot(10, 30, days: 2), by: cast.ortega)
      // Another day begins anew.
      await #expect(throws: BookingRefused.leadTime(1440)) {
        try await desk.move(visit.id, to: cast.slot(8, days: 3), by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `moves all or nothing when somebody was quicker`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let visits = try await cast.morning()
      let shown = try await desk.propose(
        .shift(minutes: 30, absorbing: false), for: visits.map(\.id), by: cast.ortega)
      try await desk.book(
        cast.ask(cast.omar, cast.slot(11, 30, days: 1)), by: cast.mills)
      let moves = shown.map { VisitMove($0.board.visit.id, to: $0.to, seen: $0.board.visit.steps) }
      await #expect(throws: BookingRefused.slotTaken) {
        try await desk.moveTogether(moves, telling: true, by: cast.ortega)
      }
      for visit in visits {
        #expect(try await desk.visit(visit.id, by: cast.ortega).visit.slot == visit.slot)
      }
      #expect(try await desk.messages(at: cast.riverside.id, by: cast.ortega).isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `cancels an afternoon on our account, with a message each, and undoes it`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let visits = try await cast.morning()
      let done = try await desk.cancelTogether(
        visits.map { ($0.id, seen: $0.steps) }, because: .provider, telling: true, by: cast.ortega)
      #expect(try await desk.messages(at: cast.riverside.id, by: cast.ortega).map(\.kind).count == 3)
      #expect(try await desk.visit(visits[0].id, by: cast.ortega).absence?.kind == .byUs)
      try await desk.undo(batch: done.batch, by: cast.ortega)
      #expect(try await desk.visit(visits[0].id, by: cast.ortega).visit.status == .booked)
      #expect(try await desk.messages(at: cast.riverside.id, by: cast.ortega).isEmpty)
      await #expect(throws: StepRefused.nothingToUndo) {
        try await desk.undo(batch: done.batch, by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `refuses nothing, too many, and what is not theirs`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9, days: 1)), by: cast.ortega)
      let shift = Together.shift(minutes: 30, absorbing: false)
      await #expect(throws: SeveralRefused.nothingChosen) {
        try await desk.propose(shift, for: [], by: cast.ortega)
      }
      await #expect(throws: SeveralRefused.nothingChosen) {
        try await desk.moveTogether([], telling: true, by: cast.ortega)
      }
      await #expect(throws: SeveralRefused.tooMany(201)) {
        try await desk.propose(shift, for: (0..<201).map { _ in ID() }, by: cast.ortega)
      }
      await #expect(throws: NotFound.self) { try await desk.propose(shift, for: [visit.id], by: cast.reyes) }
      await #expect(throws: NotFound.self) { try await desk.propose(shift, for: [ID()], by: cast.ortega) }
      await #expect(throws: Forbidden.permission(.bookVisits)) {
        try await desk.propose(shift, for: [visit.id], by: cast.auditor)
      }
      let far = try await desk.propose(
        .shift(minutes: 1000, absorbing: false), for: [visit.id], by: cast.ortega)
      #expect(far.map(\.refusal) == [BookingRefused.notThere.sentence])
      let uneven = try await desk.propose(
        .shift(minutes: 7, absorbing: false), for: [visit.id], by: cast.ortega)
      #expect(uneven.map { $0.refusal == nil } == [false])
    }
  }
}
