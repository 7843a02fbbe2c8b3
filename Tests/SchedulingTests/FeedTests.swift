import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@Suite struct `Calendar feeds` {
  @Test(arguments: EngineKind.underTest)
  func `tell the address once and keep only its hash`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let jo = try await cast.hire(.manager)
      let ask = FeedAsk(of: .provider(cast.okafor.id), detail: .busy, purpose: "my phone", submission: "s1")
      let (feed, token) = try await cast.scheduling.makeFeed(ask, by: jo)
      #expect(feed.name == "Dr. A. Okafor, MD" && feed.purpose == "my phone" && feed.fetchedAt == nil)
      #expect(token.utf8.count == 48)
      let kept: [UInt8]? = try await cast.store.read { try $0.value("SELECT token_hash FROM calendar_feed") }
      #expect(kept == SHA256.hash(token))
      await #expect(throws: FeedRefused.madeAlready) { try await cast.scheduling.makeFeed(ask, by: jo) }
      #expect(try await cast.actions("feed.%") == ["feed.made busy of provider:\(cast.okafor.id)"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `are a clinician's own, and a manager's of everybody`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let (ada, jo, front) = try await (cast.hire(.clinician), cast.hire(.manager), cast.hire(.frontDesk))
      _ = try await cast.practice.edit(
        cast.okafor.id, ProviderDraft(name: "Dr. A. Okafor", staff: ada.staff), by: .system("test"))
      func make(_ of: Holder, by who: Who) async throws -> CalendarFeed {
        let ask = FeedAsk(of: of, detail: .full, submission: ID<Cast>().rawValue)
        return try await cast.scheduling.makeFeed(ask, by: who).feed
      }
      let own = try await make(.provider(cast.okafor.id), by: ada)
      let others = try await make(.provider(cast.okafor.id), by: jo)
      let room = try await make(.resource(cast.rooms[0].id), by: jo)
      #expect(room.name == "Room 1, Riverside")
      for (of, who) in [(Holder.provider(cast.lindqvist.id), ada), (.resource(cast.rooms[0].id), ada)] {
        await #expect(throws: FeedRefused.notTheirs) { try await make(of, by: who) }
      }
      await #expect(throws: FeedRefused.notTheirs) { try await make(.provider(cast.okafor.id), by: front) }
      await #expect(throws: NotFound.self) { try await make(.provider(ID()), by: jo) }
      await #expect(throws: Forbidden.permission(.seeSchedule)) {
        try await make(.provider(cast.okafor.id), by: cast.auditor)
      }
      #expect(Set(try await cast.scheduling.feeds(by: ada).map(\.id)) == [own.id, others.id])
      #expect(try await cast.scheduling.feeds(by: jo).count == 3)
      #expect(try await cast.scheduling.feeds(by: front) == [])
      await #expect(throws: NotFound.self) { try await cast.scheduling.revokeFeed(own.id, by: front) }
      // What shows my calendar I may end, whoever made it.
      try await cast.scheduling.revokeFeed(others.id, by: ada)
      await #expect(throws: NotFound.self) { try await cast.scheduling.revokeFeed(others.id, by: ada) }
      #expect(try await cast.scheduling.feeds(by: jo).count == 2)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `hold the visits that stand, from 30 days ago to a year ahead`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let stands = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      let moved = try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(10)), by: cast.ortega)
      let gone = try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(11)), by: cast.ortega)
      _ = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9, days: 371)), by: cast.ortega)
      _ = try await cast.scheduling.book(
        cast.ask(cast.grace, cast.slot(14, with: cast.lindqvist)), by: cast.ortega)
      try await cast.scheduling.cancel(gone.id, because: .patient, by: cast.ortega)
      cast.clock.advance(minutes: 7)
      try await cast.scheduling.move(moved.id, to: cast.slot(15), by: cast.ortega)
      let token = try await cast.feed(.provider(cast.okafor.id), .busy)
      let contents = try await cast.fetch(token)
      #expect(contents.visits.map(\.visit.visit.id) == [stands.id, moved.id])
      #expect(contents.visits.map(\.visit.visit.steps) == [1, 2])
      #expect(contents.visits.map(\.changed) == [cast.clock.now.advanced(byMinutes: -7), cast.clock.now])
      // Undoing is a change too, and the last one.
      cast.clock.advance(minutes: 7)
      try await cast.scheduling.undo(moved.id, by: cast.ortega)
      #expect(try await cast.fetch(token).visits.map(\.changed).last == cast.clock.now)
      cast.clock.advance(minutes: 31 * 1440)
      #expect(
        try await cast.fetch(token).visits.map(\.visit.visit.slot.day) == [cast.today.advanced(by: 371)])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `of a room hold the visits that take it`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      let scan = try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9), cast.scan), by: cast.ortega)
      _ = try await cast.scheduling.book(
        cast.ask(cast.omar, cast.slot(9, with: cast.lindqvist)), by: cast.ortega)
      let token = try await cast.feed(.resource(cast.ultrasound.id), .initials)
      #expect(try await cast.fetch(token).visits.map(\.visit.visit.id) == [scan.id])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `write who was named to the trail, one row a fetch, and nothing where nobody is`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      let busy = try await cast.feed(.provider(cast.okafor.id), .busy)
      let full = try await cast.feed(.provider(cast.okafor.id), .full)
      let none = try await cast.feed(.provider(cast.lindqvist.id), .full)
      for token in [busy, full, full, none] { _ = try await cast.fetch(token) }
      #expect(try await cast.actions("feed.fetched") == ["feed.fetched full", "feed.fetched full"])
      let row = try await cast.store.read {
        try $0.row(
          "SELECT patient, address, request, staff_name FROM audit_entry WHERE action = 'feed.fetched'")
      }
      #expect(try row?("patient") == cast.ruth.id.rawValue)
      #expect(try row?("address") == "192.0.2.1")
      #expect(try row?("request") == "r1")
      let fetched = try await cast.scheduling.feeds(by: cast.mills).map(\.fetchedAt)
      #expect(fetched == [cast.clock.now, cast.clock.now, cast.clock.now])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `answer a guess, a revoked address and a maker who left in the same way`(_ engine: EngineKind)
    async throws
  {
    try await withCast(engine) { cast in
      let jo = try await cast.hire(.manager)
      let made = try await cast.scheduling.makeFeed(
        FeedAsk(of: .provider(cast.okafor.id), detail: .busy, submission: "a"), by: jo)
      let other = try await cast.scheduling.makeFeed(
        FeedAsk(of: .provider(cast.okafor.id), detail: .full, submission: "b"), by: jo)
      try await cast.scheduling.revokeFeed(made.feed.id, by: jo)
      let guess = String(repeating: "0f", count: 24)
      for token in [made.token, guess, "", "x", String(repeating: "z", count: 48), made.token.uppercased()] {
        await #expect(throws: NotFound("feed")) { try await cast.fetch(token) }
      }
      _ = try await cast.fetch(other.token)
      try await cast.practice.disable(jo.staff, reason: "left", by: .system("test"))
      await #expect(throws: NotFound("feed")) { try await cast.fetch(other.token) }
      #expect(try await cast.scheduling.feeds(by: cast.mills).map(\.answers) == [false])
      try await cast.practice.enable(jo.staff, by: .system("test"))
      _ = try await cast.fetch(other.token)
      // Who no longer manages the schedule no longer feeds other people's calendars.
      _ = try await cast.practice.edit(
        jo.staff, StaffDraft(login: "manager", name: "Jo", roles: [.frontDesk]), by: .system("test"))
      await #expect(throws: NotFound("feed")) { try await cast.fetch(other.token) }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `show no more places than their maker works at`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      let harbor = try await cast.hire(.manager, at: [cast.harbor.id])
      let made = try await cast.scheduling.makeFeed(
        FeedAsk(of: .provider(cast.okafor.id), detail: .full, submission: "a"), by: harbor)
      #expect(try await cast.fetch(made.token).visits.isEmpty)
      await #expect(throws: FeedRefused.notTheirs) {
        try await cast.scheduling.makeFeed(
          FeedAsk(of: .resource(cast.rooms[0].id), detail: .busy, submission: "b"), by: harbor)
      }
    }
  }
}

@Suite struct `Taking visits along` {
  @Test(arguments: EngineKind.underTest)
  func `takes every visit of the days, what was cancelled too, and says whose they were`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      try await cast.scheduling.book(cast.ask(cast.ruth, cast.slot(9)), by: cast.ortega)
      let gone = try await cast.scheduling.book(cast.ask(cast.omar, cast.slot(10)), by: cast.ortega)
      try await cast.scheduling.book(cast.ask(cast.grace, cast.slot(9, days: 1)), by: cast.ortega)
      try await cast.scheduling.cancel(gone.id, because: .patient, by: cast.ortega)
      let one = try await cast.scheduling.exportVisits(from: cast.today, to: cast.today, by: cast.mills)
      #expect(one.map(\.visit.status) == [.booked, .cancelled])
      let both = try await cast.scheduling.exportVisits(
        from: cast.today, to: cast.today.advanced(by: 6), at: cast.riverside.id, provider: cast.okafor.id,
        by: cast.mills)
      #expect(both.count == 3)
      #expect(
        try await cast.actions("schedule.exported") == [
          "schedule.exported 2026-11-23 to 2026-11-23", "schedule.exported 2026-11-23 to 2026-11-29",
        ])
    }
  }

  @Test func `needs the permission, and a range that is one`() async throws {
    try await withCast(.sqlite) { cast in
      let today = cast.today
      await #expect(throws: Forbidden.permission(.exportData)) {
        try await cast.scheduling.exportVisits(from: today, to: today, by: cast.ortega)
      }
      for last in [today.advanced(by: -1), today.advanced(by: 367)] {
        await #expect(throws: InvalidInput.self) {
          try await cast.scheduling.exportVisits(from: today, to: last, by: cast.mills)
        }
      }
    }
  }
}

extension Cast {
  /// Somebody with an account.
  fileprivate func hire(_ role: Role, at locations: Set<ID<Location>>? = nil) async throws -> Who {
    let draft = StaffDraft(login: role.rawValue, name: "Jo", roles: [role], locations: locations)
    return try await practice.hire(draft, mustChange: false, by: .system("test")).staff.who
  }

  /// The address of a new feed, made by a manager.
  fileprivate func feed(_ of: Holder, _ detail: CalendarFeed.Detail) async throws -> String {
    let known = try await practice.staff(by: .system("test")).first?.who
    let maker = if let known { known } else { try await hire(.manager) }
    let ask = FeedAsk(of: of, detail: detail, submission: ID<Cast>().rawValue)
    return try await scheduling.makeFeed(ask, by: maker).token
  }

  @discardableResult
  fileprivate func fetch(_ token: String) async throws -> FeedContents {
    try await scheduling.fetchFeed(token: token, address: "192.0.2.1", request: "r1")
  }

  func actions(_ like: String) async throws -> [String] {
    try await store.read {
      try $0.rows("SELECT action, detail FROM audit_entry WHERE action LIKE \(like) ORDER BY action, detail")
        .map {
          "\(try $0("action") as String) \(try $0("detail") as String)"
        }
    }
  }
}
