import Kernel
import Practice
import Store
import Support
import Testing

@Suite struct `Keys of the programming interface` {
  private func ask(_ permissions: Set<Permission> = [.seeSchedule, .bookVisits], days: Int = 30) -> KeyAsk {
    KeyAsk(
      purpose: "Website", permissions: permissions, days: days, password: Office.password,
      submission: ID<KeyAsk>().rawValue)
  }

  @Test(arguments: EngineKind.underTest)
  func `are told once, and act in their owner's name with what both may`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let manager = try await office.grace()
      let made = try await office.practice.makeKey(ask(), by: manager)
      let kept: [UInt8]? = try await office.store.read { try $0.value("SELECT key_hash FROM api_key") }
      #expect(kept == SHA256.hash(made.secret) && made.secret.hasPrefix("foyer_"))
      let holder = try #require(await office.holder(made.secret))
      #expect(holder.who.staff == manager.staff && holder.who.name == "Grace (Website)")
      #expect(holder.who.permissions == [.seeSchedule, .bookVisits])
      #expect(holder.who.address == "192.0.2.1" && holder.who.request == "r1")
      #expect(try await office.practice.keys(by: manager).map(\.usedAt) == [office.clock.now])
      let again = KeyAsk(
        purpose: "Website", permissions: [.seeSchedule], days: 1, password: Office.password, submission: "s")
      _ = try await office.practice.makeKey(again, by: manager)
      await #expect(throws: KeyRefused.madeAlready) { try await office.practice.makeKey(again, by: manager) }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `end when they are revoked, expire, or their owner changes`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let (manager, system) = (try await office.grace(), office.boss)
      let one = try await office.practice.makeKey(ask(), by: manager)
      let other = try await office.practice.makeKey(ask(days: 1), by: manager)
      try await office.practice.revokeKey(one.key.id, by: manager)
      #expect(try await office.holder(one.secret) == nil)
      await #expect(throws: NotFound.self) { try await office.practice.revokeKey(one.key.id, by: manager) }
      #expect(try await office.holder(other.secret) != nil)
      let roles: [Set<Role>] = [[.clinician], [.manager]]
      for roles in roles {
        _ = try await office.practice.edit(
          manager.staff, StaffDraft(login: "grace", name: "Grace", roles: roles), by: system)
        let holder = try await office.holder(other.secret)
        #expect((holder == nil) == !roles.contains(.manager))
      }
      try await office.practice.disable(manager.staff, reason: "left", by: system)
      #expect(try await office.holder(other.secret) == nil)
      try await office.practice.enable(manager.staff, by: system)
      #expect(try await office.holder(other.secret) != nil)
      office.clock.pass(seconds: 86_400)
      #expect(try await office.holder(other.secret) == nil)
      // Whoever got a password from somebody else has to choose their own before their keys count again.
      let fresh = try await office.practice.makeKey(ask(), by: manager)
      _ = try await office.practice.resetPassword(of: manager.staff, by: system)
      #expect(try await office.holder(fresh.secret) == nil)
    }
  }

  @Test func `need the password, a purpose, a time, and no more than one may oneself`() async throws {
    try await withOffice(.sqlite) { office in
      let manager = try await office.grace()
      var wrong = ask()
      wrong.password = "another lamp entirely"
      await #expect(throws: PasswordRefused.wrongPresent) {
        try await office.practice.makeKey(wrong, by: manager)
      }
      var nameless = ask()
      nameless.purpose = " "
      for bad in [nameless, ask([]), ask(days: 0), ask(days: 367)] {
        await #expect(throws: InvalidInput.self) { try await office.practice.makeKey(bad, by: manager) }
      }
      await #expect(throws: Forbidden.permission(.seeClinical)) {
        try await office.practice.makeKey(ask([.seeClinical]), by: manager)
      }
    }
  }

  @Test func `are everybody's business for who manages staff, and nobody else's`() async throws {
    try await withOffice(.sqlite) { office in
      let (manager, admin) = (try await office.grace(), try await office.hire("ada", [.administrator]).who)
      let made = try await office.practice.makeKey(ask(), by: admin)
      #expect(try await office.practice.keys(by: manager).map(\.staffName) == ["Ada"])
      let few = manager.keptTo([.makeKeys])
      #expect(try await office.practice.keys(by: few) == [])
      await #expect(throws: NotFound.self) { try await office.practice.revokeKey(made.key.id, by: few) }
      try await office.practice.revokeKey(made.key.id, by: manager)
    }
  }

  @Test func `guesses of every shape open nothing`() async throws {
    try await withOffice(.sqlite) { office in
      let manager = try await office.grace()
      let secret = try await office.practice.makeKey(ask(), by: manager).secret
      let guesses = [
        "", "foyer_", secret.uppercased(), String(secret.dropLast()), secret + "0",
        "foyer_" + String(repeating: "0", count: 48),
      ]
      for guess in guesses { #expect(try await office.holder(guess) == nil, "\(guess)") }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `tie a request's own key to its content, also when two come at once`(_ engine: EngineKind) async throws
  {
    try await withOffice(engine) { office in
      let manager = try await office.grace()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask { try await office.practice.admit(repetition: "k", of: "digest", by: manager) }
        }
        try await group.waitForAll()
      }
      await #expect(throws: KeyRefused.otherContent) {
        try await office.practice.admit(repetition: "k", of: "another", by: manager)
      }
    }
  }
}

extension Office {
  fileprivate func grace() async throws -> Who { try await hire("grace", [.manager]).who }

  fileprivate func holder(_ secret: String) async throws -> (who: Who, key: ID<APIKey>)? {
    try await practice.holder(ofKey: secret, address: "192.0.2.1", request: "r1")
  }
}
