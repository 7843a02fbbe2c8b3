import Kernel
import Practice
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `The pinboard` {
  private func parked(_ cast: Cast) async throws -> [PinnedVisit] {
    try await cast.scheduling.pinboard(at: cast.riverside.id, by: cast.ortega)
  }

  @Test(arguments: EngineKind.underTest)
  func `parks a visit that keeps its time, and lets go of it where it is put`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await cast.scheduling.pin(visit.id, leaving: false, note: "Wants an afternoon", by: cast.ortega)
      let pinned = try #require(try await parked(cast).first)
      #expect(
        pinned.pin.by == "Maria Ortega" && pinned.pin.note == "Wants an afternoon" && !pinned.pin.hasLeft)
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9)), by: cast.ortega)
      }
      await #expect(throws: PinRefused.pinnedAlready) {
        try await cast.scheduling.pin(visit.id, leaving: true, by: cast.mills)
      }
      #expect(
        try await cast.scheduling.place(visit.id, at: cast.slot(15), by: cast.mills).slot == cast.slot(15))
      #expect(try await parked(cast).isEmpty)
      await #expect(throws: NotFound("pin")) {
        try await cast.scheduling.place(visit.id, at: cast.slot(16), by: cast.mills)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `frees the time by choice, and brings the same visit back as it was`(_ engine: EngineKind) async throws
  {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(
        cast.ask(cast.ruth, cast.slot(9), cast.scan), by: cast.ortega)
      try await cast.scheduling.advance(visit.id, to: .confirmed, by: cast.ortega)
      try await cast.scheduling.pin(visit.id, leaving: true, by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9), cast.scan), by: cast.ortega)
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.place(visit.id, at: cast.slot(9), by: cast.ortega)
      }
      #expect(try await parked(cast).count == 1)
      // It is looked after on the pinboard, not on the list of those to be rebooked.
      let unscheduled = try await cast.scheduling.unscheduled(today: cast.today, by: cast.ortega)
      #expect(unscheduled.lines.isEmpty)
      let back = try await cast.scheduling.place(visit.id, at: cast.slot(10), by: cast.ortega)
      #expect(back.id == visit.id && back.status == .confirmed && back.slot == cast.slot(10))
      let details = try await cast.scheduling.visit(visit.id, by: cast.ortega)
      #expect(details.board.resources.map(\.name) == ["Room 1", "Ultrasound"])
      #expect(try await parked(cast).isEmpty)
      // Undone, it holds nothing again.
      #expect(try await cast.scheduling.undo(visit.id, by: cast.ortega).status == .cancelled)
      try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(10), cast.scan), by: cast.ortega)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `forgets what found its place otherwise, or was taken off`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await cast.scheduling.pin(visit.id, leaving: false, by: cast.ortega)
      cast.clock.advance(minutes: 1)
      try await cast.scheduling.move(visit.id, to: cast.slot(11), by: cast.ortega)
      #expect(try await parked(cast).isEmpty)
      try await cast.scheduling.pin(visit.id, leaving: false, by: cast.ortega)
      try await cast.scheduling.unpin(visit.id, by: cast.mills)
      #expect(try await parked(cast).isEmpty)
      await #expect(throws: NotFound("pin")) { try await cast.scheduling.unpin(visit.id, by: cast.mills) }
      cast.clock.advance(minutes: 200)
      try await cast.scheduling.advance(visit.id, to: .started, by: cast.ortega)
      await #expect(throws: PinRefused.notMovable(.started)) {
        try await cast.scheduling.pin(visit.id, leaving: true, by: cast.ortega)
      }
      await #expect(throws: NotFound("location")) {
        _ = try await cast.scheduling.pinboard(at: cast.riverside.id, by: cast.reyes)
      }
    }
  }
}
