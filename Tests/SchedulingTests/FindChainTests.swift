import Kernel
import Practice
import Scheduling
import Store
import Support
import Testing

@Suite struct `Finding services in a row` {
  private func wanted(_ cast: Cast) -> TimesWanted {
    var wanted = TimesWanted(
      visitType: cast.scan.id, first: cast.today, last: cast.today.advanced(by: 7), most: 5)
    wanted.links = [TimesWanted.Link(visitType: cast.physical.id, gap: 0...15)]
    return wanted
  }

  @Test(arguments: EngineKind.underTest)
  func `gives each its people and rooms, one after the other`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let times = try await cast.scheduling.findTimes(wanted(cast), by: cast.ortega)
      let first = try #require(times.first)
      #expect(first.visits.map(\.slot.time) == [.at(8), .at(8, 30)])
      #expect(first.visits.map(\.typeName) == ["Ultrasound", "Annual physical"])
      #expect(first.visits[0].resourceNames.contains("Ultrasound"))
      #expect(first.visits[1].slot.provider == cast.okafor.id)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `waits no longer between them than it is asked to`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      // Dr. Okafor is taken from 8:30 to 9:00, so the physical begins at 9:00 at the earliest.
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(8, 30)), by: cast.ortega)
      let times = try await cast.scheduling.findTimes(wanted(cast), by: cast.ortega)
      let first = try #require(times.first)
      #expect(first.visits.map(\.slot.time) == [.at(8, 15), .at(9)])
      for time in times {
        let gap = time.visits[1].slot.time.minutes - time.visits[0].slot.span.upperBound
        #expect((0...15).contains(gap))
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `refuses more services than anybody could follow, and gaps that are none`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      var many = wanted(cast)
      many.links = Array(repeating: TimesWanted.Link(visitType: cast.followUp.id), count: 8)
      await #expect(throws: FindTimesRefused.tooManyLinks) {
        try await cast.scheduling.findTimes(many, by: cast.ortega)
      }
      var endless = wanted(cast)
      endless.links[0].gap = 0...5000
      await #expect(throws: FindTimesRefused.gap) {
        try await cast.scheduling.findTimes(endless, by: cast.ortega)
      }
      many.links = Array(repeating: TimesWanted.Link(visitType: cast.followUp.id, gap: 0...0), count: 7)
      let eight = try await cast.scheduling.findTimes(many, by: cast.ortega).first
      #expect(eight?.visits.count == 8)
    }
  }
}
