import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `Patients who say that they are here` {
  @Test(arguments: EngineKind.underTest)
  func `arrive from an hour before, and the history says by whom`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await desk.arriveByThemselves(visit.id, by: .system("Own page"))
      // Twice is fine, also when they are with the clinician already.
      try await desk.arriveByThemselves(visit.id, by: .system("Own page"))
      try await desk.advance(visit.id, to: .started, by: cast.ortega)
      try await desk.arriveByThemselves(visit.id, by: .system("Own page"))
      let steps = try await desk.visit(visit.id, by: cast.ortega).steps
      #expect(steps.map(\.kind) == [.booked, .arrived, .started])
      #expect(steps.map(\.staffName) == ["Maria Ortega", "Own page", "Maria Ortega"])
      #expect(try await cast.actions("appointment.arrived").count == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `are told from when on, on which day, or that it is over`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let late = try await desk.book(cast.ask(cast.ruth, cast.slot(14, 20)), by: cast.ortega)
      let next = try await desk.book(cast.ask(cast.omar, cast.slot(9, days: 1)), by: cast.ortega)
      let soon = try await desk.book(cast.ask(cast.grace, cast.slot(9)), by: cast.ortega)
      let refused = { (id: ID<Appointment>) async throws -> SelfArrivalRefused? in
        do {
          try await desk.arriveByThemselves(id, by: .system("Own page"))
          return nil
        } catch let no as SelfArrivalRefused { return no }
      }
      let early = try #require(try await refused(late.id))
      #expect(
        early.sentence
          == "Your visit is at 14:20. Please say hello from 13:20 on, or go to the front desk.")
      #expect(
        try await refused(next.id)?.sentence
          == "Your visit is on Tuesday, 24 November 2026. Please say hello on that day.")
      cast.clock.advance(minutes: 90)
      #expect(try await refused(soon.id) == .over(cast.slot(9).time))
      try await desk.cancel(soon.id, because: .patient, by: cast.ortega)
      #expect(try await refused(soon.id) == .notExpected)
      await #expect(throws: NotFound("visit")) {
        try await desk.arriveByThemselves(ID(), by: .system("Own page"))
      }
      await #expect(throws: Forbidden.permission(.runDay)) {
        try await desk.arriveByThemselves(late.id, by: cast.auditor)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `come as long before as the practice says, or not at all`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await desk.keepSelfArrival(SelfArrivalRules(minutesBefore: 15), by: cast.mills)
      await #expect(throws: SelfArrivalRefused.self) {
        try await desk.arriveByThemselves(visit.id, by: .system("Own page"))
      }
      try await desk.keepSelfArrival(SelfArrivalRules(minutesBefore: 0), by: cast.mills)
      cast.clock.advance(minutes: 50)
      await #expect(throws: SelfArrivalRefused.notWanted) {
        try await desk.arriveByThemselves(visit.id, by: .system("Own page"))
      }
      try await desk.keepSelfArrival(SelfArrivalRules(minutesBefore: 15), by: cast.mills)
      try await desk.arriveByThemselves(visit.id, by: .system("Own page"))
      #expect(try await desk.selfArrivalRules(by: cast.ortega).minutesBefore == 15)
      await #expect(throws: InvalidInput.self) {
        try await desk.keepSelfArrival(SelfArrivalRules(minutesBefore: 241), by: cast.mills)
      }
      await #expect(throws: Forbidden.permission(.manageSchedule)) {
        try await desk.keepSelfArrival(SelfArrivalRules(minutesBefore: 30), by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `are sent to the desk on a day that is closed`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await desk.advance(visit.id, to: .noShow, by: cast.late(90))
      try await desk.close(cast.today, at: cast.riverside.id, by: cast.ortega)
      await #expect(throws: SelfArrivalRefused.notExpected) {
        try await desk.arriveByThemselves(visit.id, by: .system("Own page"))
      }
      #expect(try await desk.visit(visit.id, by: cast.ortega).visit.status == .noShow)
    }
  }
}

extension Cast {
  /// The desk, so many minutes later.
  fileprivate func late(_ minutes: Int) -> Who {
    clock.advance(minutes: minutes)
    return ortega
  }
}
