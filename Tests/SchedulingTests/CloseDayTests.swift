import Kernel
import Practice
import Scheduling
import Store
import Support
import Testing

@Suite struct `Closing a day` {
  @Test(arguments: EngineKind.underTest)
  func `says what is still open, and closes when nothing is`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      let end = try await desk.end(of: cast.today, at: cast.riverside.id, by: cast.ortega)
      #expect(end.open.map(\.visit.id) == [visit.id])
      await #expect(throws: DayRefused.stillOpen(1)) {
        try await desk.close(cast.today, at: cast.riverside.id, by: cast.ortega)
      }
      cast.clock.advance(minutes: 90)
      try await desk.advance(visit.id, to: .noShow, by: cast.ortega)
      try await desk.close(cast.today, at: cast.riverside.id, by: cast.ortega)
      try await desk.close(cast.today, at: cast.riverside.id, by: cast.mills)
      let closed = try await desk.end(of: cast.today, at: cast.riverside.id, by: cast.ortega)
      #expect(closed.isClosed)
      #expect(closed.history.map(\.by) == ["Maria Ortega"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `marks at once who did not come, and takes it back at once`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let ruth = try await desk.book(cast.ask(cast.ruth, cast.slot(8)), by: cast.ortega)
      let omar = try await desk.book(cast.ask(cast.omar, cast.slot(8, 30)), by: cast.ortega)
      let grace = try await desk.book(
        cast.ask(cast.grace, cast.slot(8, with: cast.lindqvist)), by: cast.ortega)
      let later = try await desk.book(cast.ask(cast.ruth, cast.slot(9, 30)), by: cast.ortega)
      try await desk.advance(grace.id, to: .arrived, by: cast.ortega)
      // At 9:30 two times are over; one patient sits in the waiting room, one is expected now.
      cast.clock.advance(minutes: 90)
      #expect(try await desk.end(of: cast.today, at: cast.riverside.id, by: cast.ortega).overdue == 2)
      await #expect(throws: Forbidden.self) {
        try await desk.markMissed(on: cast.today, at: cast.riverside.id, by: cast.auditor)
      }
      let done = try await desk.markMissed(on: cast.today, at: cast.riverside.id, by: cast.ortega)
      #expect(done.visits.map(\.id) == [ruth.id, omar.id])
      #expect(done.visits.allSatisfy { $0.status == .noShow })
      #expect(try await desk.visit(later.id, by: cast.ortega).visit.status == .booked)
      let again = try await desk.markMissed(on: cast.today, at: cast.riverside.id, by: cast.ortega)
      #expect(again.visits.isEmpty)
      try await desk.undo(batch: done.batch, by: cast.ortega)
      #expect(try await desk.visit(ruth.id, by: cast.ortega).visit.status == .booked)
      #expect(try await desk.end(of: cast.today, at: cast.riverside.id, by: cast.ortega).overdue == 2)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `marks by itself who did not come, where the practice wants it and as late as it says`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let ruth = try await desk.book(cast.ask(cast.ruth, cast.slot(8)), by: cast.ortega)
      let omar = try await desk.book(cast.ask(cast.omar, cast.slot(8, 30)), by: cast.ortega)
      func statuses() async throws -> [VisitStatus] {
        [
          try await desk.visit(ruth.id, by: cast.ortega).visit.status,
          try await desk.visit(omar.id, by: cast.ortega).visit.status,
        ]
      }
      cast.clock.advance(minutes: 61)
      try await desk.markOverdue()
      #expect(try await statuses() == [.booked, .booked])
      var rules = FlowRules.usual
      rules.missedAfter = 30
      try await desk.keep(rules, by: cast.mills)
      try await desk.markOverdue()
      #expect(try await statuses() == [.noShow, .booked])
      try await desk.undo(ruth.id, by: cast.ortega)
      try await desk.advance(ruth.id, to: .arrived, by: cast.ortega)
      cast.clock.advance(minutes: 30)
      try await desk.markOverdue()
      try await desk.markOverdue()
      #expect(try await statuses() == [.arrived, .noShow])
      rules.missedAfter = 1441
      await #expect(throws: InvalidInput.self) { try await desk.keep(rules, by: cast.mills) }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `nothing of a closed day changes, and nothing of it is undone`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(8)), by: cast.ortega)
      let tomorrow = try await desk.book(cast.ask(cast.omar, cast.slot(9, days: 1)), by: cast.ortega)
      try await desk.advance(visit.id, to: .started, by: cast.ortega)
      try await desk.advance(visit.id, to: .done, by: cast.ortega)
      try await desk.close(cast.today, at: cast.riverside.id, by: cast.ortega)
      let closed = DayRefused.closed(cast.today)
      await #expect(throws: closed) { try await desk.undo(visit.id, by: cast.ortega) }
      await #expect(throws: closed) { try await desk.note(.nextVisit, on: visit.id, by: cast.ortega) }
      await #expect(throws: closed) {
        try await desk.book(cast.ask(cast.grace, cast.slot(16)), by: cast.ortega)
      }
      await #expect(throws: closed) { try await desk.move(tomorrow.id, to: cast.slot(15), by: cast.ortega) }
      #expect(try await desk.visit(visit.id, by: cast.ortega).isClosed)
      // The days around it go on.
      try await desk.move(tomorrow.id, to: cast.slot(10, days: 1), by: cast.ortega)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is opened again only with the permission and a reason, which stays`(_ engine: EngineKind) async throws
  {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(8)), by: cast.ortega)
      try await desk.advance(visit.id, to: .started, by: cast.ortega)
      try await desk.advance(visit.id, to: .done, by: cast.ortega)
      try await desk.close(cast.today, at: cast.riverside.id, by: cast.ortega)
      await #expect(throws: Forbidden.permission(.reopenDay)) {
        try await desk.reopen(cast.today, at: cast.riverside.id, because: "a slip", by: cast.ortega)
      }
      await #expect(throws: InvalidInput.self) {
        try await desk.reopen(cast.today, at: cast.riverside.id, because: " ", by: cast.mills)
      }
      try await desk.reopen(cast.today, at: cast.riverside.id, because: "Ruth was not done", by: cast.mills)
      #expect(try await desk.undo(visit.id, by: cast.ortega).status == .started)
      await #expect(throws: DayRefused.notClosed(cast.today)) {
        try await desk.reopen(cast.today, at: cast.riverside.id, because: "again", by: cast.mills)
      }
      try await desk.advance(visit.id, to: .done, by: cast.ortega)
      try await desk.close(cast.today, at: cast.riverside.id, by: cast.mills)
      let history = try await desk.end(of: cast.today, at: cast.riverside.id, by: cast.ortega).history
      #expect(history.map(\.by) == ["Jo Mills", "Maria Ortega"])
      #expect(history.map { $0.reopened?.reason } == [nil, "Ruth was not done"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `closes no day that has not come, and no other place's`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let tomorrow = cast.today.advanced(by: 1)
      await #expect(throws: DayRefused.notCome(tomorrow)) {
        try await cast.scheduling.close(tomorrow, at: cast.riverside.id, by: cast.mills)
      }
      await #expect(throws: Forbidden.location) {
        try await cast.scheduling.close(cast.today, at: cast.riverside.id, by: cast.reyes)
      }
      await #expect(throws: Forbidden.permission(.closeDay)) {
        try await cast.scheduling.close(cast.today, at: cast.riverside.id, by: cast.auditor)
      }
    }
  }
}
