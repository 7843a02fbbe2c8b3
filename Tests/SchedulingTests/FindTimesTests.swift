import Kernel
import Practice
import Scheduling
import Store
import Support
import Testing

@Suite struct `Finding a time` {
  private func wanted(_ cast: Cast, _ type: VisitType, days: Int = 7) -> TimesWanted {
    TimesWanted(visitType: type.id, first: cast.today, last: cast.today.advanced(by: days))
  }

  @Test(arguments: EngineKind.underTest)
  func `gives the first open times of anybody who does such visits`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(8)), by: cast.ortega)
      let times = try await cast.scheduling.findTimes(wanted(cast, cast.followUp), by: cast.ortega)
      #expect(times.count == 20)
      #expect(times[0].slot == cast.slot(8, with: cast.lindqvist))
      #expect(times[1].slot == cast.slot(8, 30))
      // They can be booked as they stand.
      for (patient, time) in zip([cast.omar, cast.grace, cast.ruth], times) {
        try await cast.scheduling.book(cast.ask(patient, time.slot), by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `keeps to the part of the day, the provider and the weekday`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      var afternoon = wanted(cast, cast.followUp)
      afternoon.within = 13 * 60..<24 * 60
      afternoon.provider = cast.okafor.id
      afternoon.weekdays = [.wednesday]
      let times = try await cast.scheduling.findTimes(afternoon, by: cast.ortega)
      #expect(times.count == 8)
      #expect(times.first?.slot == cast.slot(13, days: 2))
      #expect(times.allSatisfy { $0.slot.provider == cast.okafor.id })
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `offers no time at which the room or the device is taken`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(8), cast.scan), by: cast.ortega)
      let times = try await cast.scheduling.findTimes(wanted(cast, cast.scan), by: cast.ortega)
      #expect(times.first?.slot.time == WallTime(8, 30))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `knows closures, days away and extra hours`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let boss = Who.system("test")
      _ = try await cast.practice.addClosure(
        at: cast.riverside.id, from: cast.today, to: cast.today, reason: "Water pipe", by: boss)
      let noon = try #require(WallTime(12, 0))
      for provider in [cast.okafor, cast.lindqvist] {
        _ = try await cast.scheduling.addException(
          provider: provider.id, location: cast.riverside.id, day: cast.today.advanced(by: 1),
          starts: .midnight,
          ends: noon, kind: .away, reason: "Course", by: boss)
      }
      let extra = try await cast.scheduling.addException(
        provider: cast.okafor.id, location: cast.riverside.id, day: cast.today.advanced(by: 1),
        starts: try #require(WallTime(7, 0)), ends: try #require(WallTime(7, 30)), kind: .extra, reason: "",
        by: boss)
      #expect(extra.kind == .extra)
      let times = try await cast.scheduling.findTimes(wanted(cast, cast.followUp), by: cast.ortega)
      #expect(
        times.first?.slot == cast.slot(13, days: 1), "closed today, away in the morning, and away beats extra"
      )
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `refuses ranges that are none`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      var backwards = wanted(cast, cast.followUp)
      backwards.last = cast.today.advanced(by: -1)
      await #expect(throws: FindTimesRefused.backwards) {
        try await cast.scheduling.findTimes(backwards, by: cast.ortega)
      }
      await #expect(throws: FindTimesRefused.tooLong) {
        try await cast.scheduling.findTimes(wanted(cast, cast.followUp, days: 4000), by: cast.ortega)
      }
    }
  }
}
