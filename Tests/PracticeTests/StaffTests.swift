import Kernel
import Practice
import Store
import Support
import Testing

@Suite(.serialized)
struct StaffTests {
  @Test(arguments: EngineKind.underTest)
  func `a manager hires, changes and lists people`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let max = try await office.hire("max", [.manager]).who
      let zoe = try await office.practice.hire(
        StaffDraft(login: " Zoë.Quinn ", name: "  Zoë “ZQ” O'Quinn <b> ", roles: [.nurse]), by: max
      ).staff
      #expect(zoe.login == "zoë.quinn" && zoe.name == "Zoë “ZQ” O'Quinn <b>" && zoe.disabled == nil)
      let changed = try await office.practice.edit(
        zoe.id, StaffDraft(login: "zoe", name: "Zoë Quinn", roles: [.nurse, .frontDesk]), by: max)
      #expect(changed.roles == [.nurse, .frontDesk] && changed.login == "zoe")
      try await office.practice.disable(zoe.id, reason: "on leave", by: max)
      let listed = try await office.practice.staff(by: max)
      #expect(listed.map(\.login) == ["max", "zoe"])
      #expect(listed[1].disabled?.reason == "on leave" && listed[1].disabled?.by == "Max")
      let again = try await refusal(StaffRefused.self) {
        try await office.practice.disable(zoe.id, reason: "", by: max)
      }
      #expect(again == .alreadyDisabled)
      try await office.practice.enable(zoe.id, by: max)
      #expect(
        try await refusal { try await office.practice.enable(zoe.id, by: max) } == StaffRefused.notDisabled)
      try await office.practice.disable(zoe.id, reason: "left", by: max)
      let details: [String] = try await office.store.read { tx in
        try tx.rows("SELECT detail FROM audit_entry WHERE action = 'staff.edited'").map { try $0("detail") }
      }
      #expect(
        details == [
          "login: zoë.quinn → zoe; name: Zoë “ZQ” O'Quinn <b> → Zoë Quinn; roles: nurse → front_desk nurse"
        ])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `changed roles hold from the next request on`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let ana = try await office.hire("ana", [.frontDesk])
      let token = try await office.signIn("ana")
      _ = try await office.practice.edit(
        ana.id, StaffDraft(login: "ana", name: "Ana", roles: [.auditor]), by: office.boss)
      #expect(try await office.who(token).permissions == Role.auditor.permissions)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `nobody lifts themselves or makes an administrator who is none`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let max = try await office.hire("max", [.manager]).who
      let ada = try await office.hire("ada", [.administrator])
      let practice = office.practice
      func forbidden(_ deed: () async throws -> some Any) async throws -> Forbidden {
        try await refusal(Forbidden.self, deed)
      }
      let admin = StaffDraft(login: "new", name: "New", roles: [.administrator])
      #expect(try await forbidden { try await practice.hire(admin, by: max) } == .guardedRole(.administrator))
      #expect(
        try await forbidden { try await practice.edit(max.staff, admin, by: max) }
          == .guardedRole(.administrator))
      let nurse = StaffDraft(login: "max", name: "Max", roles: [.nurse])
      #expect(try await forbidden { try await practice.edit(max.staff, nurse, by: max) } == .oneself)
      #expect(try await forbidden { try await practice.disable(max.staff, reason: "", by: max) } == .oneself)
      #expect(try await forbidden { try await practice.resetPassword(of: max.staff, by: max) } == .oneself)
      #expect(
        try await forbidden { try await practice.resetPassword(of: ada.id, by: max) }
          == .guardedRole(.administrator))
      #expect(
        try await forbidden { try await practice.disable(ada.id, reason: "", by: max) }
          == .guardedRole(.administrator))
      _ = try await practice.hire(admin, by: ada.who)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `who is kept to a place manages only the people of that place`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let elm = try await office.practice.addLocation(
        LocationDraft(name: "Elm", zone: "UTC"), by: office.boss)
      let oak = try await office.practice.addLocation(
        LocationDraft(name: "Oak", zone: "UTC"), by: office.boss)
      let max = try await office.hire("max", [.manager], at: [elm.id]).who
      let ana = try await office.hire("ana", [.frontDesk], at: [oak.id])
      #expect(max.locations == [elm.id])
      let everywhere = StaffDraft(login: "new", name: "New", roles: [.nurse])
      #expect(try await refusal { try await office.practice.hire(everywhere, by: max) } == Forbidden.location)
      #expect(
        try await refusal { try await office.practice.resetPassword(of: ana.id, by: max) }
          == Forbidden.location)
      _ = try await office.practice.hire(
        StaffDraft(login: "new", name: "New", roles: [.nurse], locations: [elm.id]), by: max)
      let nowhere = StaffDraft(login: "no", name: "No", roles: [.nurse], locations: ["mars"])
      _ = try await refusal(NotFound.self) { try await office.practice.hire(nowhere, by: office.boss) }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `refuses logins and names that cannot be`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      _ = try await office.hire("ana", [.frontDesk])
      func hire(_ login: String, _ name: String, _ roles: Set<Role> = [.nurse]) async throws -> Hired {
        try await office.practice.hire(StaffDraft(login: login, name: name, roles: roles), by: office.boss)
      }
      for (login, name, field) in [
        ("", "X", "login"), ("a", "X", "login"), ("a b", "X", "login"), ("ana\n2", "X", "login"),
        ("<script>", "X", "login"), (String(repeating: "x", count: 65), "X", "login"), ("ok", "  ", "name"),
        ("ok", "tab\there", "name"), ("ok", String(repeating: "é", count: 201), "name"),
        ("ok", "a\u{0}b", "name"),
      ] {
        #expect(try await refusal(InvalidInput.self) { try await hire(login, name) }.field == field)
      }
      #expect(try await refusal(InvalidInput.self) { try await hire("ok", "X", []) }.field == "roles")
      #expect(try await refusal { try await hire("ANA", "Ana II") } == StaffRefused.loginTaken("ana"))
      _ = try await hire("ok", String(repeating: "é", count: 200))
      _ = try await hire("x2", "'; DROP TABLE staff; --")
      _ = try await hire("x3", "مريم \u{200F}👩‍⚕️ {{7*7}} ${x}")
      let weak = try await refusal(PasswordRefused.self) {
        try await office.practice.hire(
          StaffDraft(login: "x4", name: "X", roles: [.nurse]), password: "short", by: office.boss)
      }
      #expect(weak == .tooShort(least: 15))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `providers have a valid NPI or none, and nobody has another's`(engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let ruth = try await office.hire("ruth", [.clinician])
      let practice = office.practice
      let boss = office.boss
      let draft = ProviderDraft(
        name: "Ruth Cohen", staff: ruth.id, credentials: "MD", specialty: "Family medicine", npi: "1234567893"
      )
      let cohen = try await practice.addProvider(draft, by: boss)
      #expect(cohen.title == "Ruth Cohen, MD" && cohen.active)
      for npi in ["1234567890", "123456789", "12345678931", "abcdefghij", "١٢٣٤٥٦٧٨٩٣"] {
        let bad = ProviderDraft(name: "Bad", npi: npi)
        #expect(
          try await refusal(InvalidInput.self) { try await practice.addProvider(bad, by: boss) }.field
            == "npi")
      }
      let twin = ProviderDraft(name: "Twin", npi: "1234567893")
      #expect(
        try await refusal { try await practice.addProvider(twin, by: boss) }
          == ProviderRefused.npiTaken(by: "Ruth Cohen"))
      let same = ProviderDraft(name: "Same", staff: ruth.id)
      #expect(
        try await refusal { try await practice.addProvider(same, by: boss) }
          == ProviderRefused.staffTaken(by: "Ruth Cohen"))
      let ghost = ProviderDraft(name: "Ghost", staff: "nobody")
      _ = try await refusal(NotFound.self) { try await practice.addProvider(ghost, by: boss) }
      var better = draft
      better.credentials = "MD, FAAFP"
      #expect(try await practice.edit(cohen.id, better, by: boss).credentials == "MD, FAAFP")
      _ = try await practice.addProvider(ProviderDraft(name: "Avery Locum"), by: boss)
      try await practice.retire(cohen.id, by: boss)
      #expect(
        try await refusal { try await practice.retire(cohen.id, by: boss) } == ProviderRefused.alreadyRetired)
      #expect(try await practice.providers(by: boss).map(\.active) == [true, false])
    }
  }
}
