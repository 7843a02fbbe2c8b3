import Kernel
import Practice
import Store
import Support
import Testing

@Suite(.serialized)
struct SignInTests {
  @Test(arguments: EngineKind.underTest)
  func `the right password opens a session, and only its digest is kept`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let ana = try await office.hire("ana", [.frontDesk])
      office.clock.pass(seconds: 1)
      let token = try await office.signIn(" ANA ")
      let session = try #require(try await office.practice.session(token, touch: true, address: "10.0.0.7"))
      #expect(session.who.staff == ana.id && session.who.name == "Ana" && session.who.roles == [.frontDesk])
      #expect(session.who.address == "10.0.0.7" && session.login == "ana")
      #expect(session.csrf.count == 32 && session.csrf != token && !session.mustChangePassword)
      let hash: [UInt8]? = try await office.store.read { try $0.value("SELECT token_hash FROM session") }
      #expect(hash == SHA256.hash(token))
      #expect(try await office.signIn("ana") != token)
      #expect(try await office.actions() == ["staff.hired", "session.started", "session.started"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a wrong password, an unknown login and a disabled account sound the same`(engine: EngineKind)
    async throws
  {
    try await withOffice(engine) { office in
      _ = try await office.hire("ana", [.frontDesk])
      let ben = try await office.hire("ben", [.frontDesk])
      try await office.practice.disable(ben.id, reason: "left", by: office.boss)
      for (login, password) in [
        ("ana", "not her password"), ("nobody", Office.password), ("ben", Office.password), ("", ""),
        ("'; DROP TABLE staff; --", "x"), ("ana\u{0}", Office.password),
      ] {
        #expect(try await refusal { try await office.signIn(login, password) } == SignInRefused.wrong)
      }
      let refused = try await office.actions().filter { $0 == "session.refused" }
      #expect(refused.count == 6)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `of fifty guesses at once only five are looked at`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      _ = try await office.hire("ana", [.frontDesk])
      let answers = await withTaskGroup(of: String.self) { group in
        for guess in 0..<50 {
          group.addTask {
            do {
              return "\(try await office.signIn("ana", "guess \(guess)", from: "10.0.1.\(guess)"))"
            } catch SignInRefused.wrong { return "wrong" } catch SignInRefused.wait { return "wait" } catch {
              return "\(error)"
            }
          }
        }
        return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
      }
      #expect(answers == ["wrong": 5, "wait": 45])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `after five failures even the right password waits, longer each time, and a success forgets`(
    engine: EngineKind
  ) async throws {
    try await withOffice(engine) { office in
      _ = try await office.hire("ana", [.frontDesk])
      for _ in 0..<5 { _ = try await refusal(SignInRefused.self) { try await office.signIn("ana", "wrong") } }
      #expect(try await refusal { try await office.signIn("ana") } == SignInRefused.wait(seconds: 30))
      #expect(try await refusal { try await office.signIn("Ana ") } == SignInRefused.wait(seconds: 30))
      office.clock.pass(seconds: 31)
      #expect(try await refusal { try await office.signIn("ana", "wrong") } == SignInRefused.wrong)
      #expect(try await refusal { try await office.signIn("ana") } == SignInRefused.wait(seconds: 60))
      office.clock.pass(seconds: 61)
      _ = try await office.signIn("ana")
      for _ in 0..<4 { _ = try await refusal(SignInRefused.self) { try await office.signIn("ana", "wrong") } }
      _ = try await office.signIn("ana")
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `an address that tries many accounts waits too, and others do not`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      _ = try await office.hire("ana", [.frontDesk])
      for number in 0..<30 {
        _ = try await refusal(SignInRefused.self) { try await office.signIn("user\(number)", "wrong") }
      }
      #expect(try await refusal { try await office.signIn("ana") } == SignInRefused.wait(seconds: 900))
      _ = try await office.signIn("ana", from: "10.0.0.8")
      office.clock.pass(seconds: 901)
      _ = try await office.signIn("ana")
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `who changes the address within their own network waits like anybody`(engine: EngineKind) async throws
  {
    try await withOffice(engine) { office in
      _ = try await office.hire("ana", [.frontDesk])
      for number in 0..<30 {
        _ = try await refusal(SignInRefused.self) {
          try await office.signIn("user\(number)", "wrong", from: "2001:db8:1:2::\(number)")
        }
      }
      #expect(
        try await refusal { try await office.signIn("ana", from: "2001:db8:1:2:a:b:c:d") }
          == SignInRefused.wait(seconds: 900))
      _ = try await office.signIn("ana", from: "2001:db8:1:3::1")
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a session ends fifteen minutes after the last deed, which polling is not`(engine: EngineKind)
    async throws
  {
    try await withOffice(engine) { office in
      _ = try await office.hire("ana", [.frontDesk])
      let token = try await office.signIn("ana")
      func look(touch: Bool) async throws -> Session? {
        try await office.practice.session(token, touch: touch, address: "")
      }
      office.clock.pass(seconds: 890)
      #expect(try await look(touch: false) != nil)
      #expect(try await look(touch: true)?.expires == office.clock.now.advanced(bySeconds: 900))
      office.clock.pass(seconds: 890)
      #expect(try await look(touch: false) != nil)
      office.clock.pass(seconds: 11)
      #expect(try await look(touch: false) == nil)
      #expect(try await look(touch: true) == nil)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a session ends after twelve hours, however busy`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      _ = try await office.hire("ana", [.frontDesk])
      let token = try await office.signIn("ana")
      for _ in 0..<72 {
        #expect(try await office.practice.session(token, touch: true, address: "") != nil)
        office.clock.pass(seconds: 600)
      }
      #expect(try await office.practice.session(token, touch: true, address: "") != nil)
      office.clock.pass(seconds: 1)
      #expect(try await office.practice.session(token, touch: true, address: "") == nil)
      _ = try await office.signIn("ana")
      let kept: Int? = try await office.store.read { try $0.value("SELECT COUNT(*) FROM session") }
      #expect(kept == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `signing out, disabling and a new password end sessions at once`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let ana = try await office.hire("ana", [.frontDesk])
      func isIn(_ token: String) async throws -> Bool {
        try await office.practice.session(token, touch: false, address: "") != nil
      }
      let first = try await office.signIn("ana")
      let second = try await office.signIn("ana")
      try await office.practice.signOut(first)
      try await office.practice.signOut(first)
      try await office.practice.signOut("no token at all")
      #expect(try await !isIn(first))
      #expect(try await isIn(second))

      let third = try await office.practice.changePassword(
        from: Office.password, to: "another four plain words", by: office.who(second))
      #expect(try await !isIn(second))
      #expect(try await isIn(third))
      #expect(try await refusal { try await office.signIn("ana") } == SignInRefused.wrong)

      try await office.practice.disable(ana.id, reason: "", by: office.boss)
      #expect(try await !isIn(third))
      try await office.practice.enable(ana.id, by: office.boss)
      #expect(try await !isIn(third))
      _ = try await office.signIn("ana", "another four plain words")
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a first password opens nothing but its own change`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let hired = try await office.practice.hire(
        StaffDraft(login: "ana", name: "Ana", roles: [.administrator]), by: office.boss)
      #expect(hired.password.count == 19)
      let token = try await office.signIn("ana", hired.password)
      let session = try #require(try await office.practice.session(token, touch: false, address: ""))
      #expect(session.mustChangePassword && session.who.permissions == [.ownAccount])
      let after = try await office.practice.changePassword(
        from: hired.password, to: Office.password, by: session.who)
      #expect(try await office.who(after).permissions == Set(Permission.allCases))
    }
  }
}
