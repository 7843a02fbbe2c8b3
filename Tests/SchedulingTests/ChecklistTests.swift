import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `The checklist` {
  @Test(arguments: EngineKind.underTest)
  func `is ticked once, taken back, and both stay in the history with who and when`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let box = try await cast.box("Insurance verified")
      let other = try await cast.box("Records requested")
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await desk.tick(box, on: visit.id, by: cast.ortega)
      try await desk.tick(box, on: visit.id, by: cast.mills)
      try await desk.untick(box, on: visit.id, by: cast.mills)
      try await desk.untick(box, on: visit.id, by: cast.mills)
      try await desk.tick(box, on: visit.id, by: cast.mills)
      let details = try await desk.visit(visit.id, by: cast.ortega)
      #expect(details.ticks.map(\.staffName) == ["Maria Ortega", "Jo Mills"])
      #expect(details.ticks.map { $0.undone?.by } == ["Jo Mills", nil])
      #expect(details.boxes.map(\.box.id) == [box, other])
      #expect(details.boxes.map { $0.tick?.staffName } == ["Jo Mills", nil])
      #expect(details.board.boxes?.words == "1 of 2")
      #expect(
        try await cast.actions("appointment.%ticked") == [
          "appointment.ticked Insurance verified", "appointment.ticked Insurance verified",
          "appointment.unticked Insurance verified",
        ])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `goes along when a visit is moved, and is another visit's own`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let box = try await cast.box("Insurance verified")
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      let next = try await desk.book(cast.ask(cast.ruth, cast.slot(9, days: 7)), by: cast.ortega)
      try await desk.tick(box, on: visit.id, by: cast.ortega)
      try await desk.move(visit.id, to: cast.slot(10, days: 1), by: cast.ortega)
      let tomorrow = try await desk.day(cast.today.advanced(by: 1), at: cast.riverside.id, by: cast.ortega)
      #expect(tomorrow.columns.flatMap(\.visits).map { $0.boxes?.words } == ["1 of 1"])
      #expect(try await desk.visit(next.id, by: cast.ortega).board.boxes?.words == "0 of 1")
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is not ticked on a visit that is cancelled, on a closed day, or past its kind of visit`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let box = try await cast.box("Insurance verified")
      let fasting = try await cast.box("Fasting", only: [cast.physical.id])
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      let gone = try await desk.book(cast.ask(cast.omar, cast.slot(10)), by: cast.ortega)
      try await desk.cancel(gone.id, because: .patient, by: cast.ortega)
      await #expect(throws: TickRefused.gone(.cancelled)) {
        try await desk.tick(box, on: gone.id, by: cast.ortega)
      }
      await #expect(throws: NotFound("box")) { try await desk.tick(fasting, on: visit.id, by: cast.ortega) }
      let trainee = Who(staff: ID(), name: "Kim Park", roles: [.trainee])
      await #expect(throws: Forbidden.permission(.bookVisits)) {
        try await desk.tick(box, on: visit.id, by: trainee)
      }
      await #expect(throws: NotFound("visit")) { try await desk.tick(box, on: visit.id, by: cast.reyes) }
      cast.clock.advance(minutes: 120)
      try await desk.advance(visit.id, to: .started, by: cast.ortega)
      try await desk.advance(visit.id, to: .done, by: cast.ortega)
      try await desk.close(cast.today, at: cast.riverside.id, by: cast.ortega)
      await #expect(throws: DayRefused.closed(cast.today)) {
        try await desk.tick(box, on: visit.id, by: cast.ortega)
      }
      #expect(try await desk.visit(visit.id, by: cast.ortega).ticks == [])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `has boxes that are named once, ordered, renamed and retired by a manager`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let (a, b, c) = try await (cast.box("A"), cast.box("B"), cast.box("C"))
      try await desk.raiseBox(c, by: cast.mills)
      try await desk.raiseBox(c, by: cast.mills)
      try await desk.raiseBox(c, by: cast.mills)
      #expect(try await desk.checklist(by: cast.ortega).map(\.id) == [c, a, b])
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await desk.tick(a, on: visit.id, by: cast.ortega)
      try await desk.keepBox(ChecklistDraft(name: " Alpha ", dueDays: 2), replacing: a, by: cast.mills)
      await #expect(throws: InvalidInput.self) {
        try await desk.keepBox(ChecklistDraft(name: "Alpha"), by: cast.mills)
      }
      for draft in [ChecklistDraft(name: ""), ChecklistDraft(name: "D", dueDays: 366)] {
        await #expect(throws: InvalidInput.self) { try await desk.keepBox(draft, by: cast.mills) }
      }
      try await desk.retireBox(a, by: cast.mills)
      await #expect(throws: NotFound("box")) { try await desk.retireBox(a, by: cast.mills) }
      await #expect(throws: NotFound("box")) { try await desk.untick(a, on: visit.id, by: cast.mills) }
      let details = try await desk.visit(visit.id, by: cast.ortega)
      #expect(details.boxes.map(\.box.name) == ["C", "B"])
      #expect(details.ticks.map(\.name) == ["Alpha"])
      #expect(details.board.boxes?.words == "0 of 2")
      // Its name is free again.
      try await desk.keepBox(ChecklistDraft(name: "Alpha"), by: cast.mills)
      await #expect(throws: Forbidden.permission(.manageSchedule)) {
        try await desk.keepBox(ChecklistDraft(name: "E"), by: cast.ortega)
      }
    }
  }

  @Test func `holds twenty-four boxes at most`() async throws {
    try await withCast(.sqlite) { cast in
      for number in 1...Scheduling.mostBoxes { _ = try await cast.box("Box \(number)") }
      await #expect(throws: ChecklistRefused.tooMany) { try await cast.box("One more") }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `lists the coming visits on which a box is due and open`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let insurance = try await cast.box("Insurance verified", due: 2)
      let consent = try await cast.box("Consent signed", due: 0)
      let thanks = try await cast.box("Card sent")
      let today = try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      let soon = try await desk.book(cast.ask(cast.omar, cast.slot(9, days: 2)), by: cast.ortega)
      _ = try await desk.book(cast.ask(cast.grace, cast.slot(9, days: 3)), by: cast.ortega)
      let gone = try await desk.book(cast.ask(cast.grace, cast.slot(10)), by: cast.ortega)
      try await desk.cancel(gone.id, because: .patient, by: cast.ortega)
      func list(_ days: Int) async throws -> [OpenBoxes] {
        try await desk.openBoxes(at: cast.riverside.id, days: days, by: cast.ortega)
      }
      #expect(try await list(7).map(\.board.visit.id) == [today.id, soon.id])
      #expect(try await list(7).map(\.boxes.count) == [3, 3])
      #expect(try await list(7).map(\.due) == [[insurance, consent], [insurance]])
      #expect(try await list(2).map(\.board.visit.id) == [today.id])
      try await desk.tick(insurance, on: soon.id, by: cast.ortega)
      try await desk.tick(insurance, on: today.id, by: cast.ortega)
      #expect(try await list(7).map(\.due) == [[consent]])
      #expect(try await list(7).first?.boxes.map(\.id) == [consent, thanks])
      await #expect(throws: NotFound("location")) {
        try await desk.openBoxes(at: cast.riverside.id, days: 7, by: cast.reyes)
      }
      await #expect(throws: InvalidInput.self) { try await list(61) }
      #expect(
        Set(try await cast.actions("schedule.checklist")) == [
          "schedule.checklist 7 days", "schedule.checklist 2 days",
        ])
    }
  }
}

extension Cast {
  fileprivate func box(
    _ name: String, due: Int? = nil, only types: Set<ID<VisitType>> = []
  ) async throws -> ID<ChecklistBox> {
    try await scheduling.keepBox(ChecklistDraft(name: name, dueDays: due, visitTypes: types), by: mills)
  }
}
