import Foundation
import Kernel
import Practice
import Records
import Wire

/// Brings a patient list into the records.
struct ImportCSV {
  let records: Records
  let source: String
  let who: Who
  var maps: [String] = []
  var dates = DateOrder.monthFirst
  var interruption = Interruption()

  func run(_ path: String, report: @escaping (ImportRun.Skipped) throws -> Void) async throws -> ImportAnswer
  {
    let name = (path as NSString).lastPathComponent
    var file = try CSVFile(path: path)
    let map = try ColumnMap.read(headings: file.headings, overrides: maps)
    let reader = PatientRow(headings: file.headings, map: map.value, dates: dates)
    var run = ImportRun(
      records: records, source: source, who: who, interruption: interruption, report: report)
    var progress = ImportProgress(total: file.size)
    defer { progress.end() }
    var answer = ImportAnswer(files: 1, notes: map.findings.map(\.sentence) + reader.keptOnly)
    do {
      while let item = file.next() {
        switch item {
        case .finding(let finding):
          if finding.weight == .note { answer.notes.append(finding.description) }
          try run.skip(finding, file: name, kind: "Patient")
        case .record(let record):
          for item in reader.items(record) { try await run.add(item, file: name, line: record.line) }
          progress.show(done: file.done, settled: run.settled, "patients")
        }
      }
      try await run.flush()
    } catch is Interruption.Asked {
      try await run.settleUnderWay()
      answer.wasStopped = true
    }
    answer.count(run, seconds: progress.seconds)
    return answer
  }
}
