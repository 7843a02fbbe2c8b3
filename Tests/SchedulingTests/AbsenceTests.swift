import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `Visits that do not take place` {
  @Test func `late is what a patient gives up within the practice's window`() {
    let rules = FlowRules.usual
    #expect(Absence(.patient, notice: 24 * 60, rules) == .cancelled)
    #expect(Absence(.patient, notice: 24 * 60 - 1, rules) == .lateCancel)
    #expect(Absence(.patient, notice: -5, rules) == .lateCancel)
    for reason in [CancelReason.provider, .practice] { #expect(Absence(reason, notice: 5, rules) == .byUs) }
    for reason in [CancelReason.weather, .mistake, .other] {
      #expect(Absence(reason, notice: 5, rules) == .nobody)
    }
    var lenient = rules
    lenient.lateCancelHours = 0
    #expect(Absence(.patient, notice: 1, lenient) == .cancelled)
  }

  @Test(arguments: EngineKind.underTest)
  func `late cancel, no-show and cancelled by us are told apart and counted apart`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      func book(_ hour: Int, days: Int = 0) async throws -> ID<Appointment> {
        try await desk.book(cast.ask(cast.ruth, cast.slot(hour, days: days)), by: cast.ortega).id
      }
      let came = try await book(9)
      let missed = try await book(10)
      let early = try await book(9, days: 3)
      let late = try await book(11)
      let ours = try await book(10, days: 3)
      try await desk.cancel(early, because: .patient, by: cast.ortega)
      try await desk.cancel(late, because: .patient, words: "no ride", by: cast.ortega)
      try await desk.cancel(ours, because: .provider, by: cast.ortega)
      cast.clock.advance(minutes: 180)
      try await desk.advance(came, to: .started, by: cast.ortega)
      try await desk.advance(came, to: .done, by: cast.ortega)
      try await desk.advance(missed, to: .noShow, by: cast.ortega)
      let sum = try await desk.attendance(of: cast.ruth.id, by: cast.ortega)
      #expect(sum.sentence == "Came 1, late cancel 1, did not come 1, cancelled by us 1")
      #expect(sum.absences[.cancelled] == 1)
      #expect(try await desk.visit(late, by: cast.ortega).absence?.kind == .lateCancel)
      #expect(try await desk.visit(late, by: cast.ortega).absence?.notice == 180)
      #expect(try await desk.visit(came, by: cast.ortega).absence == nil)
      // Whoever works elsewhere counts what happened there.
      #expect(try await desk.attendance(of: cast.ruth.id, by: cast.reyes).came == 0)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `an absence that is undone counts no more, and the next one counts as it is`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let visit = try await desk.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await desk.cancel(visit.id, because: .patient, by: cast.ortega)
      try await desk.undo(visit.id, by: cast.ortega)
      #expect(try await desk.visit(visit.id, by: cast.ortega).absence == nil)
      try await desk.cancel(visit.id, because: .practice, by: cast.ortega)
      #expect(try await desk.visit(visit.id, by: cast.ortega).absence?.kind == .byUs)
      let sum = try await desk.attendance(of: cast.ruth.id, by: cast.ortega)
      #expect(sum.absences == [.byUs: 1])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a wider window counts from then on`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let first = try await desk.book(cast.ask(cast.ruth, cast.slot(9, days: 2)), by: cast.ortega)
      let second = try await desk.book(cast.ask(cast.omar, cast.slot(9, 30, days: 2)), by: cast.ortega)
      try await desk.cancel(first.id, because: .patient, by: cast.ortega)
      var rules = FlowRules.usual
      rules.lateCancelHours = 72
      try await desk.keep(rules, by: cast.mills)
      try await desk.cancel(second.id, because: .patient, by: cast.ortega)
      #expect(try await desk.visit(first.id, by: cast.ortega).absence?.kind == .cancelled)
      #expect(try await desk.visit(second.id, by: cast.ortega).absence?.kind == .lateCancel)
      #expect(try await desk.visit(second.id, by: cast.ortega).absence?.lateHours == 72)
    }
  }
}

@Suite struct `Who may not come` {
  @Test func `whoever booked a week ago and always came needs nothing`() {
    #expect(NoShowOutlook(leadDays: 7, ends: [nil, nil, nil]).points == 0)
    #expect(NoShowOutlook(leadDays: 7, ends: []).advice == .nothing)
  }

  @Test func `a long time since booking is a reason, and being new is none`() {
    #expect(NoShowOutlook(leadDays: 28, ends: []).points == 0)
    #expect(NoShowOutlook(leadDays: 29, ends: []).reasons.map(\.sentence) == ["Booked 29 days ahead."])
    #expect(NoShowOutlook(leadDays: 91, ends: []).advice == .remind)
  }

  @Test func `missed visits weigh more than late cancellations, and neither weighs without end`() {
    let one = NoShowOutlook(leadDays: 3, ends: [nil, .noShow])
    #expect(one.points == 2)
    #expect(one.reasons.map(\.sentence) == ["Of the last 2 visits they did not come to 1 without a word."])
    #expect(one.advice == .remind)
    #expect(NoShowOutlook(leadDays: 3, ends: [.noShow, .noShow, .noShow]).points == 4)
    let late = NoShowOutlook(leadDays: 3, ends: [.lateCancel, .lateCancel, .lateCancel])
    #expect(late.points == 2)
    #expect(late.reasons.map(\.sentence) == ["Of the last 3 visits they cancelled 3 late."])
  }

  @Test func `what we cancelled and what was nobody's fault is not held against anybody`() {
    #expect(NoShowOutlook(leadDays: 3, ends: [.byUs, .nobody, .byUs, .nobody]).reasons.isEmpty)
  }

  @Test func `whoever came three times running has made up for one miss`() {
    let outlook = NoShowOutlook(leadDays: 3, ends: [.noShow, nil, .cancelled, nil])
    #expect(outlook.points == 0)
    #expect(outlook.reasons.map(\.points) == [2, -2])
    #expect(NoShowOutlook(leadDays: 3, ends: [nil, nil, .noShow]).points == 2)
  }

  @Test func `only the last ten visits count`() {
    let old = [Absence?](repeating: .noShow, count: 5) + [Absence?](repeating: nil, count: 10)
    #expect(NoShowOutlook(leadDays: 3, ends: old).points == 0)
  }

  @Test(arguments: EngineKind.underTest)
  func `lists tomorrow's doubtful visits with the reasons, and leaves out who has confirmed`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      for hour in [8, 9] {
        let missed = try await desk.book(cast.ask(cast.ruth, cast.slot(hour)), by: cast.ortega)
        let other = try await desk.book(
          cast.ask(cast.omar, cast.slot(hour, with: cast.lindqvist)), by: cast.ortega)
        cast.clock.set(missed.end)
        try await desk.advance(missed.id, to: .noShow, by: cast.ortega)
        try await desk.advance(other.id, to: .noShow, by: cast.ortega)
      }
      let doubtful = try await desk.book(cast.ask(cast.ruth, cast.slot(9, days: 1)), by: cast.ortega)
      let sure = try await desk.book(cast.ask(cast.omar, cast.slot(10, days: 1)), by: cast.ortega)
      try await desk.advance(sure.id, to: .confirmed, by: cast.ortega)
      try await desk.book(cast.ask(cast.grace, cast.slot(11, days: 1)), by: cast.ortega)
      func tomorrow() async throws -> [OutlookLine] {
        try await desk.mayNotCome(on: cast.today.advanced(by: 1), at: cast.riverside.id, by: cast.ortega)
      }
      let lines = try await tomorrow()
      #expect(lines.map(\.board.visit.id) == [doubtful.id])
      #expect(lines.map(\.outlook.advice) == [.call])
      #expect(lines.map(\.isReminded) == [false])
      try await desk.remind(doubtful.id, by: cast.ortega)
      #expect(try await tomorrow().map(\.isReminded) == [true])
      await #expect(throws: NotFound.self) {
        try await desk.mayNotCome(on: cast.today, at: cast.riverside.id, by: cast.reyes)
      }
    }
  }
}
