import Kernel
import Practice
import Store
import Support
import Testing

/// Two servers of one practice: the first knows Ana's session from a moment ago, the second changes what it knows.
@Suite struct `Who a request is answered for` {
  @Test(arguments: EngineKind.underTest)
  func `is whoever signed in, request after request`(_ engine: EngineKind) async throws {
    try await withTwoServers(engine) { office in
      for number in 1...3 {
        let who = try await office.here.answer(for: office.token, request: "r\(number)") { $0?.who }
        #expect(who?.name == "Ana" && who?.request == "r\(number)" && who?.address == "10.0.0.7")
      }
      #expect(try await office.here.login(for: "no token at all") == nil)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is nobody once the session was ended elsewhere, and nothing was done for it`(_ engine: EngineKind)
    async throws
  {
    let ends: [@Sendable (TwoServers) async throws -> Void] = [
      { try await $0.there.signOut($0.token) },
      { try await $0.there.disable($0.ana, reason: "", by: $0.boss) },
      { office in
        let who = try #require(try await office.there.session(office.token, touch: false, address: "")?.who)
        _ = try await office.there.changePassword(
          from: Office.password, to: "another four plain words", by: who)
      },
      { _ = try await $0.there.resetPassword(of: $0.ana, by: $0.boss) },
      { $0.clock.pass(seconds: 901) },
      // Somebody at work all day, until the twelfth hour ends.
      { office in
        for _ in 0..<73 {
          office.clock.pass(seconds: 600)
          _ = try await office.there.session(office.token, touch: true, address: "")
        }
      },
    ]
    for (number, end) in ends.enumerated() {
      try await withTwoServers(engine) { office in
        _ = try await office.here.login(for: office.token)
        try await end(office)
        let names = try await office.here.answer(for: office.token) { session in
          guard let session else { return "nobody" }
          try? await office.here.name("Named by \(session.who.name)", by: office.boss)
          return session.who.name
        }
        #expect(names == "nobody", "end \(number)")
        #expect(try await office.there.profile() == nil, "end \(number)")
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `may do what the roles of this moment allow`(_ engine: EngineKind) async throws {
    try await withTwoServers(engine) { office in
      _ = try await office.here.login(for: office.token)
      _ = try await office.there.edit(
        office.ana, StaffDraft(login: "ana", name: "Ana", roles: [.auditor], locations: nil), by: office.boss)
      var asked: [Bool] = []
      let may = try await office.here.answer(for: office.token) { session in
        asked.append(session?.who.may(.bookVisits) ?? false)
        return session?.who.may(.bookVisits) ?? false
      }
      // Asked once under the roles that it knew, which nobody was told of.
      #expect(!may && asked == [true, false])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is seen every five seconds at most, and polling is no deed`(_ engine: EngineKind) async throws {
    try await withTwoServers(engine) { office in
      func seen() async throws -> Instant? {
        try await office.there.session(office.token, touch: false, address: "")?.lastSeen
      }
      let begun = office.clock.now
      _ = try await office.here.login(for: office.token)
      for _ in 0..<2 {
        office.clock.pass(seconds: 3)
        _ = try await office.here.login(for: office.token, touch: false)
        #expect(try await seen() == begun)
      }
      let expires = try await office.here.answer(for: office.token) { $0?.expires }
      #expect(try await seen() == office.clock.now)
      #expect(expires == office.clock.now.advanced(bySeconds: 900))
      office.clock.pass(seconds: 4)
      _ = try await office.here.login(for: office.token)
      #expect(try await seen() != office.clock.now)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `was there also where it was refused what it asked for`(_ engine: EngineKind) async throws {
    try await withTwoServers(engine) { office in
      _ = try await office.here.login(for: office.token)
      for _ in 0..<20 {
        office.clock.pass(seconds: 60)
        await #expect(throws: NotFound.self) {
          try await office.here.answer(for: office.token) { _ -> String in throw NotFound("patient") }
        }
        let seen = try await office.there.session(office.token, touch: false, address: "")?.lastSeen
        #expect(seen == office.clock.now)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `stays signed in here while at work there, and the other way round`(_ engine: EngineKind) async throws
  {
    try await withTwoServers(engine) { office in
      for round in 0..<6 {
        office.clock.pass(seconds: 600)
        let server = round.isMultiple(of: 2) ? office.here : office.there
        let login = try await server.login(for: office.token)
        #expect(login == "ana")
      }
      // A deed of long ago that is told late wakes nobody up.
      office.clock.pass(seconds: 901)
      #expect(try await office.there.login(for: office.token) == nil)
      #expect(try await office.here.login(for: office.token) == nil)
    }
  }
}

private struct TwoServers: Sendable {
  let here: Practice
  let there: Practice
  let clock: Office.Clock
  let boss = Who.system("setup")
  let ana: ID<Staff>
  let token: String
}

private func withTwoServers(_ engine: EngineKind, _ body: (TwoServers) async throws -> Void) async throws {
  try await withTwoStores(engine, storeSchema + practiceSchema) { store, other in
    let (clock, key) = (Office.Clock(), OfficeKey())
    let (here, there) = (
      Practice(store: store, key: key, passwords: .least, now: { clock.now }),
      Practice(store: other, key: key, passwords: .least, now: { clock.now })
    )
    let office = Office(store: store, practice: here, clock: clock)
    let ana = try await office.hire("ana", [.frontDesk])
    try await body(
      TwoServers(here: here, there: there, clock: clock, ana: ana.id, token: try await office.signIn("ana")))
  }
}

extension Practice {
  fileprivate func login(for token: String, touch: Bool = true) async throws -> String? {
    try await answer(for: token, touch: touch) { $0?.login }
  }

  fileprivate func answer<Answer: Sendable>(
    for token: String, touch: Bool = true, request: String = "", _ answer: (Session?) async throws -> Answer
  ) async throws -> Answer {
    try await inSession(of: token, touch: touch, address: "10.0.0.7", request: request, answer)
  }
}
