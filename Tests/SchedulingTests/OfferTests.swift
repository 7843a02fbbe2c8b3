import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `Offering a freed time` {
  @Test(arguments: EngineKind.underTest)
  func `complaint 4: a freed time fills itself: a few are asked, the first yes has it, the others are told`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      for number in 0..<6 { try await cast.waits(try await cast.patient(number)) }
      try await cast.free(cast.slot(14))
      let offers = try await cast.standing()
      #expect(offers.count == 4)
      let visit = try await cast.scheduling.accept(offers[2].id, by: cast.ortega)
      #expect(visit.patient == offers[2].patient)
      #expect(visit.slot == cast.slot(14))
      #expect(try await cast.outcomes() == ["accepted": 1, "taken": 3])
      let told = try await cast.store.read { tx in
        try tx.value("SELECT COUNT(*) FROM offer_message WHERE kind = 'taken'") as Int?
      }
      #expect(told == 3)
      #expect(try await cast.scheduling.waitList(by: cast.ortega).count == 5)
      await #expect(throws: OfferRefused.acceptedAlready) {
        try await cast.scheduling.accept(offers[2].id, by: cast.ortega)
      }
      await #expect(throws: OfferRefused.takenByAnother) {
        try await cast.scheduling.accept(offers[0].id, by: cast.ortega)
      }
      await #expect(throws: OfferRefused.takenByAnother) {
        try await cast.scheduling.decline(offers[0].id, by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `lets one of twenty win who accept at the same moment`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.keepWaveRule(WaveRule(atOnce: 20), for: cast.followUp.id, by: cast.mills)
      for number in 0..<20 { try await cast.waits(try await cast.patient(number)) }
      try await cast.free(cast.slot(14))
      let offers = try await cast.standing()
      #expect(offers.count == 20)
      let answers = await withTaskGroup(of: Result<Appointment, any Error>.self) { group in
        for offer in offers {
          group.addTask {
            do { return .success(try await cast.scheduling.accept(offer.id, by: cast.ortega)) } catch {
              return .failure(error)
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      let won = answers.compactMap { try? $0.get() }
      #expect(won.count == 1)
      for answer in answers {
        if case .failure(let no) = answer { #expect(no as? OfferRefused == .takenByAnother, "\(no)") }
      }
      #expect(try await cast.outcomes() == ["accepted": 1, "taken": 19])
      let booked = try await cast.store.read { tx in
        try tx.value("SELECT COUNT(*) FROM appointment WHERE status = 'booked'") as Int?
      }
      #expect(booked == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `goes on to the next few when nobody answers, and asks nobody twice`(_ engine: EngineKind) async throws
  {
    try await withCast(engine) { cast in
      for number in 0..<6 { try await cast.waits(try await cast.patient(number)) }
      try await cast.free(cast.slot(14))
      let first = try await cast.standing()
      cast.clock.advance(minutes: 16)
      await #expect(throws: OfferRefused.over) {
        try await cast.scheduling.accept(first[0].id, by: cast.ortega)
      }
      try await cast.afterwards()
      let second = try await cast.standing()
      #expect(first.count == 4 && second.count == 2)
      #expect(Set(first.map(\.patient)).isDisjoint(with: second.map(\.patient)))
      await #expect(throws: OfferRefused.over) {
        try await cast.scheduling.accept(first[0].id, by: cast.ortega)
      }
      for offer in second { try await cast.scheduling.decline(offer.id, by: cast.ortega) }
      // Nobody is left to ask: the time stays open, and everybody stays on the list.
      try await cast.afterwards()
      #expect(try await cast.out().isEmpty)
      let lines = try await cast.scheduling.waitList(by: cast.ortega)
      #expect(lines.map(\.asked) == [1, 1, 1, 1, 1, 1])
      // The next time goes to whoever was asked longest ago.
      try await cast.free(cast.slot(15))
      #expect(try await cast.standing().first?.patient == first[0].patient)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `starts the next wave at once when everybody has said no`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.keepWaveRule(WaveRule(atOnce: 1), for: cast.followUp.id, by: cast.mills)
      try await cast.waits(cast.ruth)
      cast.clock.advance(minutes: 1)
      try await cast.waits(cast.omar) { $0.phoneOnly = true }
      try await cast.free(cast.slot(14))
      let ruths = try #require(try await cast.standing().first)
      try await cast.scheduling.decline(ruths.id, by: cast.ortega)
      try await cast.scheduling.decline(ruths.id, by: cast.ortega)
      try await cast.afterwards()
      let omars = try #require(try await cast.standing().first)
      #expect(omars.patient == cast.omar.id && omars.byPhone && omars.wave == 2)
      try await cast.scheduling.decline(omars.id, unreached: true, by: cast.ortega)
      #expect(try await cast.outcomes() == ["declined": 1, "unreached": 1])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `moves the later visit forward where the wish says so, and offers what that frees`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let later = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9, days: 7)), by: cast.ortega)
      try await cast.waits(cast.ruth) { $0.sooner = later.id }
      try await cast.free(cast.slot(14))
      cast.clock.advance(minutes: 1)
      try await cast.waits(cast.omar) { $0.firstDay = cast.today.advanced(by: 1) }
      let offer = try #require(try await cast.standing().first)
      let moved = try await cast.scheduling.accept(offer.id, by: cast.ortega)
      #expect(moved.id == later.id)
      #expect(moved.slot == cast.slot(14))
      try await cast.afterwards()
      let next = try #require(try await cast.standing().first)
      #expect(next.patient == cast.omar.id)
      #expect(next.opening.freed == cast.slot(9, days: 7))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `takes the offers back when the time is booked otherwise`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.waits(cast.ruth)
      try await cast.free(cast.slot(14))
      let offer = try #require(try await cast.standing().first)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(14)), by: cast.ortega)
      #expect(try await cast.outcomes() == ["taken": 1])
      await #expect(throws: OfferRefused.takenByAnother) {
        try await cast.scheduling.accept(offer.id, by: cast.ortega)
      }
      cast.clock.advance(minutes: 20)
      try await cast.afterwards()
      #expect(try await cast.out().isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `opens only to whom it was made, and to the desk of that place`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.waits(cast.ruth)
      try await cast.waits(cast.omar)
      try await cast.free(cast.slot(14))
      let offers = try await cast.standing()
      let patient = Who.system("By message")
      await #expect(throws: OfferRefused.wrongPerson) {
        try await cast.scheduling.accept(offers[0].id, as: .patient(secret: offers[1].secret), by: patient)
      }
      await #expect(throws: OfferRefused.wrongPerson) {
        try await cast.scheduling.decline(offers[0].id, as: .patient(secret: ""), by: patient)
      }
      await #expect(throws: NotFound("offer")) {
        try await cast.scheduling.accept(offers[0].id, by: cast.reyes)
      }
      await #expect(throws: NotFound("offer")) {
        try await cast.scheduling.accept("no such offer", by: cast.ortega)
      }
      let visit = try await cast.scheduling.accept(
        offers[0].id, as: .patient(secret: offers[0].secret), by: patient)
      #expect(visit.patient == offers[0].patient)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `offers nothing for which the rooms, the hours or the rule leave no place`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      // An hour is not free where half an hour was.
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(14, 30)), by: cast.ortega)
      try await cast.waits(cast.ruth, cast.physical)
      try await cast.free(cast.slot(14))
      #expect(try await cast.standing().isEmpty)
      // Nor is a visit that needs preparation filled at the last moment.
      try await cast.scheduling.keepWaveRule(WaveRule(lead: 4320), for: cast.physical.id, by: cast.mills)
      try await cast.free(cast.slot(10, days: 2))
      #expect(try await cast.standing().isEmpty)
      try await cast.free(cast.slot(10, days: 4))
      #expect(try await cast.standing().map(\.patient) == [cast.ruth.id])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `offers the rest of a longer time to the next`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.waits(cast.ruth)
      try await cast.free(cast.slot(14, minutes: 60), of: cast.grace, cast.physical)
      let first = try #require(try await cast.standing().first)
      cast.clock.advance(minutes: 1)
      try await cast.waits(cast.omar)
      try await cast.scheduling.accept(first.id, by: cast.ortega)
      try await cast.afterwards()
      let second = try #require(try await cast.standing().first)
      #expect(second.patient == cast.omar.id)
      #expect(second.opening.freed == cast.slot(14, 30))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `asks nobody about two times at once, and begins once however often it is told`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      try await cast.waits(cast.ruth)
      try await cast.free(cast.slot(14))
      try await cast.free(cast.slot(15))
      #expect(try await cast.standing().count == 1)
      try await cast.waits(cast.omar)
      let (time, moment) = (FreedTime(slot: cast.slot(16), visitType: cast.followUp.id), cast.clock.now)
      for _ in 0..<2 {
        try await cast.store.write { try $0.tellFreed(time, key: "again", at: moment) }
        try await cast.afterwards()
      }
      #expect(try await cast.standing().count == 2)
    }
  }
}
