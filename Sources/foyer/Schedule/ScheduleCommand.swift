import ArgumentParser

struct ScheduleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "The schedule from the terminal.",
    subcommands: [PlanCommand.self])
}
