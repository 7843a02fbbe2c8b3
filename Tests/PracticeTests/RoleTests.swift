import Kernel
import Practice
import Store
import Support
import Testing

struct RoleTests {
  /// Who may do what, as the handbook prints it: a column a role.
  private static let table = """
                       front_desk biller clinician nurse manager administrator auditor trainee
    see_schedule       x          x      x         x     x       x             .       x
    book_visits        x          .      x         x     x       x             .       .
    overbook           .          .      x         .     x       x             .       .
    override_rules     .          .      x         .     x       x             .       .
    run_day            x          .      x         x     x       x             .       .
    undo_steps         x          .      x         x     x       x             .       .
    close_day          x          .      .         .     x       x             .       .
    reopen_day         .          .      .         .     x       x             .       .
    see_patients       x          x      x         x     x       x             .       x
    edit_patients      x          x      x         x     x       x             .       .
    see_clinical       .          .      x         x     .       x             .       .
    manage_schedule    .          .      .         .     x       x             .       .
    manage_places      .          .      .         .     x       x             .       .
    see_staff          .          .      .         .     x       x             x       .
    manage_staff       .          .      .         .     x       x             .       .
    see_audit          .          .      .         .     x       x             x       .
    see_operations     .          .      .         .     x       x             .       .
    manage_operations  .          .      .         .     .       x             .       .
    export_data        .          .      .         .     x       x             .       .
    make_keys          .          .      .         .     x       x             .       .
    own_account        x          x      x         x     x       x             x       x
    """

  @Test func `the roles may do what the table says, and nothing else`() throws {
    let lines = Self.table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    let roles = try lines[0].map { try #require(Role(rawValue: $0)) }
    #expect(Set(roles) == Set(Role.allCases))
    #expect(Set(lines.dropFirst().map { $0[0] }) == Set(Permission.allCases.map(\.rawValue)))
    for line in lines.dropFirst() {
      let permission = try #require(Permission(rawValue: line[0]))
      for (role, mark) in zip(roles, line.dropFirst()) {
        #expect(role.permissions.contains(permission) == (mark == "x"), "\(role) \(permission)")
      }
    }
  }

  @Test func `several roles add up`() {
    let who = Who(staff: "s", name: "Ana", roles: [.biller, .auditor])
    #expect(who.may(.seeAudit) && who.may(.seePatients) && !who.may(.manageStaff))
    #expect(who.keptTo([.ownAccount]).permissions == [.ownAccount])
  }

  @Test func `who is kept to a place may not act at another`() throws {
    let who = Who(staff: "s", name: "Ana", roles: [.administrator], locations: ["elm"])
    try who.require("elm")
    #expect(throws: Forbidden.location) { try who.require("oak") }
    #expect(throws: Forbidden.permission(.seeStaff)) {
      try Who(staff: "s", name: "Ana", roles: [.trainee]).require(.seeStaff)
    }
  }

  /// Every verb of the practice with what it needs.
  private static let verbs: [(Permission, @Sendable (Practice, Who) async throws -> Void)] = [
    (.manageStaff, { _ = try await $0.hire(StaffDraft(login: "new", name: "New", roles: [.nurse]), by: $1) }),
    (
      .manageStaff,
      { _ = try await $0.edit("x", StaffDraft(login: "ne", name: "N", roles: [.nurse]), by: $1) }
    ),
    (.manageStaff, { try await $0.disable("x", reason: "", by: $1) }),
    (.manageStaff, { try await $0.enable("x", by: $1) }),
    (.manageStaff, { _ = try await $0.resetPassword(of: "x", by: $1) }),
    (.manageStaff, { _ = try await $0.removeSecondFactor(of: "x", by: $1) }),
    (.seeStaff, { _ = try await $0.staff(by: $1) }),
    (.seeStaff, { _ = try await $0.staff("x", by: $1) }),
    (.manageSchedule, { _ = try await $0.addProvider(ProviderDraft(name: "Ruth Cohen"), by: $1) }),
    (.manageSchedule, { _ = try await $0.edit("x", ProviderDraft(name: "Ruth Cohen"), by: $1) }),
    (.manageSchedule, { try await $0.retire("x" as ID<Provider>, by: $1) }),
    (.seeSchedule, { _ = try await $0.providers(by: $1) }),
    (.managePlaces, { try await $0.name("Elm", by: $1) }),
    (.managePlaces, { _ = try await $0.addLocation(LocationDraft(name: "Elm", zone: "UTC"), by: $1) }),
    (.managePlaces, { _ = try await $0.edit("x", LocationDraft(name: "Elm", zone: "UTC"), by: $1) }),
    (.managePlaces, { try await $0.retire("x" as ID<Location>, by: $1) }),
    (.managePlaces, { try await $0.setOpeningHours([], at: "x", by: $1) }),
    (.managePlaces, { try await $0.removeClosure("x", by: $1) }),
    (.managePlaces, { _ = try await $0.addResource("Room 1", .room, at: "x", by: $1) }),
    (.managePlaces, { _ = try await $0.edit("x", name: "Room 1", .room, by: $1) }),
    (.managePlaces, { try await $0.retire("x" as ID<Resource>, by: $1) }),
    (.seeSchedule, { _ = try await $0.locations(by: $1) }),
    (.seeSchedule, { _ = try await $0.resources(by: $1) }),
    (.seeSchedule, { _ = try await $0.openingHours(of: "x", by: $1) }),
    (.seeSchedule, { _ = try await $0.closures(from: LocalDay(daysSince1970: 0), by: $1) }),
    (.seeAudit, { _ = try await $0.audit(AuditQuestion(), by: $1) }),
    (
      .makeKeys,
      {
        let ask = KeyAsk(purpose: "x", permissions: [.makeKeys], days: 1, password: "", submission: "s")
        _ = try await $0.makeKey(ask, by: $1)
      }
    ),
    (.makeKeys, { _ = try await $0.keys(by: $1) }),
    (.makeKeys, { try await $0.revokeKey("x", by: $1) }),
    (.ownAccount, { _ = try await $0.enrolSecondFactor(by: $1) }),
    (.ownAccount, { _ = try await $0.confirmSecondFactor(code: "1", by: $1) }),
    (.ownAccount, { _ = try await $0.changePassword(from: "a", to: "b", by: $1) }),
    (.ownAccount, { try await $0.removeSecondFactor(password: "a", by: $1) }),
    (.ownAccount, { _ = try await $0.renewRecoveryCodes(password: "a", by: $1) }),
  ]

  @Test func `every verb asks for its permission, whoever comes`() async throws {
    try await withOffice(.sqlite) { office in
      for (place, (permission, verb)) in Self.verbs.enumerated() {
        for role in Role.allCases {
          let who = Who(staff: "somebody", name: "Ana", roles: [role])
          do {
            try await verb(office.practice, who)
            #expect(who.may(permission), "verb \(place) let \(role) through")
          } catch Forbidden.permission(let asked) {
            #expect(asked == permission && !who.may(permission), "verb \(place) stopped \(role)")
          } catch is any Refusal {
            #expect(who.may(permission), "verb \(place) looked before it asked \(role)")
          }
        }
        await #expect(throws: Forbidden.permission(permission), "verb \(place)") {
          try await verb(office.practice, Who(staff: "nobody", name: "Nobody", roles: []))
        }
      }
    }
  }
}
