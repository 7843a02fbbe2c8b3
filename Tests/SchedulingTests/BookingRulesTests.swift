import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@Suite struct `The rules of booking` {
  private static let nurse = Who(staff: ID(), name: "Tom Reyes", roles: [.nurse])

  private func type(
    _ cast: Cast, _ name: String, _ rules: VisitTypeRules, needs: [VisitType.Need] = [], minutes: Int = 30
  ) async throws -> VisitType {
    try await cast.scheduling.addVisitType(
      VisitTypeDraft(
        name: name, minutes: minutes, providers: [cast.okafor.id, cast.lindqvist.id], needs: needs,
        rules: rules), by: .system("test"))
  }

  private func template(_ cast: Cast, blocks: [Template.Block]) async throws {
    let moment = cast.clock.now
    try await cast.store.write { tx in
      for old in try tx.templates(Template.always, providers: [cast.okafor.id]) {
        try tx.delete(old.id)
        try tx.insert(
          Template(
            id: old.id, provider: old.provider, location: old.location, stretches: old.stretches,
            blocks: blocks),
          at: moment, by: "test")
      }
    }
  }

  private func block(
    _ cast: Cast, _ from: Int, _ to: Int, share: Template.Share = .percent(100),
    release: Template.Release? = nil
  ) throws -> Template.Block {
    Template.Block(
      id: ID(), weekday: cast.today.weekday, starts: try #require(WallTime(from, 0)),
      ends: try #require(WallTime(to, 0)), label: "New patients", allows: [.category(.newPatient)],
      share: share,
      release: release)
  }

  @Test(arguments: EngineKind.underTest)
  func `ask for notice, which a manager may pass with a reason that is kept`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let surgery = try await type(cast, "Small surgery", VisitTypeRules(leadMinutes: 2880))
      await #expect(throws: BookingRefused.leadTime(2880)) {
        try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9), surgery), by: cast.ortega)
      }
      let visit = try await cast.scheduling.book(
        cast.ask(cast.ruth, cast.slot(9), surgery, overrule: "Sent by the clinic"), by: cast.mills)
      #expect(visit.overbooked == "Sent by the clinic")
      let kept: String? = try await cast.store.read {
        try $0.value("SELECT rule FROM rule_override WHERE appointment = \(visit.id)")
      }
      #expect(kept == "lead_time")
      try await cast.scheduling.book(
        cast.ask(cast.omar, cast.slot(9, days: 3), surgery), by: cast.ortega)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `keep a block for whom it is meant, until it is released`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let new = try await type(cast, "First visit", VisitTypeRules(category: .newPatient))
      try await template(cast, blocks: [try block(cast, 9, 11)])
      await #expect(throws: BookingRefused.block("New patients")) {
        try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(10, 45)), by: cast.ortega)
      }
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9), new), by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(11)), by: cast.ortega)
      // The same day at 7:30 it is everybody's: that was half an hour ago.
      let half = try #require(WallTime(7, 30))
      try await template(cast, blocks: [try block(cast, 9, 11, release: .init(daysBefore: 0, at: half))])
      try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(10)), by: cast.ortega)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `keep a share of a block, by percent or by count`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let new = try await type(cast, "First visit", VisitTypeRules(category: .newPatient))
      try await template(cast, blocks: [try block(cast, 9, 11, share: .percent(50))])
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9, 30)), by: cast.ortega)
      await #expect(throws: BookingRefused.block("New patients")) {
        try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(10)), by: cast.ortega)
      }
      try await template(cast, blocks: [try block(cast, 9, 11, share: .visits(1, minutes: 30))])
      try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(10)), by: cast.ortega)
      await #expect(throws: BookingRefused.block("New patients")) {
        try await cast.scheduling.book(
          cast.ask(cast.grace, cast.slot(10, 30)), by: cast.ortega)
      }
      try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(10, 30), new), by: cast.ortega)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `hold a caseload in minutes weighed by kind and need, and in visits of a kind`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let heavy = try await type(cast, "Counselling", VisitTypeRules(weight: 150))
      try await cast.store.write { tx in
        try tx.run(
          """
          INSERT INTO caseload_budget (provider, scope, minutes) VALUES (\(cast.okafor.id), 'morning', 120)
          """)
        try tx.run(
          """
          INSERT INTO caseload_count (provider, scope, what, most)
          VALUES (\(cast.lindqvist.id), 'day', \(Template.Allowed.type(heavy.id)), 1)
          """)
        try tx.run("INSERT INTO need_weight (need, percent) VALUES ('mobility', 50)")
      }
      try await cast.records.keep([.mobility], of: cast.ruth.id, by: cast.ortega)
      // 30 minutes × 1.5 × 1.5, rounded up.
      let first = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9), heavy), by: cast.ortega)
      #expect(first.weighted == 68)
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(10), heavy), by: cast.ortega)
      await #expect(throws: BookingRefused.cap("the morning would hold 143 of 120 minutes")) {
        try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(11)), by: cast.ortega)
      }
      try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(13)), by: cast.ortega)
      try await cast.scheduling.book(
        cast.ask(cast.omar, cast.slot(14, with: cast.lindqvist), heavy), by: cast.ortega)
      await #expect(throws: BookingRefused.cap("the day holds 1 of at most 1 of “Counselling”")) {
        try await cast.scheduling.book(
          cast.ask(cast.ruth, cast.slot(15, with: cast.lindqvist), heavy), by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `let a nurse pass nothing, and a soft rule's permission no double booking`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      await #expect(throws: BookingRefused.overbookingNotAllowed) {
        try await cast.scheduling.book(
          cast.ask(cast.omar, cast.slot(9), overrule: "Fever"), by: Self.nurse)
      }
      let soft = cast.mills.keptTo([.bookVisits, .overrideRules])
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9), overrule: "Fever"), by: soft)
      }
      try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(12), overrule: "Fever"), by: soft)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `complaint 7: rooms stay free for setting up and cleaning, which overlap only where both allow it`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let room = [VisitType.Need(.room, cast.rooms[0].id)]
      let strict = try await type(
        cast, "Biopsy", VisitTypeRules(buffer: Buffer(before: 15, after: 15)), needs: room)
      let shared = try await type(
        cast, "Dressing", VisitTypeRules(buffer: Buffer(before: 15, after: 15, overlaps: true)), needs: room)
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9), shared), by: cast.ortega)
      await #expect(throws: BookingRefused.roomTaken) {
        try await cast.scheduling.book(
          cast.ask(cast.omar, cast.slot(9, 45, with: cast.lindqvist), strict), by: cast.ortega)
      }
      // Cleaning and setting up at once is fine, working in a room that is being cleaned is not.
      await #expect(throws: BookingRefused.roomTaken) {
        try await cast.scheduling.book(
          cast.ask(cast.omar, cast.slot(9, 40, with: cast.lindqvist), shared), by: cast.ortega)
      }
      try await cast.scheduling.book(
        cast.ask(cast.omar, cast.slot(9, 45, with: cast.lindqvist), shared), by: cast.ortega)
      try await cast.scheduling.book(
        cast.ask(cast.grace, cast.slot(10, 45, with: cast.lindqvist), strict), by: cast.ortega)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `complaint 6: a room out of service is never given, and rooms are known by what they are for`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let boss = Who.system("test")
      let laser = try await cast.practice.addResource(
        "Laser room", .room, group: "Procedure", at: cast.riverside.id, by: boss)
      let peel = try await type(cast, "Peel", .ordinary, needs: [VisitType.Need(.room, group: "procedure")])
      let first = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9), peel), by: cast.ortega)
      let held = try await cast.scheduling.visit(first.id, by: cast.ortega).board.resources
      #expect(held.map(\.name) == ["Laser room"])
      let moment = cast.clock.now
      _ = try await cast.store.write { tx in
        try tx.run(
          """
          INSERT INTO out_of_service (id, resource, from_at, until_at, reason, said_at, said_by)
          VALUES ('o', \(laser.id), \(moment), \(OutOfService.forever), 'Lamp', \(moment), 'test')
          """)
      }
      await #expect(throws: BookingRefused.roomTaken) {
        try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(11), peel), by: cast.ortega)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `seat a group until it is full, and free its room when the last one goes`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let group = try await type(
        cast, "Group", VisitTypeRules(capacity: 2), needs: [VisitType.Need(.room, cast.rooms[0].id)])
      let one = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9), group), by: cast.ortega)
      let two = try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(9), group), by: cast.ortega)
      #expect(one.session == two.session && one.session != nil)
      await #expect(throws: BookingRefused.groupFull(2)) {
        try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(9), group), by: cast.ortega)
      }
      await #expect(throws: BookingRefused.slotTaken) {
        try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(9)), by: cast.ortega)
      }
      try await cast.scheduling.cancel(one.id, because: .patient, by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(9), group), by: cast.ortega)
      try await cast.scheduling.cancel(two.id, because: .patient, by: cast.ortega)
      let board = try await cast.scheduling.day(cast.today, at: cast.riverside.id, by: cast.ortega)
      let last = try #require(board.columns.flatMap(\.visits).first)
      #expect(last.resources.map(\.name) == ["Room 1"])
      try await cast.scheduling.cancel(last.visit.id, because: .patient, by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
    }
  }
}
