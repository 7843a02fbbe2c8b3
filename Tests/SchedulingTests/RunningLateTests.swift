import Kernel
import Practice
import Store
import Support
import Testing

@testable import Scheduling

/// A morning from 9:00 on, at so many minutes past nine.
private struct Morning {
  let nine = Instant(milliseconds: 1_795_442_400_000)

  func visit(
    _ name: ID<Appointment>, at start: Int, _ minutes: Int = 30, _ status: VisitStatus = .booked,
    since: Int = 0,
    usual: Int? = nil
  ) -> RunningLate.Visit {
    let begins = nine.advanced(byMinutes: start)
    return RunningLate.Visit(
      id: name, planned: begins..<begins.advanced(byMinutes: minutes), status: status,
      since: nine.advanced(byMinutes: since), usual: usual ?? minutes)
  }

  func estimate(_ visits: [RunningLate.Visit], at now: Int) -> Lateness {
    RunningLate(provider: "okafor", visits: visits, now: nine.advanced(byMinutes: now)).estimate()
  }
}

@Suite struct `Running late` {
  private let morning = Morning()

  @Test func `nobody is late while the day is as planned`() {
    let late = morning.estimate(
      [
        morning.visit("a", at: 0, 30, .started, since: 0),
        morning.visit("b", at: 30, 30, .arrived, since: 20),
        morning.visit("c", at: 60),
      ], at: 25)
    #expect(late.delay == 0)
    #expect(late.because == "")
    #expect(late.expected.map(\.delay) == [0, 0])
  }

  @Test func `a visit that began late makes the next ones late`() {
    let late = morning.estimate(
      [
        morning.visit("a", at: 0, 30, .started, since: 20), morning.visit("b", at: 30),
        morning.visit("c", at: 60),
      ], at: 25)
    #expect(late.expected.map(\.delay) == [20, 20])
    #expect(late.because == "The visit now began 20 min late.")
  }

  @Test func `a gap takes delay up`() {
    let late = morning.estimate(
      [
        morning.visit("a", at: 0, 30, .started, since: 20), morning.visit("b", at: 30),
        morning.visit("c", at: 75), morning.visit("d", at: 120),
      ], at: 25)
    #expect(late.expected.map(\.delay) == [20, 5, 0])
    #expect(late.late(from: 5).map(\.visit) == ["b", "c"])
  }

  @Test func `visits that usually take longer than planned make it worse, shorter ones better`() {
    let slow = morning.estimate(
      [
        morning.visit("a", at: 0, 30, .started, since: 0, usual: 45), morning.visit("b", at: 30, usual: 40),
        morning.visit("c", at: 60),
      ], at: 10)
    #expect(slow.expected.map(\.delay) == [15, 25])
    #expect(slow.because == "The visit now takes about 35 min more.")
    let quick = morning.estimate(
      [
        morning.visit("a", at: 0, 30, .started, since: 20, usual: 20),
        morning.visit("b", at: 30, usual: 20), morning.visit("c", at: 60),
      ], at: 25)
    #expect(quick.expected.map(\.delay) == [10, 0])
  }

  @Test func `a visit that has overrun is given five minutes more`() {
    let late = morning.estimate(
      [
        morning.visit("a", at: 0, 30, .started, since: 0),
        morning.visit("b", at: 30, 30, .arrived, since: 25),
      ],
      at: 50)
    #expect(late.delay == 25)
    #expect(late.because == "The visit now has taken 50 of usually 30 min.")
  }

  @Test func `somebody who waits while nobody is seen makes the clinician late`() {
    let late = morning.estimate(
      [morning.visit("a", at: 0, 30, .roomed, since: -5), morning.visit("b", at: 30)], at: 15)
    #expect(late.expected.map(\.delay) == [15, 15])
    #expect(late.because == "The next visit should have begun.")
  }

  @Test func `who does not come is waited for a quarter of an hour and then forgotten`() {
    let visits = [morning.visit("a", at: 0), morning.visit("b", at: 30)]
    #expect(morning.estimate(visits, at: 10).expected.map(\.delay) == [10, 10])
    #expect(morning.estimate(visits, at: 15).expected.map(\.visit) == ["b"])
    #expect(morning.estimate(visits, at: 15).delay == 0)
  }

  @Test func `whoever is at checkout holds nobody up, and an empty day is on time`() {
    let late = morning.estimate(
      [morning.visit("a", at: 0, 30, .checkout, since: 40), morning.visit("b", at: 45, 30, .arrived)], at: 41)
    #expect(late.expected.map(\.delay) == [0])
    #expect(morning.estimate([], at: 0).expected.isEmpty)
  }

  @Test(arguments: EngineKind.underTest)
  func `learns from past visits how long they take, once there are five`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let patients = [cast.ruth, cast.omar, cast.grace, cast.ruth, cast.omar]
      for (place, hour) in [8, 9, 10, 11, 13].enumerated() {
        let visit = try await desk.book(cast.ask(patients[place], cast.slot(hour)), by: cast.ortega)
        cast.clock.set(visit.start)
        try await desk.advance(visit.id, to: .started, by: cast.ortega)
        cast.clock.advance(minutes: 40 + place)
        try await desk.advance(visit.id, to: .checkout, by: cast.ortega)
        cast.clock.advance(minutes: 10)
        try await desk.advance(visit.id, to: .done, by: cast.ortega)
        if place == 3 { try await desk.learnLengths(of: cast.okafor.id) }
      }
      let few = try await cast.store.read { try $0.usualLengths([cast.okafor.id]) }
      #expect(few.map(\.visits) == [4])
      #expect(few.map(\.isKnown) == [false])
      try await desk.learnLengths(of: cast.okafor.id)
      try await desk.learnLengths(of: cast.okafor.id)
      let known = try await cast.store.read { try $0.usualLengths([cast.okafor.id]) }
      #expect(known.map(\.minutes) == [42])
      #expect(known.map(\.isKnown) == [true])
      #expect(known.map(\.visitType) == [cast.followUp.id])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `writes to those who would wait, replaces what was written, and forgets it when they come`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      let ruth = try await desk.book(cast.ask(cast.ruth, cast.slot(8)), by: cast.ortega)
      let omar = try await desk.book(cast.ask(cast.omar, cast.slot(8, 30)), by: cast.ortega)
      let grace = try await desk.book(cast.ask(cast.grace, cast.slot(11)), by: cast.ortega)
      await #expect(throws: WarnRefused.nobody) {
        try await desk.warn(of: cast.okafor.id, on: cast.today, at: cast.riverside.id, by: cast.ortega)
      }
      cast.clock.advance(minutes: 25)
      try await desk.advance(ruth.id, to: .started, by: cast.ortega)
      #expect(
        try await desk.warn(of: cast.okafor.id, on: cast.today, at: cast.riverside.id, by: cast.ortega) == 1)
      cast.clock.advance(minutes: 2)
      #expect(
        try await desk.warn(of: cast.okafor.id, on: cast.today, at: cast.riverside.id, by: cast.ortega) == 1)
      let waiting = try await desk.messages(at: cast.riverside.id, by: cast.ortega)
      #expect(waiting.map(\.board.visit.id) == [omar.id])
      #expect(
        waiting.map(\.words) == [
          "Dr. A. Okafor runs late today. Your visit at 8:30 in Riverside will begin at about 8:55. "
            + "You need not come before that."
        ])
      #expect(waiting.map(\.kind) == [.late])
      try await desk.advance(omar.id, to: .arrived, by: cast.ortega)
      #expect(try await desk.messages(at: cast.riverside.id, by: cast.ortega).isEmpty)
      let history = try await desk.visit(omar.id, by: cast.ortega).messages
      #expect(history.map(\.wasTold) == [false, false])
      #expect(try await desk.visit(grace.id, by: cast.ortega).messages.isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a message is told on the phone or withdrawn, once`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      for (patient, hour) in [(cast.ruth, 9), (cast.omar, 10)] {
        let visit = try await desk.book(cast.ask(patient, cast.slot(hour, days: 1)), by: cast.ortega)
        try await desk.remind(visit.id, by: cast.ortega)
      }
      let waiting = try await desk.messages(at: cast.riverside.id, by: cast.ortega)
      #expect(waiting.count == 2)
      try await desk.told(waiting[0].id, by: cast.ortega)
      try await desk.withdraw(waiting[0].id, by: cast.mills)
      try await desk.withdraw(waiting[1].id, by: cast.mills)
      #expect(try await desk.messages(at: cast.riverside.id, by: cast.ortega).isEmpty)
      let ends = try await waiting.asyncMap {
        try await desk.visit($0.board.visit.id, by: cast.ortega).messages.map(\.wasTold)
      }
      #expect(ends == [[true], [false]])
      await #expect(throws: NotFound.self) { try await desk.told(waiting[0].id, by: cast.reyes) }
      await #expect(throws: NotFound.self) { try await desk.told(ID(), by: cast.ortega) }
      await #expect(throws: NotFound.self) { try await desk.messages(at: cast.riverside.id, by: cast.reyes) }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `reminds of nothing that is over`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      cast.clock.advance(minutes: 90)
      await #expect(throws: MessageRefused.notAhead) {
        try await cast.scheduling.remind(visit.id, by: cast.ortega)
      }
    }
  }
}

extension Sequence {
  fileprivate func asyncMap<T>(_ change: (Element) async throws -> T) async rethrows -> [T] {
    var all: [T] = []
    for element in self { all.append(try await change(element)) }
    return all
  }
}
