import ArgumentParser
import Kernel
import Practice
import Scheduling
import Web

extension ScheduleCommand {
  struct Day: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows the visits of a day.")

    @Argument(help: "The day.") var day = DayWord.ahead(0)
    @Option(help: "Where; not needed where there is one place.") var location: String?
    @Option(help: "Only with whom.") var provider: String?
    @OptionGroup var flags: ScheduleFlags

    func run() async throws {
      let visits = try await flags.run { office, names in
        let place = try names.location(location)
        let only = try provider.map { try names.provider($0).id }
        let board = try await office.scheduling.day(day.day(in: place.zone), at: place.id, by: names.who)
        return (board.columns.flatMap(\.visits) + board.gone).filter {
          only == nil || $0.visit.slot.provider == only
        }
        .sorted { ($0.visit.start, $0.visit.id) < ($1.visit.start, $1.visit.id) }
      }
      if flags.json { return try printJSON(visits.map { visitShape.json($0.visit) }) }
      if visits.isEmpty { return print("No visits on that day.") }
      for visit in visits { print(line(visit)) }
    }

    private func line(_ v: BoardVisit) -> String {
      let rooms = v.resources.isEmpty ? "" : ", \(v.resources.map(\.name).joined(separator: ", "))"
      return
        "\(v.visit.slot.time.padded)  \(v.visit.slot.minutes) min  \(v.patient.filed) (\(v.recordNumber))  "
        + "\(v.typeName), \(v.providerName)\(rooms)  \(v.visit.status.words)  \(v.visit.id)"
    }
  }
}
