import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@Suite struct `Booking a visit` {
  @Test(arguments: EngineKind.underTest)
  func `puts the patient on the board, with a first step that says who`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      let board = try await cast.scheduling.day(cast.today, at: cast.riverside.id, by: cast.ortega)
      let column = try #require(board.columns.first { $0.provider.id == cast.okafor.id })
      #expect(column.visits.map(\.patient.full) == ["Ruth Cohen"])
      #expect(column.bookedMinutes == 30)
      #expect(column.openMinutes == 8 * 60)
      #expect(column.free.first == 8 * 60..<9 * 60)
      let details = try await cast.scheduling.visit(visit.id, by: cast.ortega)
      #expect(details.steps.map(\.kind) == [.booked])
      #expect(details.steps.first?.staffName == "Maria Ortega")
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `refuses a time that is taken, and stores nothing of it`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9, 15)), by: cast.ortega)
      }
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9, 30)), by: cast.ortega)
      let count: Int? = try await cast.store.read { try $0.value("SELECT COUNT(*) FROM appointment") }
      #expect(count == 2)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `gives one slot to exactly one of fifty who ask at once`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let outcomes = await withTaskGroup(of: String.self) { group in
        for number in 0..<50 {
          let slot = cast.slot(9, number % 3 * 5)
          group.addTask {
            do {
              try await cast.scheduling.book(cast.ask(cast.ruth, slot), by: cast.ortega)
              return "booked"
            } catch {
              return (error as? BookingRefused)?.canBeOverruled == true ? "refused" : "\(error)"
            }
          }
        }
        return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
      }
      #expect(outcomes == ["booked": 1, "refused": 49])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `books once when the same form comes twice, even at the same moment`(_ engine: EngineKind) async throws
  {
    try await withCast(engine) { cast in
      let ask = cast.ask(cast.ruth, cast.slot(9), submission: "form-1")
      let visits = try await withThrowingTaskGroup(of: ID<Appointment>.self) { group in
        for _ in 0..<8 { group.addTask { try await cast.scheduling.book(ask, by: cast.ortega).id } }
        return try await group.reduce(into: Set<ID<Appointment>>()) { $0.insert($1) }
      }
      #expect(visits.count == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `holds a room and the device, all or nothing`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let first = try await cast.scheduling.book(
        cast.ask(cast.ruth, cast.slot(9), cast.scan), by: cast.ortega)
      let held = try await cast.scheduling.visit(first.id, by: cast.ortega).board.resources.map(\.name)
      #expect(held == ["Room 1", "Ultrasound"])
      await #expect(throws: BookingRefused.roomTaken) {
        try await cast.scheduling.book(
          cast.ask(cast.omar, cast.slot(9, with: cast.lindqvist), cast.scan), by: cast.ortega)
      }
      // The other doctor still finds the other room for a visit without the device.
      let physical = cast.ask(cast.grace, cast.slot(10, minutes: 60), cast.physical)
      try await cast.scheduling.book(physical, by: cast.ortega)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `complaint 2: those who may overbook do, with a reason that shows`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      let squeezed = cast.ask(cast.omar, cast.slot(9), overrule: "Fever, sent by the school")
      await #expect(throws: BookingRefused.overbookingNotAllowed) {
        try await cast.scheduling.book(squeezed, by: cast.ortega)
      }
      let visit = try await cast.scheduling.book(squeezed, by: cast.mills)
      #expect(visit.overbooked == "Fever, sent by the school")
      let board = try await cast.scheduling.day(cast.today, at: cast.riverside.id, by: cast.ortega)
      #expect(board.columns.flatMap(\.visits).count == 2)
      // A third is refused although one of the two was put there on purpose.
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(9, 15)), by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `needs no reason where the time is free, and keeps none`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(
        cast.ask(cast.ruth, cast.slot(9), overrule: "just in case"), by: cast.mills)
      #expect(visit.overbooked.isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `says no to a time outside of hours, in a break, in the past, or with the wrong provider`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      func refusal(_ slot: Slot, _ type: VisitType? = nil) async -> BookingRefused? {
        do {
          try await cast.scheduling.book(cast.ask(cast.ruth, slot, type), by: cast.ortega)
          return nil
        } catch {
          return error as? BookingRefused
        }
      }
      #expect(await refusal(cast.slot(18)) == .notThere)
      #expect(await refusal(cast.slot(16, 45)) == .notThere)
      #expect(await refusal(cast.slot(12, 15)) == .pause("Lunch"))
      #expect(await refusal(cast.slot(9, days: 5)) == .notThere, "Saturday")
      #expect(await refusal(cast.slot(9, days: -1)) == .inThePast)
      #expect(await refusal(cast.slot(9, with: cast.lindqvist, minutes: 60), cast.physical) == .notTheirKind)
      #expect(await refusal(cast.slot(9, days: 2000)) == .tooFar(cast.today.advanced(by: 2000)))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `says no to lengths and times that no visit has`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      for minutes in [0, -5, 2000, 7, 721] {
        await #expect(throws: BookingRefused.minutes(minutes)) {
          try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9, minutes: minutes)), by: cast.ortega)
        }
      }
      await #expect(throws: BookingRefused.self) {
        try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9, 3)), by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `does not let a patient be in two places, or be booked after death`(_ engine: EngineKind) async throws
  {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      await #expect(throws: BookingRefused.patientElsewhere) {
        try await cast.scheduling.book(
          cast.ask(cast.ruth, cast.slot(9, with: cast.lindqvist)), by: cast.ortega)
      }
      let (omar, moment) = (cast.omar.id, cast.clock.now)
      try await cast.store.write {
        _ = try $0.run(
          "INSERT INTO patient_death (patient, recorded_at, recorded_by) VALUES (\(omar), \(moment), 'test')")
      }
      await #expect(throws: BookingRefused.deceased) {
        try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(10)), by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `knows no patient, type, place or visit that is not there or not theirs`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let visit = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      var nobody = cast.ask(cast.ruth, cast.slot(10))
      nobody.patient = ID()
      await #expect(throws: NotFound.self) { try await cast.scheduling.book(nobody, by: cast.ortega) }
      var nothing = cast.ask(cast.ruth, cast.slot(10))
      nothing.visitType = ID()
      await #expect(throws: NotFound.self) { try await cast.scheduling.book(nothing, by: cast.ortega) }
      // Reyes works at the harbor only.
      await #expect(throws: Forbidden.location) {
        try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(10)), by: cast.reyes)
      }
      await #expect(throws: NotFound.self) { try await cast.scheduling.visit(visit.id, by: cast.reyes) }
      await #expect(throws: NotFound.self) {
        try await cast.scheduling.cancel(visit.id, because: .patient, by: cast.reyes)
      }
      await #expect(throws: NotFound.self) {
        try await cast.scheduling.day(cast.today, at: cast.riverside.id, by: cast.reyes)
      }
      await #expect(throws: Forbidden.self) {
        try await cast.scheduling.day(cast.today, at: cast.riverside.id, by: cast.auditor)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `says that the clock jumps over a time, and keeps the wall time on the other days`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      // Clocks in New York go forward on 14 March 2027 at 2:00.
      let day = try #require(LocalDay(2027, 3, 14))
      let jump = Slot(
        provider: cast.okafor.id, location: cast.riverside.id, day: day, time: try #require(WallTime(2, 30)),
        minutes: 30)
      await #expect(throws: BookingRefused.clockJumps(day, jump.time)) {
        try await cast.scheduling.book(cast.ask(cast.ruth, jump, overrule: "night"), by: cast.mills)
      }
      var before = jump
      (before.day, before.time) = (try #require(LocalDay(2027, 3, 12)), try #require(WallTime(9, 0)))
      var after = before
      after.day = try #require(LocalDay(2027, 3, 15))
      let one = try await cast.scheduling.book(cast.ask(cast.ruth, before), by: cast.ortega)
      let other = try await cast.scheduling.book(cast.ask(cast.ruth, after), by: cast.ortega)
      #expect(other.start.minutes(since: one.start) == 3 * 1440 - 60)
    }
  }
}
