import Driver
import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@Suite struct `A hot day` {
  @Test(arguments: EngineKind.underTest)
  func `shows everybody's holds on the board, and one's own as something to book`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let hold = try await cast.scheduling.hold(
        cast.slot(9), for: cast.followUp.id, submission: "h", by: cast.ortega)
      let board = try await cast.scheduling.day(cast.today, at: cast.riverside.id, by: cast.mills)
      #expect(board.holds.map(\.madeByName) == ["Maria Ortega"])
      #expect(try await cast.scheduling.standingHold(hold.id, by: cast.mills) == nil, "it is another's")
      #expect(try await cast.scheduling.standingHold(hold.id, by: cast.ortega) == hold)
      cast.clock.advance(minutes: 5)
      #expect(try await cast.scheduling.standingHold(hold.id, by: cast.ortega) == nil)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `complaint 1: 64 clients on one hot day overlap nobody, lose no hold and pass no caseload`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let lindqvist = cast.lindqvist.id
      _ = try await cast.store.write { tx in
        try tx.run("INSERT INTO caseload_budget (provider, scope, minutes) VALUES (\(lindqvist), 'day', 240)")
      }
      let hot = HotDay(cast.scheduling, cast.store, day: cast.today.advanced(by: 1), at: cast.riverside.id)
      let outcome = try await hot.run(
        tries: 320, clients: 64, types: [cast.followUp, cast.scan], providers: [cast.okafor.id, lindqvist],
        patients: [cast.ruth.id, cast.omar.id, cast.grace.id], by: cast.ortega)
      #expect(outcome.faults == [])
      #expect(outcome.lostHolds == 0)
      #expect(outcome.booked > 10)
      #expect(try await hot.overlaps() == 0)
      #expect(try await hot.weighted(lindqvist) <= 240)
    }
  }
}
