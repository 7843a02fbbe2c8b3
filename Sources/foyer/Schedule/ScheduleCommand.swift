import ArgumentParser
import Kernel
import Practice

struct ScheduleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "The schedule from the terminal.",
    discussion: """
      Providers, places and kinds of visits are given by a part of their name or by their identifier; patients by \
      their record number or identifier. A day is “today”, “tomorrow” or like 2026-11-23. With --as LOGIN everything \
      is done in the name and with the permissions of that person; without it as the command line, which may do \
      everything. Whatever is seen and done stands in the audit trail.
      """,
    subcommands: [
      Find.self, Book.self, Move.self, Cancel.self, Day.self, Export.self, Wait.self, PlanCommand.self,
    ])
}

/// In whose name, and how the answer is wanted: flags of every command of the schedule.
struct ScheduleFlags: ParsableArguments {
  @Option(name: .customLong("as"), help: "Acts for whoever signs in with this login.") var login: String?
  @Flag(help: "Answers in JSON.") var json = false
  @OptionGroup var place: PlaceFlags

  func run<T: Sendable>(_ work: (Office, ScheduleNames) async throws -> T) async throws -> T {
    try await Office.visit(place.configuration()) { office in
      let who = try await office.practice.who(actingAs: login)
      return try await work(office, ScheduleNames(office, who))
    }
  }
}

extension Practice {
  fileprivate func who(actingAs login: String?) async throws -> Who {
    guard let login else { return .system("the command line") }
    let staff = try await staff(login: login)
    guard staff.disabled == nil else {
      throw InvalidInput("as", "\(staff.name) is shut out and cannot act. Name somebody else with --as.")
    }
    return staff.who
  }
}

/// A day as it is typed: `today`, `tomorrow`, `2026-11-23`.
enum DayWord: ExpressibleByArgument {
  case ahead(Int)
  case day(LocalDay)

  init?(argument: String) {
    switch argument.lowercased() {
    case "today": self = .ahead(0)
    case "tomorrow": self = .ahead(1)
    default:
      guard let day = LocalDay(argument) else { return nil }
      self = .day(day)
    }
  }

  func day(in zone: Zone) -> LocalDay {
    switch self {
    case .ahead(let days): zone.day(of: .now).advanced(by: days)
    case .day(let day): day
    }
  }
}

extension WallTime: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
