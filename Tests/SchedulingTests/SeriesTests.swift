import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

extension Cast {
  fileprivate func series(
    _ patient: Patient, _ slot: Slot, _ pattern: SeriesRule.Pattern = .weekly(every: 1, on: []),
    visits: Int = 4
  ) -> SeriesAsk {
    SeriesAsk(
      patient: patient.id, visitType: followUp.id, slot: slot,
      rule: SeriesRule(first: slot.day, pattern, until: .visits(visits)))
  }

  /// Ruth comes four Mondays at 9:00 to Dr. Okafor.
  fileprivate func bookedSeries() async throws -> (id: ID<VisitSeries>, visits: [Appointment]) {
    let ask = series(ruth, slot(9, days: 7))
    let preview = try await scheduling.previewSeries(ask, by: ortega)
    let visits = try await scheduling.bookSeries(
      ask, at: preview.map(\.slot), submission: ID<Cast>().rawValue, by: ortega)
    return (try #require(visits.first?.series), visits)
  }

  fileprivate func moves(_ occurrences: [Occurrence]) -> [VisitMove] {
    occurrences.compactMap { one in one.visit.map { VisitMove($0.id, to: one.slot, seen: $0.steps) } }
  }
}

@Suite struct `A series` {
  @Test(arguments: EngineKind.underTest)
  func `complaint 3: each occurrence is a visit with a status of its own, and says which one it is`(
    _ engine: EngineKind
  )
    async throws
  {
    try await withCast(engine) { cast in
      let (id, visits) = try await cast.bookedSeries()
      #expect(visits.map(\.slot.day) == [7, 14, 21, 28].map { cast.today.advanced(by: $0) })
      #expect(Set(visits.map(\.series)) == [id])
      #expect(
        try await cast.scheduling.placeInSeries(visits[2], by: cast.ortega) == "visit 3 of 4 authorized")
      try await cast.scheduling.cancel(visits[0].id, because: .patient, by: cast.ortega)
      let details = try await cast.scheduling.series(id, by: cast.ortega)
      #expect(details.visits.map(\.number) == [nil, 1, 2, 3])
      #expect(details.visits.map(\.visit.status) == [.cancelled, .booked, .booked, .booked])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `shows what is against each occurrence, and what else could be had, before anything is booked`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9, days: 14)), by: cast.ortega)
      _ = try await cast.practice.addClosure(
        at: cast.riverside.id, from: cast.today.advanced(by: 21), to: cast.today.advanced(by: 21),
        reason: "Holiday", by: .system("test"))
      let ask = cast.series(cast.ruth, cast.slot(9, days: 7))
      let preview = try await cast.scheduling.previewSeries(ask, by: cast.ortega)
      #expect(preview.map(\.refusal) == [nil, .slotTaken, .pause("Holiday"), nil])
      let taken = preview[1].alternatives
      #expect(taken.filter { $0.kind == .sameDay }.map(\.slot.time.description) == ["8:30", "9:30"])
      #expect(
        taken.filter { $0.kind == .nearDay }.map(\.slot.day) == [15, 16].map { cast.today.advanced(by: $0) })
      #expect(taken.filter { $0.kind == .otherProvider }.map(\.slot.provider) == [cast.lindqvist.id])
      #expect(preview[2].alternatives.allSatisfy { $0.kind == .nearDay })
      let count: Int? = try await cast.store.read { try $0.value("SELECT COUNT(*) FROM appointment") }
      #expect(count == 1)
      // The person takes one as it is, one alternative, and leaves the others out.
      let chosen = [preview[0].slot, taken[0].slot]
      let booked = try await cast.scheduling.bookSeries(ask, at: chosen, submission: "s1", by: cast.ortega)
      #expect(booked.map(\.slot) == chosen)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `books all that was chosen or nothing, and once when the form comes twice`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let ask = cast.series(cast.ruth, cast.slot(9, days: 7))
      let slots = try await cast.scheduling.previewSeries(ask, by: cast.ortega).map(\.slot)
      try await cast.scheduling.book(cast.ask(cast.omar, slots[3]), by: cast.ortega)
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.bookSeries(ask, at: slots, submission: "s1", by: cast.ortega)
      }
      func counts() async throws -> [Int?] {
        try await cast.store.read { tx in
          [
            try tx.value("SELECT COUNT(*) FROM appointment"),
            try tx.value("SELECT COUNT(*) FROM visit_series"),
          ]
        }
      }
      #expect(try await counts() == [1, 0])
      for _ in 0..<2 {
        _ = try await cast.scheduling.bookSeries(
          ask, at: Array(slots.prefix(3)), submission: "s2", by: cast.ortega)
      }
      #expect(try await counts() == [4, 1])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `refuses a hundred thousand visits without looking at a single day`(_ engine: EngineKind) async throws
  {
    try await withCast(engine) { cast in
      let ask = cast.series(cast.ruth, cast.slot(9, days: 7), visits: 100_000)
      await #expect(throws: SeriesRefused.tooMany(100_000)) {
        try await cast.scheduling.previewSeries(ask, by: cast.ortega)
      }
      await #expect(throws: SeriesRefused.tooMany(100_000)) {
        try await cast.scheduling.bookSeries(ask, at: [cast.slot(9)], submission: "s", by: cast.ortega)
      }
      await #expect(throws: SeriesRefused.noVisits) {
        try await cast.scheduling.bookSeries(
          cast.series(cast.ruth, cast.slot(9)), at: [], submission: "s", by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `moves this and the following to another time in one commit, and back`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let (id, visits) = try await cast.bookedSeries()
      let change = SeriesChange(time: WallTime(10, 15), provider: cast.lindqvist.id, days: 1)
      let preview = try await cast.scheduling.previewChange(
        change, of: id, .following, from: visits[1].id, by: cast.ortega)
      #expect(preview.allSatisfy { $0.refusal == nil })
      let moved = try await cast.scheduling.moveSeries(id, cast.moves(preview), by: cast.ortega)
      #expect(moved.map(\.slot.day) == [15, 22, 29].map { cast.today.advanced(by: $0) })
      #expect(moved.allSatisfy { $0.slot.time == WallTime(10, 15) && $0.slot.provider == cast.lindqvist.id })
      let details = try await cast.scheduling.series(id, by: cast.ortega)
      #expect(details.visits.map(\.visit.slot.time.description) == ["9:00", "10:15", "10:15", "10:15"])
      #expect(details.visits.allSatisfy { !$0.isMovedByHand })
      let steps = try await cast.store.read { try $0.steps(of: moved[0].id) }
      let batch = try #require(steps.last?.batch)
      let back = try await cast.scheduling.undo(batch: batch, by: cast.ortega)
      #expect(back.allSatisfy { $0.slot.time == WallTime(9, 0) })
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `leaves alone what was moved by hand, unless told otherwise`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let (id, visits) = try await cast.bookedSeries()
      try await cast.scheduling.move(visits[2].id, to: cast.slot(14, days: 22), by: cast.ortega)
      let change = SeriesChange(minutes: 45)
      let without = try await cast.scheduling.previewChange(
        change, of: id, .all, from: visits[0].id, by: cast.ortega)
      #expect(without.compactMap(\.visit?.id) == [0, 1, 3].map { visits[$0].id })
      let with = try await cast.scheduling.previewChange(
        change, of: id, .all, from: visits[0].id, withMoved: true, by: cast.ortega)
      #expect(with.count == 4)
      _ = try await cast.scheduling.moveSeries(id, cast.moves(with), by: cast.ortega)
      // Moved with its series now, it counts as one of them again.
      let details = try await cast.scheduling.series(id, by: cast.ortega)
      #expect(details.visits.allSatisfy { !$0.isMovedByHand && $0.visit.slot.minutes == 45 })
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `notices when somebody moves an occurrence while it is edited, and changes nothing`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let (id, visits) = try await cast.bookedSeries()
      let preview = try await cast.scheduling.previewChange(
        SeriesChange(time: WallTime(11, 0)), of: id, .all, from: visits[0].id, by: cast.ortega)
      try await cast.scheduling.move(visits[2].id, to: cast.slot(15, days: 21), by: cast.mills)
      await #expect(throws: BookingRefused.changedMeanwhile) {
        try await cast.scheduling.moveSeries(id, cast.moves(preview), by: cast.ortega)
      }
      let details = try await cast.scheduling.series(id, by: cast.ortega)
      #expect(details.visits.map(\.visit.slot.time.description) == ["9:00", "9:00", "15:00", "9:00"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `cancels the following ones and keeps the rest`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let (id, visits) = try await cast.bookedSeries()
      let rest = try await cast.scheduling.series(id, by: cast.ortega).visits(
        .following, from: visits[2].id, withMoved: false, now: cast.clock.now)
      try await cast.scheduling.cancel(
        rest.map { ($0.id, seen: $0.steps) }, because: .patient, by: cast.ortega)
      let details = try await cast.scheduling.series(id, by: cast.ortega)
      #expect(details.visits.map(\.visit.status) == [.booked, .booked, .cancelled, .cancelled])
      await #expect(throws: SeriesRefused.nothingToChange) {
        try await cast.scheduling.previewChange(
          SeriesChange(days: 1), of: id, .this, from: visits[3].id, by: cast.ortega)
      }
      let foreign = try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(15)), by: cast.ortega)
      await #expect(throws: SeriesRefused.notOfThisSeries) {
        try await cast.scheduling.moveSeries(
          id, [VisitMove(foreign.id, to: cast.slot(16), seen: 1)], by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `complaint 9: a series stays at 9:00 when the clocks change, and says where a time is skipped`(
    _ engine: EngineKind
  )
    async throws
  {
    try await withCast(engine) { cast in
      let weekly = SeriesChange(time: WallTime(9, 0))
      let ask = cast.series(cast.ruth, cast.slot(9, days: 98), visits: 4)
      let preview = try await cast.scheduling.previewSeries(ask, by: cast.ortega)
      let visits = try await cast.scheduling.bookSeries(
        ask, at: preview.map(\.slot), submission: "s", by: cast.ortega)
      // 14 March 2027 is between the second and the third.
      let gaps = zip(visits, visits.dropFirst()).map { $1.start.minutes(since: $0.start) }
      #expect(gaps == [7 * 1440, 7 * 1440 - 60, 7 * 1440])
      #expect(visits.allSatisfy { weekly.applied(to: $0.slot) == $0.slot })
      let jump = try #require(LocalDay("2027-03-14"))
      var night = cast.series(cast.ruth, cast.slot(2, 30), .days([jump]))
      night.slot.day = jump
      let skipped = try await cast.scheduling.previewSeries(night, by: cast.ortega)
      let half = try #require(WallTime(2, 30))
      #expect(skipped.map(\.refusal) == [.clockJumps(jump, half)])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is not open to whoever may not book, or works elsewhere`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let (id, _) = try await cast.bookedSeries()
      let ask = cast.series(cast.omar, cast.slot(10, days: 7))
      await #expect(throws: Forbidden.permission(.bookVisits)) {
        try await cast.scheduling.previewSeries(ask, by: cast.auditor)
      }
      await #expect(throws: Forbidden.location) {
        try await cast.scheduling.previewSeries(ask, by: cast.reyes)
      }
      await #expect(throws: NotFound("series")) { try await cast.scheduling.series(id, by: cast.reyes) }
    }
  }
}
