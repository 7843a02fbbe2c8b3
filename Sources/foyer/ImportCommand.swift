import ArgumentParser
import Foundation
import Kernel
import Practice
import Records
import Wire

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Brings patients in from files of other systems.",
    discussion: """
      The same file can be imported again: what is here already stays, what changed there is changed here, and a \
      field that somebody here has edited keeps what they wrote. Ctrl-C stops between two batches.

      Exit codes: 0 everything is in · 2 something was skipped · 1 nothing could be read.
      """,
    subcommands: [ImportFHIRCommand.self, ImportCSVCommand.self])

  static let who = Who.system("the import")
}

struct ImportFHIRCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fhir",
    abstract: "Imports FHIR R4: bundles, single resources and NDJSON, plain or gzip.",
    discussion: """
      Patients come with their allergies, vital signs and other observations, conditions, immunizations, \
      encounters and coverage. Everything else is kept word for word.
      """)

  @Argument(help: "A file, or a folder with such files.") var path: String
  @Option(
    help: "The system the files come from. Give each system its own name: two may use the same numbers.")
  var source = "fhir"
  @OptionGroup var flags: ImportFlags
  @OptionGroup var place: PlaceFlags

  func run() async throws {
    let files = try fhirFiles(path)
    let report = try flags.reporter()
    let source = source
    let answer = try await Office.visit(place.configuration()) { office in
      let work = ImportFHIR(records: office.records, source: source, who: ImportCommand.who)
      let signals = work.interruption.listen()
      defer { signals.forEach { $0.cancel() } }
      return try await work.run(files, report: report)
    }
    try flags.say(answer)
  }
}

struct ImportCSVCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "csv",
    abstract: "Imports a patient list from a spreadsheet.",
    discussion: """
      The first line names the columns. Common names are understood (Last name, DOB, Phone (mobile), MRN …); \
      --map says the others, as in --map "Family=Nachname". Comma, semicolon, tab or bar between the fields; \
      UTF-8 or Windows-1252.
      """)

  @Argument(help: "The file, plain or gzip.") var path: String
  @Option(
    name: .customLong("map"), help: "Meaning=Heading; may be given several times. «Meaning=» leaves one out.")
  var maps: [String] = []
  @Option(help: "In which order numbers make a date: mdy or dmy.") var dates: DateOrder = .monthFirst
  @Option(
    help: "The system the list comes from. Give each system its own name: two may use the same numbers.")
  var source = "csv"
  @Flag(help: "Only says what the columns would mean, and imports nothing.") var columns = false
  @OptionGroup var flags: ImportFlags
  @OptionGroup var place: PlaceFlags

  func run() async throws {
    if columns { return try showColumns() }
    let report = try flags.reporter()
    let (source, path, maps, dates) = (source, path, maps, dates)
    let answer = try await Office.visit(place.configuration()) { office in
      let work = ImportCSV(
        records: office.records, source: source, who: ImportCommand.who, maps: maps, dates: dates)
      let signals = work.interruption.listen()
      defer { signals.forEach { $0.cancel() } }
      return try await work.run(path, report: report)
    }
    try flags.say(answer)
  }

  private func showColumns() throws {
    let reading = try ColumnMap.read(headings: CSVFile(path: path).headings, overrides: maps)
    let headings = try CSVFile(path: path).headings
    for (meaning, place) in reading.value.places.sorted(by: { $0.value < $1.value }) {
      print("\(meaning.rawValue) = \(headings[place])")
    }
    for finding in reading.findings { print(finding.sentence) }
  }
}

extension DateOrder: ExpressibleByArgument {}
