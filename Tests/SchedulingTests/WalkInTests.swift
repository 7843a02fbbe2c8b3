import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

extension Cast {
  fileprivate func walkIn(
    _ name: String, _ patient: Patient? = nil, _ urgency: WalkIn.Urgency = .ordinary
  ) async throws -> ID<WalkIn> {
    try await scheduling.noteWalkIn(
      WalkInDraft(
        location: riverside.id, patient: patient?.id, name: name, reason: "Ear ache", visitType: followUp.id,
        urgency: urgency), submission: ID<Cast>().rawValue, by: ortega)
  }
}

@Suite struct `People who walk in` {
  @Test(arguments: EngineKind.underTest)
  func `wait in a queue, the urgent first, each with an estimate`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      // 8:00: both doctors are free, Dr. Lindqvist not from 8:30 to 10:00.
      try await cast.scheduling.book(
        cast.ask(cast.grace, cast.slot(8, 30, with: cast.lindqvist, minutes: 90)), by: cast.ortega)
      cast.clock.advance(minutes: -2)
      _ = try await cast.walkIn("A man in a green coat")
      cast.clock.advance(minutes: 1)
      _ = try await cast.walkIn("", cast.omar)
      cast.clock.advance(minutes: 1)
      _ = try await cast.walkIn("", cast.ruth, .urgent)
      let queue = try await cast.scheduling.walkIns(at: cast.riverside.id, by: cast.ortega)
      #expect(queue.waiting.map(\.walkIn.name) == ["Ruth Cohen", "A man in a green coat", "Omar Haddad"])
      #expect(queue.waiting.map(\.wait) == [0, 0, 30])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `are booked and arrived in one commit when they are taken`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let id = try await cast.walkIn("", cast.omar)
      let slot = try #require(try await cast.scheduling.timesForWalkIn(id, by: cast.ortega).first)
      #expect(slot.time.description == "8:00")
      cast.clock.advance(minutes: 3)
      let visit = try await cast.scheduling.takeWalkIn(id, into: slot, submission: "w", by: cast.ortega)
      #expect(visit.status == .arrived)
      #expect(visit.note == "Ear ache")
      let details = try await cast.scheduling.visit(visit.id, by: cast.ortega)
      #expect(details.steps.map(\.kind) == [.booked, .arrived])
      // They wait since they came, not since they were taken.
      #expect(details.steps[1].at < details.steps[0].at)
      let queue = try await cast.scheduling.walkIns(at: cast.riverside.id, by: cast.ortega)
      #expect(queue.waiting.isEmpty)
      #expect(queue.over.map(\.end?.visit) == [visit.id])
      await #expect(throws: WalkInRefused.over) {
        try await cast.scheduling.takeWalkIn(id, into: cast.slot(10), submission: "x", by: cast.ortega)
      }
      await #expect(throws: WalkInRefused.over) { try await cast.scheduling.letGo(id, by: cast.ortega) }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `stay in the queue when the time is gone, and need to be known before they are booked`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(9)), by: cast.ortega)
      let id = try await cast.walkIn("A man in a green coat")
      await #expect(throws: WalkInRefused.unknown) {
        try await cast.scheduling.takeWalkIn(id, into: cast.slot(9), submission: "a", by: cast.ortega)
      }
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.takeWalkIn(
          id, into: cast.slot(9), patient: cast.omar.id, submission: "b", by: cast.ortega)
      }
      #expect(try await cast.scheduling.walkIns(at: cast.riverside.id, by: cast.ortega).waiting.count == 1)
      let visit = try await cast.scheduling.takeWalkIn(
        id, into: cast.slot(9, 30), patient: cast.omar.id, submission: "c", by: cast.ortega)
      #expect(visit.patient == cast.omar.id)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `who leave without being seen are a fact`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let id = try await cast.walkIn("", cast.omar)
      try await cast.scheduling.letGo(id, words: "Had to fetch a child", by: cast.ortega)
      let queue = try await cast.scheduling.walkIns(at: cast.riverside.id, by: cast.ortega)
      #expect(queue.over.map(\.end?.words) == ["Had to fetch a child"])
      #expect(queue.over.map(\.end?.visit) == [nil])
      await #expect(throws: (any Error).self) { try await cast.walkIn("") }
      await #expect(throws: NotFound("person in the queue")) {
        try await cast.scheduling.letGo(ID(), by: cast.ortega)
      }
      await #expect(throws: NotFound("location")) {
        try await cast.scheduling.walkIns(at: cast.riverside.id, by: cast.reyes)
      }
    }
  }

  @Test func `wait for the first who is free long enough, in their order`() {
    let (a, b): (ID<Provider>, ID<Provider>) = ("a", "b")
    let wait = WalkInWait(free: [a: [540..<550, 600..<660], b: [570..<600]], now: 545)
    let queue: [(minutes: Int, providers: Set<ID<Provider>>)] = [
      (20, [a, b]), (20, [a, b]), (20, [b]), (5, [a]), (60, [a]),
    ]
    #expect(wait.waits(queue) == [25, 55, nil, 0, nil])
    #expect(WalkInWait(free: [:], now: 545).waits(queue).allSatisfy { $0 == nil })
  }
}
