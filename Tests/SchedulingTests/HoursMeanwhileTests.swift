import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

/// Twenty-four people book in the five days from next week on while somebody changes when the office is open. Each visit
/// is seen by the change and listed, or sees it and is refused.
@Suite struct `While many book, no visit is left unlisted by` {
  @Test(arguments: EngineKind.underTest)
  func `a pattern that is saved`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.whileManyBook {
        try await cast.scheduling.keepWeek(
          of: cast.okafor.id, at: cast.riverside.id, cast.hours(cast.okafor, 10, 17), by: cast.mills)
      }
      #expect(try await cast.displacedTitles().count == cast.countOfVisits())
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a day that is closed`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let day = cast.today.advanced(by: 7)
      try await cast.whileManyBook { try await cast.close(day) }
      #expect(try await cast.displacedTitles().count == cast.countOfVisits(on: day))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a visit that is moved meanwhile into the hours that go`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      var visits: [Appointment] = []
      for number in 0..<4 {
        let ask = cast.ask([cast.ruth, cast.omar, cast.grace][number % 3], cast.slot(13 + number, days: 7))
        visits.append(try await cast.scheduling.book(ask, by: cast.ortega))
      }
      let booked = visits
      await withTaskGroup(of: Void.self) { group in
        for (number, visit) in booked.enumerated() {
          group.addTask {
            _ = try? await cast.scheduling.move(
              visit.id, to: cast.slot(8 + number % 2, number / 2 * 30, days: 7), by: cast.ortega)
          }
        }
        group.addTask {
          try? await cast.scheduling.keepWeek(
            of: cast.okafor.id, at: cast.riverside.id, cast.hours(cast.okafor, 10, 17), by: cast.mills)
        }
      }
      let early: Int? = try await cast.store.read { tx in
        try tx.value("SELECT COUNT(*) FROM appointment WHERE starts < 600")
      }
      #expect(try await cast.displacedTitles().count == early)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `two patients' bookings and one patient's two: nobody is in two places at once`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      for days in 1...6 {
        await withTaskGroup(of: Void.self) { group in
          for provider in [cast.okafor, cast.lindqvist] {
            group.addTask {
              _ = try? await cast.scheduling.book(
                cast.ask(cast.ruth, cast.slot(9, with: provider, days: days)), by: cast.ortega)
            }
          }
        }
      }
      let doubles: Int? = try await cast.store.read { tx in
        try tx.value(
          """
          SELECT COUNT(*) FROM appointment a JOIN appointment b ON b.patient = a.patient AND b.id > a.id
            AND b.start_at < a.end_at AND b.end_at > a.start_at
          """)
      }
      #expect(doubles == 0)
    }
  }
}

extension Cast {
  fileprivate func whileManyBook(_ change: @escaping @Sendable () async throws -> some Sendable) async throws
  {
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<24 {
        let slot = slot(8 + number % 2, number / 2 % 2 * 30, days: 7 + number / 4 % 5)
        group.addTask { [self] in
          _ = try? await scheduling.book(ask([ruth, omar, grace][number % 3], slot), by: ortega)
        }
      }
      group.addTask { _ = try? await change() }
    }
  }

  fileprivate func countOfVisits(on day: LocalDay? = nil) async throws -> Int? {
    try await store.read { tx in
      let condition: SQL = day.map { "WHERE day = \($0)" } ?? ""
      return try tx.value("SELECT COUNT(*) FROM appointment \(condition)")
    }
  }
}
