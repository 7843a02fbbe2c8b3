import ArgumentParser
import Foundation
import Kernel
import Practice
import Scheduling
import Web

extension ScheduleCommand {
  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Writes the visits of some days as a table for a spreadsheet, in a form that none takes for formulas.",
      discussion: "The table holds patients’ data in the clear: guard it.")

    @Option(help: "The first day.") var from = DayWord.ahead(0)
    @Option(help: "The last day; the first where none is given.") var to: DayWord?
    @Option(help: "Where; everywhere where nothing is named.") var location: String?
    @Option(help: "Only with whom.") var provider: String?
    @Option(help: "The file to write; standard output where none is named.") var out: String?
    @OptionGroup var flags: ScheduleFlags

    func run() async throws {
      let (visits, table) = try await flags.run { office, names in
        let place = try location.map { try names.location($0) }
        let first = from.day(in: place?.zone ?? .utc)
        let visits = try await office.scheduling.exportVisits(
          from: first, to: to?.day(in: place?.zone ?? .utc) ?? first, at: place?.id,
          provider: try provider.map { try names.provider($0).id }, by: names.who)
        return (visits, visitTable(visits, places: try await office.practice.locations(by: names.who)))
      }
      if flags.json { return try printJSON(visits.map { visitShape.json($0.visit) }) }
      guard let out else { return FileHandle.standardOutput.write(Data(table.utf8)) }
      let isNew =
        !FileManager.default.fileExists(atPath: out)
        && FileManager.default.createFile(
          atPath: out, contents: Data(table.utf8), attributes: [.posixPermissions: 0o600])
      guard isNew else {
        throw InvalidInput("out", "\(out) cannot be written, or is there already. Choose another name.")
      }
      print("\(visits.count) visits are written to \(out). It holds patients’ data in the clear.")
    }
  }
}
