import Foundation
import Kernel
import Practice
import Records
import Wire

/// Brings FHIR files into the records.
struct ImportFHIR {
  let records: Records
  let source: String
  let who: Who
  var interruption = Interruption()

  func run(_ paths: [String], report: @escaping (ImportRun.Skipped) throws -> Void) async throws
    -> ImportAnswer
  {
    var run = ImportRun(
      records: records, source: source, who: who, interruption: interruption, report: report)
    var intake = FHIRIntake()
    let sizes = paths.map(size)
    var progress = ImportProgress(total: sizes.reduce(0, +) * FHIRIntake.Pass.allCases.count)
    defer { progress.end() }
    var answer = ImportAnswer(files: paths.count)
    var before = 0
    do {
      for pass in FHIRIntake.Pass.allCases {
        for (path, size) in zip(paths, sizes) {
          try await read(path, pass, &intake, &run) { done, settled in
            progress.show(done: before + done, settled: settled, pass.words)
          }
          before += size
        }
        try await run.flush()
      }
    } catch is Interruption.Asked {
      try await run.settleUnderWay()
      answer.wasStopped = true
    }
    answer.count(run, seconds: progress.seconds)
    return answer
  }

  private func read(
    _ path: String, _ pass: FHIRIntake.Pass, _ intake: inout FHIRIntake, _ run: inout ImportRun,
    progress: (Int, Int) -> Void
  ) async throws {
    let name = (path as NSString).lastPathComponent
    var file: FHIRFile
    do {
      file = try FHIRFile(path: path)
    } catch {
      if pass == .facts { try run.skip(Wire.Finding(.stopped, line: 0, error.sentence), file: name) }
      return
    }
    var count = 0
    while let item = file.next() {
      switch item {
      // Each pass meets the same faults; the last one reports them.
      case .finding(let finding): if pass == .facts { try run.skip(finding, file: name) }
      case .resource(let raw):
        var items: [ImportedItem] = []
        do {
          items = try intake.take(raw, in: pass)
        } catch {
          try run.skip(error.finding, file: name, kind: raw.type)
        }
        for item in items { try await run.add(item, file: name, line: raw.line) }
      }
      count += 1
      if count.isMultiple(of: 64) {
        try interruption.check()
        progress(file.done, run.settled)
      }
    }
  }

  private func size(_ path: String) -> Int {
    ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int) ?? 0
  }
}

extension FHIRIntake.Pass {
  fileprivate var words: String {
    switch self {
    case .names: "looking through"
    case .patients: "patients"
    case .facts: "what belongs to them"
    }
  }
}

/// The files that an import means: itself, or everything below a folder that looks like FHIR.
func fhirFiles(_ path: String) throws -> [String] {
  var isFolder: ObjCBool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
    throw InvalidInput("file", "There is no file or folder \(path).")
  }
  guard isFolder.boolValue else { return [path] }
  let ends = [".json", ".ndjson", ".jsonl"].flatMap { [$0, $0 + ".gz"] }
  let found = (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? [])
    .filter { name in ends.contains { name.lowercased().hasSuffix($0) } }
    .map { (path as NSString).appendingPathComponent($0) }.sorted()
  guard !found.isEmpty else {
    throw InvalidInput(
      "file", "There are no FHIR files in \(path): none ends in .json or .ndjson, plain or .gz.")
  }
  return found
}
