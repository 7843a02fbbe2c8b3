import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@Suite struct `Several visits in one go` {
  @Test(arguments: EngineKind.underTest)
  func `are all booked or none`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(10)), by: cast.ortega)
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.book(
          [cast.ask(cast.ruth, cast.slot(9)), cast.ask(cast.omar, cast.slot(10))], by: cast.ortega)
      }
      let asks = [cast.ask(cast.ruth, cast.slot(9), submission: "two"), cast.ask(cast.omar, cast.slot(11))]
      let booked = try await cast.scheduling.book(asks, by: cast.ortega)
      let again = try await cast.scheduling.book(asks, by: cast.ortega)
      #expect(booked.map(\.id) == again.map(\.id) && booked.count == 2)
      let count: Int? = try await cast.store.read { try $0.value("SELECT COUNT(*) FROM appointment") }
      #expect(count == 3)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `change places with each other, and go back with one undo`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let ruth = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      let omar = try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9, 30)), by: cast.ortega)
      let moved = try await cast.scheduling.move(
        [VisitMove(ruth.id, to: omar.slot), VisitMove(omar.id, to: ruth.slot)], reason: "Bus is late",
        by: cast.ortega)
      #expect(moved.map(\.slot) == [omar.slot, ruth.slot])
      let steps = try await cast.scheduling.visit(ruth.id, by: cast.ortega).steps
      let last = try #require(steps.last)
      #expect(last.reason == "Bus is late" && !last.batch.isEmpty)
      let back = try await cast.scheduling.undo(batch: last.batch, by: cast.ortega)
      #expect(Set(back.map(\.slot)) == [ruth.slot, omar.slot])
      #expect(back.first { $0.id == ruth.id }?.slot == ruth.slot)
      await #expect(throws: StepRefused.nothingToUndo) {
        try await cast.scheduling.undo(batch: last.batch, by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `stay where they are when one of them cannot move`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let ruth = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      let omar = try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(11, 30)), by: cast.ortega)
      await #expect(throws: BookingRefused.pause("Lunch")) {
        try await cast.scheduling.move(
          [VisitMove(ruth.id, to: cast.slot(9, 30)), VisitMove(omar.id, to: cast.slot(12))], by: cast.ortega)
      }
      let still = try await cast.scheduling.visit(ruth.id, by: cast.ortega).visit
      #expect(still.slot == ruth.slot && still.steps == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `are cancelled and brought back together, and each freed time becomes work`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      var ids: [ID<Appointment>] = []
      for (patient, hour) in [(cast.ruth, 9), (cast.omar, 10)] {
        ids.append(try await cast.scheduling.book(cast.ask(patient, cast.slot(hour)), by: cast.ortega).id)
      }
      try await cast.scheduling.cancel(ids.map { ($0, nil) }, because: .provider, by: cast.ortega)
      let jobs: Int? = try await cast.store.read {
        try $0.value("SELECT COUNT(*) FROM job WHERE kind = \(FreedTime.job)")
      }
      #expect(jobs == 2)
      let batch = try #require(
        try await cast.scheduling.visit(ids[0], by: cast.ortega).steps.last?.batch)
      let back = try await cast.scheduling.undo(batch: batch, by: cast.ortega)
      #expect(back.allSatisfy { $0.status == .booked })
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(9)), by: cast.ortega)
      }
    }
  }
}
