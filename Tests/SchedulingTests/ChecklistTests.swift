import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@Suite struct `The checklist on a visit` {
  @Test(arguments: EngineKind.underTest)
  func `stands on the kinds of visits it is for, in the practice's order`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      try await desk.addBox(
        ChecklistDraft(name: "Consent signed", place: 20, types: [cast.physical.id]), by: cast.mills)
      try await desk.addBox(ChecklistDraft(name: "Insurance checked", place: 10), by: cast.mills)
      let followUp = try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      let physical = try await desk.book(
        cast.ask(cast.omar, cast.slot(10, minutes: 60), cast.physical), by: cast.ortega)
      #expect(try await cast.boxes(of: followUp.id) == ["Insurance checked"])
      #expect(try await cast.boxes(of: physical.id) == ["Insurance checked", "Consent signed"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `keeps who ticked and who took it back, through a move`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let box = try await desk.addBox(ChecklistDraft(name: "Insurance checked"), by: cast.mills)
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9, days: 1)), by: cast.ortega)
      try await desk.tick(box.id, on: visit.id, by: cast.ortega)
      try await desk.tick(box.id, on: visit.id, by: cast.mills)
      try await desk.move(visit.id, to: cast.slot(10, days: 1), by: cast.ortega)
      var seen = try await desk.visit(visit.id, by: cast.ortega)
      #expect(seen.checks.map(\.ticked?.by) == ["Maria Ortega"])
      try await desk.untick(box.id, on: visit.id, by: cast.mills)
      try await desk.untick(box.id, on: visit.id, by: cast.mills)
      try await desk.tick(box.id, on: visit.id, by: cast.mills)
      seen = try await desk.visit(visit.id, by: cast.ortega)
      #expect(seen.ticks.map(\.by) == ["Maria Ortega", "Jo Mills"])
      #expect(seen.ticks.map(\.undone?.by) == ["Jo Mills", nil])
      #expect(seen.checks.map(\.ticked?.by) == ["Jo Mills"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `ticked by two at the same moment is ticked once`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let box = try await desk.addBox(ChecklistDraft(name: "Insurance checked"), by: cast.mills)
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await withThrowingTaskGroup { group in
        for _ in 1...6 { group.addTask { try await desk.tick(box.id, on: visit.id, by: cast.ortega) } }
        try await group.waitForAll()
      }
      #expect(try await desk.visit(visit.id, by: cast.ortega).ticks.count == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is not ticked on a visit that is off, on a closed day, or with a box that is not for it`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let box = try await desk.addBox(ChecklistDraft(name: "Insurance checked"), by: cast.mills)
      let other = try await desk.addBox(
        ChecklistDraft(name: "Consent", types: [cast.physical.id]), by: cast.mills)
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      await #expect(throws: ChecklistRefused.retired) {
        try await desk.tick(other.id, on: visit.id, by: cast.ortega)
      }
      await #expect(throws: NotFound.self) { try await desk.tick(box.id, on: visit.id, by: cast.reyes) }
      await #expect(throws: Forbidden.self) { try await desk.tick(box.id, on: visit.id, by: cast.auditor) }
      try await desk.cancel(visit.id, because: .patient, by: cast.ortega)
      await #expect(throws: ChecklistRefused.notForIt(.cancelled)) {
        try await desk.tick(box.id, on: visit.id, by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `lists what is due and open, and forgets what is ticked or retired`(_ engine: EngineKind) async throws
  {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let box = try await desk.addBox(ChecklistDraft(name: "Insurance checked", dueDays: 2), by: cast.mills)
      let soon = try await desk.book(cast.ask(cast.ruth, cast.slot(9, days: 2)), by: cast.ortega)
      try await desk.book(cast.ask(cast.omar, cast.slot(9, days: 3)), by: cast.ortega)
      func open() async throws -> [ID<Appointment>] {
        try await desk.stillOpen(at: cast.riverside.id, by: cast.ortega).map(\.board.visit.id)
      }
      #expect(try await open() == [soon.id])
      try await desk.tick(box.id, on: soon.id, by: cast.ortega)
      #expect(try await open().isEmpty)
      try await desk.untick(box.id, on: soon.id, by: cast.ortega)
      try await desk.retireBox(box.id, by: cast.mills)
      #expect(try await open().isEmpty)
      #expect(try await cast.boxes(of: soon.id).isEmpty)
      #expect(try await desk.visit(soon.id, by: cast.ortega).ticks.map(\.name) == ["Insurance checked"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `has twenty-four boxes at most, each with a name and a day`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      for number in 1...24 { try await desk.addBox(ChecklistDraft(name: "Box \(number)"), by: cast.mills) }
      await #expect(throws: ChecklistRefused.enough) {
        try await desk.addBox(ChecklistDraft(name: "One more"), by: cast.mills)
      }
      for wrong in [
        ChecklistDraft(name: " "), ChecklistDraft(name: String(repeating: "x", count: 61)),
        ChecklistDraft(name: "x", place: 0), ChecklistDraft(name: "x", dueDays: 91),
      ] {
        await #expect(throws: InvalidInput.self) { try await desk.addBox(wrong, by: cast.mills) }
      }
      await #expect(throws: Forbidden.self) {
        try await desk.addBox(ChecklistDraft(name: "x"), by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `stands on the check-in board`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let box = try await desk.addBox(ChecklistDraft(name: "Insurance checked"), by: cast.mills)
      try await desk.addBox(ChecklistDraft(name: "Copay taken", place: 60), by: cast.mills)
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await desk.tick(box.id, on: visit.id, by: cast.ortega)
      let board = try await desk.checkIn(cast.today, at: cast.riverside.id, by: cast.ortega)
      #expect(board.visits.map { $0.checks.map { $0.ticked != nil } } == [[true, false]])
    }
  }
}

extension Cast {
  fileprivate func boxes(of visit: ID<Appointment>) async throws -> [String] {
    try await scheduling.visit(visit, by: ortega).checks.map(\.box.draft.name)
  }
}
