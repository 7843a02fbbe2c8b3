import ArgumentParser
import Kernel
import Practice
import Scheduling
import Web

extension ScheduleCommand {
  struct Find: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Finds the first open times for a kind of visit.",
      discussion: "Ends with 1 where no time is open, so that a script notices.")

    @Option(help: "Which kind of visit.") var type: String
    @Option(help: "With whom; anybody who does such visits where nobody is named.") var provider: String?
    @Option(help: "Where; anywhere where nothing is named.") var location: String?
    @Option(help: "The first day.") var from = DayWord.ahead(0)
    @Option(help: "The last day; 60 days later where none is given.") var to: DayWord?
    @Option(help: "Not before this time of day.") var after: WallTime?
    @Option(help: "Over by this time of day.") var before: WallTime?
    @Option(help: "Another length than usual.") var minutes: Int?
    @Option(help: "How many.") var most = 10
    @OptionGroup var flags: ScheduleFlags

    func run() async throws {
      let times = try await flags.run { office, names in
        try await office.scheduling.findTimes(try wanted(names), by: names.who)
      }
      if flags.json {
        try printJSON(times.map(openTimeShape.json))
      } else {
        for time in times { print(line(time)) }
      }
      if times.isEmpty {
        throw InvalidInput(
          "", "No time is open that fits. Try another provider, a later day or any time of day.")
      }
    }

    private func wanted(_ names: ScheduleNames) throws -> TimesWanted {
      let place = try location.map { try names.location($0) }
      let first = from.day(in: place?.zone ?? .utc)
      let earliest = (after ?? .midnight).minutes
      return TimesWanted(
        visitType: try names.visitType(type).id, provider: try provider.map { try names.provider($0).id },
        location: place?.id, first: first, last: to?.day(in: place?.zone ?? .utc) ?? first.advanced(by: 60),
        within: earliest..<max(earliest, (before ?? .endOfDay).minutes), minutes: minutes,
        most: max(1, min(most, 500)))
    }

    private func line(_ time: OpenTime) -> String {
      "\(time.slot.day) \(time.slot.time.padded)  \(time.slot.minutes) min  \(time.providerName), \(time.locationName)"
    }
  }
}
