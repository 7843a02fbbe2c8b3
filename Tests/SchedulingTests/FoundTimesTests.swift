import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

/// The promise of the search, held against booking itself on schedules that dice have made.
@Suite struct `A time that is found` {
  @Test(arguments: EngineKind.underTest, [UInt64(3), 17])
  func `can be booked as it stands`(_ engine: EngineKind, _ seed: UInt64) async throws {
    try await withCast(engine) { cast in
      let busy = try await BusySchedule(cast)
      var dice = OfficeDice(seed: seed)
      var booked = 0
      for round in 0..<36 {
        for _ in 0..<2 { try await busy.somethingHappens(&dice) }
        let patient = busy.patients[Int(dice.next() % UInt64(busy.patients.count))]
        let wanted = wish(&dice, busy, patient)
        let found = try await cast.scheduling.findTimes(wanted, by: cast.ortega)
        guard !found.isEmpty else { continue }
        let time = found[Int(dice.next() % UInt64(found.count))]
        let asks = time.visits.enumerated().map { place, visit in
          BookingAsk(
            patient: patient.id, visitType: visit.visitType, slot: visit.slot, submission: "\(round) \(place)"
          )
        }
        let visits = try await cast.scheduling.book(asks, by: cast.ortega)
        #expect(visits.map(\.slot) == time.visits.map(\.slot))
        booked += 1
      }
      #expect(booked > 20)
    }
  }

  private func wish(_ dice: inout OfficeDice, _ busy: BusySchedule, _ patient: Patient) -> TimesWanted {
    func type() -> VisitType { busy.types[Int(dice.next() % UInt64(busy.types.count))] }
    var wanted = TimesWanted(
      visitType: type().id, first: busy.cast.today, last: busy.cast.today.advanced(by: 4), most: 12)
    wanted.patient = patient.id
    for _ in 0..<Int(dice.next() % 3) {
      wanted.links.append(TimesWanted.Link(visitType: type().id, gap: 0...Int(dice.next() % 12) * 10))
    }
    wanted.order = TimesWanted.Order.allCases[Int(dice.next() % 4)]
    return wanted
  }

  @Test(arguments: EngineKind.underTest)
  func `is every time at which booking would say yes`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let busy = try await BusySchedule(cast)
      var dice = OfficeDice(seed: 5)
      for _ in 0..<30 { try await busy.somethingHappens(&dice) }
      let maria = try #require(busy.patients.last)
      for type in busy.types.dropFirst(2) {
        for provider in [cast.okafor, cast.lindqvist] {
          for start in stride(from: 8 * 60, to: 17 * 60, by: 55) {
            let slot = cast.slot(start / 60, start % 60, with: provider, days: 1, minutes: type.minutes)
            let held = try? await cast.scheduling.hold(
              slot, for: type.id, patient: maria.id, submission: "\(type.name) \(provider.name) \(start)",
              by: cast.ortega)
            if let held { try await cast.scheduling.release(held.id, by: cast.ortega) }
            var wanted = TimesWanted(
              visitType: type.id, provider: provider.id, first: slot.day, last: slot.day,
              within: start..<start + type.minutes, most: 1)
            wanted.patient = maria.id
            let found = try await cast.scheduling.findTimes(wanted, by: cast.ortega)
            #expect(found.map(\.slot) == (held == nil ? [] : [slot]), "\(type.name) at \(slot.time)")
          }
        }
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is right on the days on which the clock is changed`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let boss = Who.system("test")
      // 14 March and 7 November 2027, at night.
      for day in [LocalDay(2027, 3, 14), LocalDay(2027, 11, 7)].compactMap({ $0 }) {
        cast.clock.set(Zone.utc.instant(day.advanced(by: -20), .midnight))
        _ = try await cast.scheduling.addException(
          provider: cast.okafor.id, location: cast.riverside.id, day: day, starts: .midnight, ends: .at(6),
          kind: .extra, reason: "Night clinic", by: boss)
        let early = cast.slot(0, 30, days: day.days(since: cast.today))
        try await cast.scheduling.book(cast.ask(cast.ruth, early), by: cast.ortega)
        var wanted = TimesWanted(visitType: cast.followUp.id, provider: cast.okafor.id, first: day, last: day)
        wanted.most = 40
        let found = try await cast.scheduling.findTimes(wanted, by: cast.ortega)
        #expect(found.count >= 8)
        for (number, time) in found.enumerated() {
          let patient = [cast.omar, cast.grace][number % 2]
          try await cast.scheduling.book(cast.ask(patient, time.slot), by: cast.ortega)
        }
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `knows at once what was booked, cancelled, held and let go`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      func first() async throws -> Slot? {
        let wanted = TimesWanted(
          visitType: cast.physical.id, first: cast.today, last: cast.today.advanced(by: 30), most: 1)
        return try await cast.scheduling.findTimes(wanted, by: cast.ortega).first?.slot
      }
      let eight = cast.slot(8, minutes: 60)
      #expect(try await first() == eight)
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, eight, cast.physical), by: cast.ortega)
      #expect(try await first() == cast.slot(9, minutes: 60))
      try await cast.scheduling.cancel(visit.id, because: .patient, words: "", by: cast.ortega)
      #expect(try await first() == eight)
      let hold = try await cast.scheduling.hold(
        eight, for: cast.physical.id, submission: "h", by: cast.ortega)
      #expect(try await first() == cast.slot(9, minutes: 60))
      try await cast.scheduling.release(hold.id, by: cast.ortega)
      #expect(try await first() == eight)
      _ = try await cast.scheduling.hold(eight, for: cast.physical.id, submission: "i", by: cast.ortega)
      cast.clock.advance(minutes: 6)
      #expect(try await first() == cast.slot(8, 10, minutes: 60), "the hold has run out by itself")
    }
  }
}
