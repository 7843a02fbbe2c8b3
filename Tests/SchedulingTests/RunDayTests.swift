import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@Suite struct `Running the day` {
  @Test(arguments: EngineKind.underTest)
  func `takes a visit from arrived to done, each step with who and when`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      for status in [VisitStatus.confirmed, .arrived, .roomed, .started, .done] {
        cast.clock.advance(minutes: 5)
        try await cast.scheduling.advance(visit.id, to: status, by: cast.ortega)
      }
      let details = try await cast.scheduling.visit(visit.id, by: cast.ortega)
      #expect(details.visit.status == .done)
      #expect(details.steps.map(\.kind) == [.booked, .confirmed, .arrived, .roomed, .started, .done])
      #expect(details.steps.last?.at == cast.clock.now)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `takes a second press of the same button for the first`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await cast.scheduling.advance(visit.id, to: .arrived, seen: 1, by: cast.ortega)
      try await cast.scheduling.advance(visit.id, to: .arrived, seen: 1, by: cast.mills)
      #expect(try await cast.scheduling.visit(visit.id, by: cast.ortega).steps.count == 2)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `undoes the last step, and the one before, but not the booking`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await cast.scheduling.advance(visit.id, to: .arrived, by: cast.ortega)
      try await cast.scheduling.advance(visit.id, to: .roomed, by: cast.ortega)
      #expect(try await cast.scheduling.undo(visit.id, by: cast.ortega).status == .arrived)
      #expect(try await cast.scheduling.undo(visit.id, by: cast.ortega).status == .booked)
      await #expect(throws: StepRefused.nothingToUndo) {
        try await cast.scheduling.undo(visit.id, by: cast.ortega)
      }
      let steps = try await cast.scheduling.visit(visit.id, by: cast.ortega).steps
      #expect(steps.map { $0.undone?.by } == [nil, "Maria Ortega", "Maria Ortega"])
      // And the day goes on from there.
      try await cast.scheduling.advance(visit.id, to: .arrived, by: cast.ortega)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `never goes back without undo`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await cast.scheduling.advance(visit.id, to: .started, by: cast.ortega)
      await #expect(throws: StepRefused.notFrom(.started, to: .arrived)) {
        try await cast.scheduling.advance(visit.id, to: .arrived, by: cast.ortega)
      }
      await #expect(throws: StepRefused.notFrom(.started, to: .cancelled)) {
        try await cast.scheduling.cancel(visit.id, because: .patient, by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `marks nobody as missing before their time, and frees the place after`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      await #expect(throws: StepRefused.notDueYet) {
        try await cast.scheduling.advance(visit.id, to: .noShow, by: cast.ortega)
      }
      cast.clock.advance(minutes: 70)
      try await cast.scheduling.advance(visit.id, to: .noShow, by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9)), by: cast.ortega)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `lets two people change one visit only one after the other`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await cast.scheduling.advance(visit.id, to: .confirmed, seen: 1, by: cast.ortega)
      await #expect(throws: BookingRefused.changedMeanwhile) {
        try await cast.scheduling.move(visit.id, to: cast.slot(10), seen: 1, by: cast.mills)
      }
    }
  }
}

@Suite struct `Moving and cancelling` {
  @Test(arguments: EngineKind.underTest)
  func `moves a visit with its room, frees the old time, and can be undone`(_ engine: EngineKind) async throws
  {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(
        cast.ask(cast.ruth, cast.slot(9), cast.scan), by: cast.ortega)
      try await cast.scheduling.move(
        visit.id, to: cast.slot(10, with: cast.lindqvist, days: 1), by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9), cast.scan), by: cast.ortega)
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.undo(visit.id, by: cast.ortega)
      }
      let there = try await cast.scheduling.visit(visit.id, by: cast.ortega)
      #expect(there.visit.slot == cast.slot(10, with: cast.lindqvist, days: 1))
      #expect(there.steps.last?.movedFrom == cast.slot(9))
      #expect(there.board.resources.map(\.name) == ["Room 1", "Ultrasound"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `undo puts a visit back beside one that was put over it on purpose, and over no other`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      let fever = cast.ask(cast.omar, cast.slot(9), overrule: "Chest pain")
      try await cast.scheduling.book(fever, by: cast.mills)
      try await cast.scheduling.move(visit.id, to: cast.slot(9, 30), by: cast.ortega)
      let back = try await cast.scheduling.undo(visit.id, by: cast.ortega)
      #expect(back.slot == cast.slot(9))
      // It holds its time as before: nobody is put there without a word.
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(9)), by: cast.ortega)
      }
      try await cast.scheduling.move(visit.id, to: cast.slot(10), by: cast.ortega)
      try await cast.scheduling.move(visit.id, to: cast.slot(11), by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(10)), by: cast.ortega)
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.undo(visit.id, by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `stretches a visit only as far as the next one`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(10)), by: cast.ortega)
      try await cast.scheduling.move(visit.id, to: cast.slot(9, minutes: 60), by: cast.ortega)
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.move(visit.id, to: cast.slot(9, minutes: 75), by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `cancels with a reason, frees the time, and undo brings it back if it is still free`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      await #expect(throws: InvalidInput.self) {
        try await cast.scheduling.cancel(visit.id, because: .other, by: cast.ortega)
      }
      try await cast.scheduling.cancel(visit.id, because: .patient, words: "car broke down", by: cast.ortega)
      #expect(try await cast.scheduling.undo(visit.id, by: cast.ortega).status == .booked)
      try await cast.scheduling.cancel(visit.id, because: .weather, by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9)), by: cast.ortega)
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.undo(visit.id, by: cast.ortega)
      }
      let steps = try await cast.scheduling.visit(visit.id, by: cast.ortega).steps
      #expect(steps.map(\.reason).contains("The patient asked: car broke down"))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `writes every change and every look into the audit trail`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await cast.scheduling.move(visit.id, to: cast.slot(10), by: cast.ortega)
      try await cast.scheduling.advance(visit.id, to: .arrived, by: cast.ortega)
      _ = try await cast.scheduling.day(cast.today, at: cast.riverside.id, by: cast.mills)
      let ruth = cast.ruth.id
      let actions = try await cast.store.read { tx in
        try tx.rows(
          "SELECT action FROM audit_entry WHERE patient = \(ruth) AND action <> 'patient.registered' ORDER BY id"
        )
        .map { try $0("action") as String }
      }
      #expect(
        Set(actions).isSuperset(of: [
          "appointment.booked", "appointment.moved", "appointment.arrived", "schedule.day",
        ]))
    }
  }
}
