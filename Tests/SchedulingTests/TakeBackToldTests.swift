import Kernel
import Post
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `What was told is taken back` {
  @Test(arguments: EngineKind.underTest)
  func `a cancellation that is undone is taken back where the patient was told, and else nobody hears of it`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let (desk, outside) = (cast.scheduling, Outside())
      try await cast.practice.name("Riverside", by: .system("test"))
      let ann = try await cast.reachable("Ann", phone: "617 555 0101")
      let visit = try await desk.book(cast.ask(ann, cast.slot(9, days: 1)), by: cast.ortega)
      func cancelAndUndo(after minutes: Int) async throws {
        _ = try await desk.cancelTogether(
          [(visit.id, seen: nil)], because: .practice, telling: true, by: cast.mills)
        cast.clock.advance(minutes: minutes)
        try await desk.sendMessages(through: outside.outbox())
        try await desk.undo(visit.id, by: cast.ortega)
        cast.clock.advance(minutes: 2)
        try await desk.sendMessages(through: outside.outbox())
      }
      try await cancelAndUndo(after: 1)
      #expect(await outside.taken.isEmpty)
      try await cancelAndUndo(after: 2)
      let words = await outside.taken.map(\.words)
      #expect(words.count == 2)
      #expect(
        words.last?.hasPrefix("Riverside: your visit Tue Nov 24, 9:00 am takes place after all.") == true)
      let written = try await desk.visit(visit.id, by: cast.ortega).messages
      #expect(written.map(\.kind) == [.cancelled, .cancelled, .stands])
      try await cancelAndUndo(after: 1)
      #expect(await outside.taken.count == 2)
      #expect(try await cast.waiting().isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a move that is undone after the patient heard of it is followed by the time that counts`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let (desk, outside) = (cast.scheduling, Outside())
      let ann = try await cast.reachable("Ann", phone: "617 555 0101")
      let visit = try await desk.book(cast.ask(ann, cast.slot(9, days: 1)), by: cast.ortega)
      _ = try await desk.moveTogether(
        [VisitMove(visit.id, to: cast.slot(14, days: 2), seen: 1)], telling: true, by: cast.mills)
      cast.clock.advance(minutes: 2)
      try await desk.sendMessages(through: outside.outbox())
      try await desk.undo(visit.id, by: cast.ortega)
      cast.clock.advance(minutes: 2)
      try await desk.sendMessages(through: outside.outbox())
      let words = await outside.taken.map(\.words)
      #expect(words.count == 2)
      #expect(words.last?.contains("your visit is now Tue Nov 24, 9:00 am.") == true)
    }
  }
}
