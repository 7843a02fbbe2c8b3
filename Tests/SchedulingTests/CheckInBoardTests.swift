import Kernel
import Practice
import Scheduling
import Store
import Support
import Testing

@Suite struct `The check-in board` {
  @Test(arguments: EngineKind.underTest)
  func `shows everybody at their stage, with what is settled beside it`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let ruth = try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      let omar = try await desk.book(cast.ask(cast.omar, cast.slot(10)), by: cast.ortega)
      let grace = try await desk.book(cast.ask(cast.grace, cast.slot(11)), by: cast.ortega)
      try await desk.cancel(grace.id, because: .weather, by: cast.ortega)
      cast.clock.advance(minutes: 50)
      try await desk.advance(ruth.id, to: .arrived, by: cast.ortega)
      try await desk.note(.forms, on: omar.id, by: cast.ortega)
      cast.clock.advance(minutes: 10)
      try await desk.advance(ruth.id, to: .roomed, by: cast.ortega)
      try await desk.note(.vitals, on: ruth.id, by: cast.ortega)
      let board = try await desk.checkIn(cast.today, at: cast.riverside.id, by: cast.ortega)
      #expect(board.visits.map(\.board.visit.id) == [ruth.id, omar.id])
      #expect(board.visits.map(\.board.visit.status) == [.roomed, .booked])
      #expect(board.visits.map(\.facts) == [[.vitals], [.forms]])
      #expect(board.rules == .usual)
      #expect(!board.isClosed)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `goes through checkout before done, and may leave it out`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      for status in [VisitStatus.arrived, .roomed, .started, .checkout, .done] {
        try await cast.scheduling.advance(visit.id, to: status, by: cast.ortega)
      }
      #expect(try await cast.scheduling.undo(visit.id, by: cast.ortega).status == .checkout)
      let other = try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(10)), by: cast.ortega)
      try await cast.scheduling.advance(other.id, to: .started, by: cast.ortega)
      #expect(try await cast.scheduling.advance(other.id, to: .done, by: cast.ortega).status == .done)
      await #expect(throws: StepRefused.notFrom(.checkout, to: .started)) {
        try await cast.scheduling.advance(visit.id, to: .started, by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `notes a fact once, takes it back, and keeps both in the history`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await desk.note(.forms, on: visit.id, by: cast.ortega)
      try await desk.note(.forms, on: visit.id, by: cast.mills)
      try await desk.takeBack(.forms, on: visit.id, by: cast.mills)
      try await desk.takeBack(.forms, on: visit.id, by: cast.mills)
      try await desk.note(.forms, on: visit.id, by: cast.mills)
      let facts = try await desk.visit(visit.id, by: cast.ortega).facts
      #expect(facts.map(\.staffName) == ["Maria Ortega", "Jo Mills"])
      #expect(facts.map { $0.undone?.by } == ["Jo Mills", nil])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `takes no vitals of somebody who is not here`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      await #expect(throws: FactRefused.tooEarly(.vitals, .booked)) {
        try await cast.scheduling.note(.vitals, on: visit.id, by: cast.ortega)
      }
      await #expect(throws: FactRefused.tooEarly(.nextVisit, .booked)) {
        try await cast.scheduling.note(.nextVisit, on: visit.id, by: cast.ortega)
      }
      await #expect(throws: NotFound.self) {
        try await cast.scheduling.note(.forms, on: visit.id, by: cast.reyes)
      }
      await #expect(throws: Forbidden.permission(.runDay)) {
        try await cast.scheduling.note(.forms, on: visit.id, by: cast.auditor)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is another place's business only for whoever works there`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      await #expect(throws: NotFound.self) {
        try await cast.scheduling.checkIn(cast.today, at: cast.riverside.id, by: cast.reyes)
      }
    }
  }
}

@Suite struct `What counts as long and late` {
  @Test func `a wait is fine, long, or too long`() {
    let rules = FlowRules.usual
    #expect([0, 14, 15, 29, 30, 90].map(rules.wait) == [.fine, .fine, .long, .long, .tooLong, .tooLong])
  }

  @Test(arguments: EngineKind.underTest)
  func `the practice says so itself, and nonsense is refused`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      var rules = FlowRules.usual
      rules.longWait = 10
      rules.lateCancelHours = 48
      try await cast.scheduling.keep(rules, by: cast.mills)
      try await cast.scheduling.keep(rules, by: cast.mills)
      #expect(try await cast.scheduling.flowRules(by: cast.ortega) == rules)
      await #expect(throws: Forbidden.permission(.manageSchedule)) {
        try await cast.scheduling.keep(.usual, by: cast.ortega)
      }
      for wrong in [
        FlowRules(longWait: 0, tooLongWait: 30, lateCancelHours: 24, warnFrom: 20),
        FlowRules(longWait: 30, tooLongWait: 15, lateCancelHours: 24, warnFrom: 20),
        FlowRules(longWait: 15, tooLongWait: 30, lateCancelHours: -1, warnFrom: 20),
        FlowRules(longWait: 15, tooLongWait: 30, lateCancelHours: 24, warnFrom: 0),
      ] {
        await #expect(throws: InvalidInput.self) { try await cast.scheduling.keep(wrong, by: cast.mills) }
      }
      #expect(try await cast.scheduling.flowRules(by: cast.ortega) == rules)
    }
  }
}
