import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

/// What users of other systems complain of again and again, where no other suite says it in one piece.
@Suite struct `What others complain of` {
  @Test(arguments: EngineKind.underTest)
  func `complaint 5: a visit goes to another day as it is, at once or over the pinboard, and back by undo`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      var ask = cast.ask(cast.ruth, cast.slot(9), cast.scan)
      ask.note = "Brings her glasses"
      let visit = try await desk.book(ask, by: cast.ortega)
      try await desk.advance(visit.id, to: .confirmed, by: cast.ortega)
      func boards(_ days: [Int]) async throws -> [[ID<Appointment>]] {
        var found: [[ID<Appointment>]] = []
        for day in days {
          let board = try await desk.day(cast.today.advanced(by: day), at: cast.riverside.id, by: cast.ortega)
          found.append(board.columns.flatMap(\.visits).map(\.visit.id))
        }
        return found
      }
      // Put down on another day, with another doctor.
      try await desk.move(visit.id, to: cast.slot(10, with: cast.lindqvist, days: 2), by: cast.ortega)
      #expect(try await boards([0, 2]) == [[], [visit.id]])
      // Parked beside the board, the board turned to another day, and put down there.
      try await desk.pin(visit.id, leaving: true, by: cast.ortega)
      #expect(try await boards([0, 2]) == [[], []])
      try await desk.place(visit.id, at: cast.slot(14, days: 8), by: cast.mills)
      #expect(try await boards([2, 8]) == [[], [visit.id]])
      let there = try await desk.visit(visit.id, by: cast.ortega)
      #expect(there.visit.status == .confirmed)
      #expect(there.visit.note == "Brings her glasses")
      #expect(there.board.resources.map(\.name) == ["Room 1", "Ultrasound"])
      #expect(there.steps.map(\.kind) == [.booked, .confirmed, .moved, .cancelled, .moved])
      // One press at a time leads back to where it stood first.
      for _ in 0..<3 { try await desk.undo(visit.id, by: cast.ortega) }
      #expect(try await desk.visit(visit.id, by: cast.ortega).visit.slot == cast.slot(9))
      #expect(try await boards([0, 2, 8]) == [[visit.id], [], []])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `complaint 5: hours are a week with named breaks, said in words to whoever books into one`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let day = cast.today.advanced(by: 1)
      func stretch(_ from: Int, _ to: Int, _ kind: ProviderHours.Kind, _ label: String = "") throws
        -> ProviderHours
      {
        ProviderHours(
          provider: cast.okafor.id, location: cast.riverside.id, weekday: day.weekday,
          starts: try #require(WallTime(from, 0)), ends: try #require(WallTime(to, 0)), kind: kind,
          label: label)
      }
      try await cast.scheduling.keepWeek(
        of: cast.okafor.id, at: cast.riverside.id,
        [try stretch(8, 17, .work), try stretch(12, 13, .pause, "Lunch")], by: cast.mills)
      await #expect(throws: BookingRefused.pause("Lunch")) {
        try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(12, 15, days: 1)), by: cast.ortega)
      }
      #expect(BookingRefused.pause("Lunch").sentence == "That time is kept free: Lunch. Pick another.")
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(13, days: 1)), by: cast.ortega)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `complaint 19: late cancel, cancelled by us and no-show differ, and no history is lost`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      func book(_ patient: Patient, _ slot: Slot) async throws -> ID<Appointment> {
        try await desk.book(cast.ask(patient, slot), by: cast.ortega).id
      }
      let late = try await book(cast.ruth, cast.slot(9))
      let ours = try await book(cast.omar, cast.slot(10))
      let missed = try await book(cast.grace, cast.slot(8, 30))
      // One press too many, taken back: both presses stay in what happened.
      try await desk.advance(late, to: .arrived, by: cast.ortega)
      try await desk.undo(late, by: cast.ortega)
      try await desk.cancel(late, because: .patient, words: "no ride", by: cast.ortega)
      try await desk.cancel(ours, because: .provider, by: cast.mills)
      cast.clock.advance(minutes: 45)
      try await desk.advance(missed, to: .noShow, by: cast.ortega)

      // What does not take place is shown as what it is, and never among those who come.
      let board = try await desk.day(cast.today, at: cast.riverside.id, by: cast.ortega)
      #expect(board.columns.flatMap(\.visits).isEmpty)
      #expect(Set(board.gone.map(\.visit.id)) == [late, ours, missed])
      var kinds: [Absence?] = []
      for visit in [late, ours, missed] {
        kinds.append(try await desk.visit(visit, by: cast.ortega).absence?.kind)
      }
      #expect(kinds == [.lateCancel, .byUs, .noShow])

      // The kind of visit is given up, and still everything that happened can be read.
      try await desk.retireVisitType(cast.followUp.id, by: cast.mills)
      let steps = try await desk.visit(late, by: cast.ortega).steps
      #expect(steps.map(\.kind) == [.booked, .arrived, .cancelled])
      #expect(steps.map(\.undone?.by) == [nil, "Maria Ortega", nil])
      #expect(steps.last?.reason == "The patient asked: no ride")
      // She comes after all; the absence is gone and the step that was undone is not.
      try await desk.undo(missed, by: cast.ortega)
      let back = try await desk.visit(missed, by: cast.ortega)
      #expect(back.visit.status == .booked)
      #expect(back.absence == nil)
      #expect(back.steps.map(\.kind) == [.booked, .noShow])
    }
  }
}
