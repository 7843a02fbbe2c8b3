import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `A pattern` {
  @Test(arguments: EngineKind.underTest)
  func `saved in the moment of a booking that read the old hours: a look a little later lists it, once`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      // Booked before, and kept where it is on purpose.
      let kept = try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9, days: 7)), by: cast.ortega)
      // The booking reads the hours; before its commit the pattern is saved. Here both happen within its commit.
      let old = try #require(try await cast.scheduling.templates(of: cast.okafor.id, by: cast.mills).first)
      var new = old
      new.stretches = cast.hours(cast.okafor, 10, 17)
      let (moment, later) = (cast.clock.now, new)
      let visits = try await cast.scheduling.book(
        [cast.ask(cast.ruth, cast.slot(8, days: 7))], by: cast.ortega,
        prepare: { tx in
          let change = ScheduleChange.templates(of: cast.okafor.id, without: [old.id], with: [later])
          #expect(try tx.displaced(by: change, at: moment).map(\.visit.id) == [kept.id])
          try tx.lookAgain(after: change, keeping: [kept.id], "look", at: moment)
          try tx.delete(old.id)
          try tx.insert(later, at: moment, by: "Jo Mills")
          return Scheduling.Belonging()
        })
      #expect(visits.count == 1)
      #expect(try await cast.displacedTitles() == [])
      // Put outside of hours with a reason, a minute later: nobody has to be told.
      cast.clock.advance(minutes: 1)
      try await cast.scheduling.book(
        cast.ask(cast.grace, cast.slot(8, 30, days: 7), overrule: "Promised"), by: cast.mills)
      cast.clock.advance(minutes: 1)
      let looks = try await cast.secondLooks(key: "look")
      #expect(looks.count == 1)
      try await cast.scheduling.lookAgain(looks[0])
      #expect(try await cast.displacedTitles() == ["Find another time for Ruth Cohen"])
      // Whoever settles it is not asked again, though the job may run twice.
      let work = try #require(try await cast.practice.openWork(by: cast.mills).first)
      try await cast.practice.finishWork(work.id, outcome: "Kept as it is", by: cast.mills)
      try await cast.scheduling.lookAgain(looks[0])
      #expect(try await cast.displacedTitles() == [])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `saved while many book leave no visit outside of the hours unlisted`(_ engine: EngineKind) async throws
  {
    try await withCast(engine) { cast in
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<24 {
          let slot = cast.slot(8 + number % 2, number / 2 % 2 * 30, days: 7 + number / 4 % 5)
          group.addTask {
            _ = try? await cast.scheduling.book(
              cast.ask([cast.ruth, cast.omar, cast.grace][number % 3], slot), by: cast.ortega)
          }
        }
        group.addTask {
          try? await cast.scheduling.keepWeek(
            of: cast.okafor.id, at: cast.riverside.id, cast.hours(cast.okafor, 10, 17), by: cast.mills)
        }
      }
      cast.clock.advance(minutes: 2)
      for look in try await cast.secondLooks(key: nil) { try await cast.scheduling.lookAgain(look) }
      let booked: Int? = try await cast.store.read { try $0.value("SELECT COUNT(*) FROM appointment") }
      #expect(try await cast.displacedTitles().count == booked)
    }
  }
}

extension Cast {
  /// What is written down to be looked at again.
  func secondLooks(key: String?) async throws -> [String] {
    try await store.read { tx in
      try tx.rows("SELECT key, payload FROM job WHERE kind = \(Scheduling.secondLook)")
        .filter { row in try key.map { try row("key") == $0 } ?? true }.map { try $0("payload") }
    }
  }
}
