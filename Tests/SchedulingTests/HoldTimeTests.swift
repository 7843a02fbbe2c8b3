import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@Suite struct `Holding a time` {
  private func hold(_ cast: Cast, _ slot: Slot, key: String = "hold-1") async throws -> Hold {
    try await cast.scheduling.hold(
      slot, for: cast.followUp.id, patient: cast.ruth.id, minutes: 5, submission: key, by: cast.ortega)
  }

  @Test(arguments: EngineKind.underTest)
  func `keeps it from everybody else, and books it for whom it was held`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let held = try await hold(cast, cast.slot(9))
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9)), by: cast.mills)
      }
      let board = try await cast.scheduling.day(cast.today, at: cast.riverside.id, by: cast.mills)
      #expect(board.holds.map(\.madeByName) == ["Maria Ortega"])
      #expect(board.columns.first { $0.provider.id == cast.okafor.id }?.free.first == 8 * 60..<9 * 60)
      var ask = cast.ask(cast.ruth, cast.slot(9))
      ask.hold = held.id
      try await cast.scheduling.book(ask, by: cast.ortega)
      let after = try await cast.scheduling.day(cast.today, at: cast.riverside.id, by: cast.mills)
      #expect(after.holds.isEmpty)
      #expect(after.columns.flatMap(\.visits).count == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `runs out by itself, and then the time is anybody's`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let held = try await hold(cast, cast.slot(9))
      cast.clock.advance(minutes: 5)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9)), by: cast.mills)
      var late = cast.ask(cast.ruth, cast.slot(9))
      late.hold = held.id
      await #expect(throws: BookingRefused.holdGone) {
        try await cast.scheduling.book(late, by: cast.ortega)
      }
      try await cast.scheduling.expire(held.id)
      let board = try await cast.scheduling.day(cast.today, at: cast.riverside.id, by: cast.mills)
      #expect(board.holds.isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is given free before it runs out, and is nobody else's to use`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let held = try await hold(cast, cast.slot(9))
      var foreign = cast.ask(cast.omar, cast.slot(9))
      foreign.hold = held.id
      await #expect(throws: BookingRefused.holdGone) {
        try await cast.scheduling.book(foreign, by: cast.mills)
      }
      try await cast.scheduling.release(held.id, by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9)), by: cast.mills)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is made once when the same press comes twice, and at most for half an hour`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let first = try await hold(cast, cast.slot(9))
      let second = try await hold(cast, cast.slot(9))
      #expect(first == second)
      await #expect(throws: InvalidInput.self) {
        try await cast.scheduling.hold(
          cast.slot(10), for: cast.followUp.id, minutes: 60, submission: "long", by: cast.ortega)
      }
    }
  }
}
