import ArgumentParser
import Kernel
import Practice

extension StaffCommand {
  struct Disable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shuts somebody out at once; what they did stays under their name.")

    @Argument(help: "Their login.") var login: String
    @Option(help: "Why, for the audit trail.") var reason = ""
    @OptionGroup var place: PlaceFlags

    func run() async throws {
      let staff = try await Office.visit(place.configuration()) { office in
        let staff = try await office.practice.staff(login: login)
        try await office.practice.disable(staff.id, reason: reason, by: StaffCommand.who)
        return staff
      }
      print("\(staff.name) can no longer sign in.")
    }
  }

  struct Enable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lets somebody in again, with the password they had.")

    @Argument(help: "Their login.") var login: String
    @OptionGroup var place: PlaceFlags

    func run() async throws {
      let staff = try await Office.visit(place.configuration()) { office in
        let staff = try await office.practice.staff(login: login)
        try await office.practice.enable(staff.id, by: StaffCommand.who)
        return staff
      }
      print("\(staff.name) can sign in again.")
    }
  }

  struct ResetPassword: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Gives somebody a new first password and ends their sessions.")

    @Argument(help: "Their login.") var login: String
    @Flag(help: "Answers in JSON.") var json = false
    @OptionGroup var place: PlaceFlags

    func run() async throws {
      let (staff, password) = try await Office.visit(place.configuration()) { office in
        let staff = try await office.practice.staff(login: login)
        return (staff, try await office.practice.resetPassword(of: staff.id, by: StaffCommand.who))
      }
      if json { return try printJSON(StaffAnswer(staff, password: password)) }
      print("\(staff.name)'s new password is \(password) and has to be changed at the next sign-in.")
    }
  }

  struct RemoveSecondFactor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Takes away a second factor whose phone is lost, and gives a new first password.")

    @Argument(help: "Their login.") var login: String
    @Flag(help: "Answers in JSON.") var json = false
    @OptionGroup var place: PlaceFlags

    func run() async throws {
      let (staff, password) = try await Office.visit(place.configuration()) { office in
        let staff = try await office.practice.staff(login: login)
        return (staff, try await office.practice.removeSecondFactor(of: staff.id, by: StaffCommand.who))
      }
      if json { return try printJSON(StaffAnswer(staff, password: password)) }
      print("\(staff.name) signs in without a second factor; the new password is \(password).")
    }
  }
}
