import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@Suite struct `Times that patients find by themselves` {
  @Test(arguments: EngineKind.underTest)
  func `shows a day that was begun to its end, under the words for patients`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      try await cast.open(.booked, words: "Check-up")
      let access = try await cast.own()
      let times = try await cast.scheduling.onlineTimes(
        OnlineAsk(visitType: cast.followUp.id, from: cast.today), for: .patient(access))
      // Two doctors with sixteen times a day each.
      #expect(times.count == 64)
      #expect(
        times.last.map { ($0.slot.day, $0.slot.time) } ?? (cast.today, .midnight) == (
          cast.today.advanced(by: 1), .at(16, 30)
        ))
      _ = try await cast.scheduling.bookOwn(cast.online(cast.slot(9, days: 3)), access)
      #expect(try await cast.scheduling.ownPage(access).visits.map(\.typeName) == ["Check-up"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `looks past times that are too soon, however many there are`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let boss = Who.system("test")
      var doctors: Set = [cast.okafor.id, cast.lindqvist.id]
      for number in 1...6 {
        let doctor = try await cast.practice.addProvider(ProviderDraft(name: "Dr. \(number)"), by: boss).id
        let hours = ProviderHours(
          provider: doctor, location: cast.riverside.id, weekday: .monday, starts: .at(8), ends: .at(17))
        try await cast.scheduling.keepWeek(of: doctor, at: cast.riverside.id, [hours], by: boss)
        doctors.insert(doctor)
      }
      let short = try await cast.scheduling.addVisitType(
        VisitTypeDraft(name: "Shot", minutes: 5, providers: doctors), by: boss)
      try await cast.scheduling.keep(
        OnlineType(visitType: short.id, isOpen: true, way: .booked, leastHours: 336), by: cast.mills)
      // At 16:00, so that more times of that Monday are too soon than a search gives at once.
      cast.clock.advance(minutes: 8 * 60)
      let times = try await cast.scheduling.onlineTimes(
        OnlineAsk(visitType: short.id, from: cast.today), for: .patient(try await cast.own()))
      #expect(times.first?.slot.day == cast.today.advanced(by: 14))
      #expect(times.first?.slot.time == .at(16))
    }
  }
}
