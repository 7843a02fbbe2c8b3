import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

extension Cast {
  /// A class for `capacity` people at 14:00 with Dr. Okafor, in any room.
  fileprivate func classType(_ capacity: Int) async throws -> VisitType {
    try await scheduling.addVisitType(
      VisitTypeDraft(
        name: "Back class", minutes: 60, providers: [okafor.id], needs: [VisitType.Need(.room)],
        rules: VisitTypeRules(capacity: capacity)), by: mills)
  }

  fileprivate func claims() async throws -> Int {
    try await store.read { try $0.value("SELECT COUNT(*) FROM claim") ?? 0 }
  }

  fileprivate var classSlot: Slot { slot(14, minutes: 60) }
}

@Suite struct `A group` {
  @Test(arguments: EngineKind.underTest)
  func `is joined until it is full, holding provider and room once`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let type = try await cast.classType(2)
      let ruth = try await cast.scheduling.book(cast.ask(cast.ruth, cast.classSlot, type), by: cast.ortega)
      await #expect(throws: BookingRefused.patientElsewhere) {
        try await cast.scheduling.book(cast.ask(cast.ruth, cast.classSlot, type), by: cast.ortega)
      }
      let omar = try await cast.scheduling.book(cast.ask(cast.omar, cast.classSlot, type), by: cast.ortega)
      #expect(ruth.session == omar.session)
      #expect(try await cast.claims() == 2)
      await #expect(throws: BookingRefused.groupFull(2)) {
        try await cast.scheduling.book(cast.ask(cast.grace, cast.classSlot, type), by: cast.ortega)
      }
      let session = try #require(ruth.session)
      let group = try await cast.scheduling.group(session, by: cast.ortega)
      #expect(group.members.map(\.patient.family) == ["Cohen", "Haddad"])
      #expect(group.placesLeft == 0)
      let board = try await cast.scheduling.day(cast.today, at: cast.riverside.id, by: cast.ortega)
      #expect(board.groups[session]?.taken == 2)
      // Somebody who may decide so puts a third in, with a reason.
      let squeezed = try await cast.scheduling.book(
        cast.ask(cast.grace, cast.classSlot, type, overrule: "Came with her husband"), by: cast.mills)
      #expect(squeezed.overbooked == "Came with her husband")
      await #expect(throws: NotFound("group")) {
        try await cast.scheduling.group(session, by: cast.reyes)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `gives its room and provider free when the last one leaves, and undoing brings it back`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let type = try await cast.classType(8)
      let ruth = try await cast.scheduling.book(cast.ask(cast.ruth, cast.classSlot, type), by: cast.ortega)
      let omar = try await cast.scheduling.book(cast.ask(cast.omar, cast.classSlot, type), by: cast.ortega)
      try await cast.scheduling.cancel(ruth.id, because: .patient, by: cast.ortega)
      #expect(try await cast.claims() == 2)
      let rejoined = try await cast.scheduling.undo(ruth.id, by: cast.ortega)
      #expect(rejoined.session == omar.session)
      try await cast.scheduling.cancel(ruth.id, because: .patient, by: cast.ortega)
      try await cast.scheduling.cancel(omar.id, because: .patient, by: cast.ortega)
      #expect(try await cast.claims() == 0)
      // The time is an ordinary one again, until it is taken back.
      let back = try await cast.scheduling.undo(omar.id, by: cast.ortega)
      #expect(back.status == .booked)
      #expect(try await cast.claims() == 2)
      let again = try await cast.scheduling.undo(ruth.id, by: cast.ortega)
      #expect(again.session == back.session)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `complaint 1: a group gives its last place to one of twenty who ask at once`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let type = try await cast.classType(2)
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.classSlot, type), by: cast.ortega)
      var patients: [Patient] = []
      for number in 0..<20 {
        patients.append(
          try await cast.records.register(
            PatientDraft(
              family: "Twenty", given: "Nr \(number)", birthDate: "1980-01-\(number + 10)", sex: .female),
            by: .system("test"), submission: "p\(number)"))
      }
      let outcomes = await withTaskGroup(of: String.self) { tasks in
        for patient in patients {
          tasks.addTask {
            do {
              try await cast.scheduling.book(cast.ask(patient, cast.classSlot, type), by: cast.ortega)
              return "in"
            } catch BookingRefused.groupFull(2) { return "full" } catch { return "\(error)" }
          }
        }
        return await tasks.reduce(into: [:]) { $0[$1, default: 0] += 1 }
      }
      #expect(outcomes == ["in": 1, "full": 19])
    }
  }
}
