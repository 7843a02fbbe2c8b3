import ArgumentParser
import Foundation
import Kernel
import Practice
import Records

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the patients into files that other systems read.",
    discussion:
      "Every export stands in the audit trail. The files hold patients' data in the clear: guard them.",
    subcommands: [ExportFHIRCommand.self, ExportCSVCommand.self])

  static let who = Who.system("the export")
}

struct ExportFHIRCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fhir",
    abstract:
      "Patients as US Core 6.1.0 wants them, and their facts as FHIR R4: NDJSON, a file for each kind.")

  @OptionGroup var flags: ExportFlags

  func run() async throws {
    try await flags.run { office, folder, progress in
      try await ExportFHIR(records: office.records, who: ExportCommand.who).run(
        into: folder, progress: progress)
    }
  }
}

struct ExportCSVCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "csv",
    abstract: "The patient list for a spreadsheet, in a form that no spreadsheet takes for a formula.")

  @OptionGroup var flags: ExportFlags

  func run() async throws {
    try await flags.run { office, folder, progress in
      try await ExportCSV(records: office.records, who: ExportCommand.who).run(
        into: folder, progress: progress)
    }
  }
}

struct ExportFlags: ParsableArguments {
  @Argument(help: "A new or empty folder.") var folder: String
  @Flag(help: "Answers in JSON.") var json = false
  @OptionGroup var place: PlaceFlags

  func run(_ work: (Office, ExportFolder, (Int) -> Void) async throws -> Void) async throws {
    let configuration = try place.configuration()
    _ = try DataFolder.existing(configuration.data)
    let target = folder
    let lines = try await Office.visit(configuration) { office -> [String: Int] in
      let folder = try ExportFolder(target)
      let total = try await office.records.patientCount()
      var progress = Progress()
      defer { progress.end() }
      try await work(office, folder) { done in progress.show("\(done) of \(total) patients") }
      return folder.lines
    }
    if json { return try printJSON(lines) }
    for (name, count) in lines.sorted(by: { $0.key < $1.key }) { print("\(name): \(count)") }
    print("Written to \(folder). These files hold patients' data in the clear.")
  }
}
