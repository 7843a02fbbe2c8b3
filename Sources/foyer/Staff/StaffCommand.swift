import ArgumentParser
import Foundation
import Kernel
import Practice

struct StaffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "staff",
    abstract: "Who works here and may sign in.",
    subcommands: [
      List.self, Add.self, Roles.self, Disable.self, Enable.self, ResetPassword.self,
      RemoveSecondFactor.self,
    ],
    defaultSubcommand: List.self)

  /// Whoever holds the machine acts in the audit trail under this name.
  static let who = Who.system("the command line")
}

/// What a script reads about one member of staff. A password stands in it once, when it was just made.
struct StaffAnswer: Encodable {
  let login: String
  let name: String
  let roles: [String]
  let disabledSince: String?
  let hasSecondFactor: Bool
  var password: String?

  init(_ staff: Staff, password: String? = nil) {
    login = staff.login
    name = staff.name
    roles = staff.roles.map(\.rawValue).sorted()
    disabledSince = staff.disabled?.at.iso8601
    hasSecondFactor = staff.hasSecondFactor
    self.password = password
  }
}

extension Practice {
  /// The one who signs in with this login.
  func staff(login: String) async throws -> Staff {
    let wanted = login.lowercased()
    guard let found = try await staff(by: StaffCommand.who).first(where: { $0.login == wanted }) else {
      throw NotFound("login as \(login)")
    }
    return found
  }
}

extension Role: ExpressibleByArgument {}

extension StaffCommand {
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists everybody who works or worked here.")

    @Flag(help: "Answers in JSON.") var json = false
    @OptionGroup var place: PlaceFlags

    func run() async throws {
      let all = try await Office.visit(place.configuration()) {
        try await $0.practice.staff(by: StaffCommand.who)
      }
      if json { return try printJSON(all.map { StaffAnswer($0) }) }
      if all.isEmpty { return print("Nobody has an account yet: foyer staff add makes the first.") }
      for staff in all {
        let roles = staff.roles.map(\.rawValue).sorted().joined(separator: ", ")
        let state = staff.disabled == nil ? "" : "  (disabled)"
        print(
          "\(staff.login.padding(toLength: 20, withPad: " ", startingAt: 0)) \(staff.name): \(roles)\(state)")
      }
    }
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Gives somebody an account, and prints the password to hand to them.")

    @Argument(help: "What they type to sign in.") var login: String
    @Option(help: "Their name as others see it.") var name: String
    @Option(name: .customLong("role"), help: "What they are here; give it again for several.")
    var roles: [Role]
    @Flag(help: "Reads the password from standard input instead of making one.") var passwordFromInput = false
    @Flag(help: "Answers in JSON.") var json = false
    @OptionGroup var place: PlaceFlags

    func run() async throws {
      let draft = StaffDraft(login: login, name: name, roles: Set(roles))
      let given = passwordFromInput ? readLine(strippingNewline: true) : nil
      let hired = try await Office.visit(place.configuration()) { office in
        try await office.practice.hire(draft, password: given, mustChange: given == nil, by: StaffCommand.who)
      }
      let password = given == nil ? hired.password : nil
      if json { return try printJSON(StaffAnswer(hired.staff, password: password)) }
      print("\(hired.staff.name) signs in as \(hired.staff.login).")
      if let password {
        print("The first password is \(password) and has to be changed at the first sign-in.")
      }
    }
  }

  struct Roles: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Gives somebody these roles in place of those they had.")

    @Argument(help: "Their login.") var login: String
    @Option(name: .customLong("role"), help: "What they are here; give it again for several.")
    var roles: [Role]
    @Flag(help: "Answers in JSON.") var json = false
    @OptionGroup var place: PlaceFlags

    func run() async throws {
      let after = try await Office.visit(place.configuration()) { office in
        let staff = try await office.practice.staff(login: login)
        let draft = StaffDraft(
          login: staff.login, name: staff.name, roles: Set(roles), locations: staff.locations)
        return try await office.practice.edit(staff.id, draft, by: StaffCommand.who)
      }
      if json { return try printJSON(StaffAnswer(after)) }
      print("\(after.name) is now: \(after.roles.map(\.rawValue).sorted().joined(separator: ", ")).")
    }
  }
}
