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

  @Test(arguments: EngineKind.underTest)
  func `moves as a whole in one commit, to a time that overlaps its own, and back by one undo`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let type = try await cast.classType(8)
      let ruth = try await cast.scheduling.book(cast.ask(cast.ruth, cast.classSlot, type), by: cast.ortega)
      let omar = try await cast.scheduling.book(cast.ask(cast.omar, cast.classSlot, type), by: cast.ortega)
      let group = try #require(ruth.session)
      let moved = try await cast.scheduling.moveGroup(
        group, to: cast.slot(14, 30, minutes: 60), telling: true, by: cast.ortega)
      #expect(Set(moved.visits.map(\.id)) == [ruth.id, omar.id])
      #expect(Set(moved.visits.map(\.session)).count == 1)
      #expect(moved.visits.allSatisfy { $0.slot == cast.slot(14, 30, minutes: 60) })
      // One provider and one room are held, at the new time only.
      #expect(try await cast.claims() == 2)
      try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(14)), by: cast.ortega)
      let messages: Int? = try await cast.store.read {
        try $0.value("SELECT COUNT(*) FROM visit_message WHERE kind = 'moved'")
      }
      #expect(messages == 2)
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.undo(batch: moved.batch, by: cast.ortega)
      }
      let grace = try await cast.scheduling.visits(of: cast.grace.id, by: cast.ortega)
      try await cast.scheduling.cancel(try #require(grace.first).visit.id, because: .patient, by: cast.ortega)
      let back = try await cast.scheduling.undo(batch: moved.batch, by: cast.ortega)
      #expect(back.allSatisfy { $0.slot == cast.classSlot } && Set(back.map(\.session)).count == 1)
      #expect(try await cast.claims() == 2)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func
    `does not move where somebody of it is elsewhere, no room is free, or another group has too few places`(
      _ engine: EngineKind
    ) async throws
  {
    try await withCast(engine) { cast in
      let type = try await cast.classType(3)
      let ruth = try await cast.scheduling.book(cast.ask(cast.ruth, cast.classSlot, type), by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.classSlot, type), by: cast.ortega)
      let group = try #require(ruth.session)
      try await cast.scheduling.book(
        cast.ask(cast.omar, cast.slot(9, with: cast.lindqvist)), by: cast.ortega)
      let refused = GroupRefused.elsewhere(["Omar Haddad"])
      #expect(
        refused.sentence
          == "Omar Haddad has another visit then. Choose another time, or take them out of the group first.")
      await #expect(throws: refused) {
        try await cast.scheduling.moveGroup(group, to: cast.slot(9, minutes: 60), by: cast.ortega)
      }
      await #expect(throws: GroupRefused.there) {
        try await cast.scheduling.moveGroup(group, to: cast.classSlot, by: cast.ortega)
      }
      // Both rooms are taken at 10:00.
      for room in cast.rooms {
        _ = try await cast.practice.takeOutOfService(
          room.id, until: cast.clock.now.advanced(byMinutes: 180), reason: "Painting", by: .system("test"))
      }
      await #expect(throws: BookingRefused.roomTaken) {
        try await cast.scheduling.moveGroup(group, to: cast.slot(10, minutes: 60), by: cast.ortega)
      }
      // Tomorrow two of three places of another group are taken already.
      let tomorrow = cast.slot(14, days: 1, minutes: 60)
      let others = try await ["Ann", "Bea"].asyncMap { name in
        try await cast.records.register(
          PatientDraft(family: "Other", given: name, birthDate: "1980-01-01", sex: .female),
          by: .system("test"), submission: name)
      }
      for patient in others {
        try await cast.scheduling.book(cast.ask(patient, tomorrow, type), by: cast.ortega)
      }
      await #expect(throws: BookingRefused.groupFull(3)) {
        try await cast.scheduling.moveGroup(group, to: tomorrow, by: cast.ortega)
      }
      await #expect(throws: Forbidden.permission(.bookVisits)) {
        try await cast.scheduling.moveGroup(group, to: cast.slot(15, minutes: 60), by: cast.auditor)
      }
      // Nothing was half done.
      let stands = try await cast.scheduling.group(group, by: cast.ortega)
      #expect(stands.members.count == 2 && stands.slot == cast.classSlot)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is shown times at which all of it can meet, its own hours counted as free`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let type = try await cast.classType(3)
      let ruth = try await cast.scheduling.book(cast.ask(cast.ruth, cast.classSlot, type), by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.classSlot, type), by: cast.ortega)
      try await cast.scheduling.book(
        cast.ask(cast.omar, cast.slot(13, with: cast.lindqvist)), by: cast.ortega)
      var wanted = TimesWanted(
        visitType: type.id, first: cast.today, last: cast.today, within: 13 * 60..<17 * 60, most: 20)
      wanted.group = ruth.session
      let times = try await cast.scheduling.findTimes(wanted, by: cast.ortega).map(\.slot)
      // Omar is with Dr. Lindqvist until 13:30.
      #expect(times.first == cast.slot(13, 30, minutes: 60))
      let group = try #require(ruth.session)
      let first = try #require(times.first)
      #expect(try await cast.scheduling.moveGroup(group, to: first, by: cast.ortega).visits.count == 2)
    }
  }
}

extension Array where Element: Sendable {
  fileprivate func asyncMap<T>(_ change: (Element) async throws -> T) async rethrows -> [T] {
    var all: [T] = []
    for one in self { all.append(try await change(one)) }
    return all
  }
}
