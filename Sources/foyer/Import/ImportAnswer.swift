import ArgumentParser
import Foundation
import Kernel

/// What an import says at its end.
struct ImportAnswer: Codable, Sendable {
  var files = 0
  var kinds: [String: ImportRun.Counts] = [:]
  var skipped: [ImportRun.Skipped] = []
  var skippedInAll = 0
  /// How many were kept, though something in them could not be read as it was meant.
  var remarked = 0
  var notes: [String] = []
  var seconds = 0.0
  var perSecond = 0
  var wasStopped = false

  private var settled: Int { kinds.values.reduce(0) { $0 + $1.new + $1.changed + $1.unchanged } }

  /// 0 all is in, 2 something was skipped or the work was stopped, 1 nothing could be read.
  var exitCode: Int32 {
    if settled == 0, skippedInAll > 0 || !wasStopped { return 1 }
    return skippedInAll > 0 || wasStopped ? 2 : 0
  }

  mutating func count(_ run: ImportRun, seconds taken: Double) {
    kinds = run.counts
    skipped = run.skipped
    skippedInAll = run.skippedInAll
    remarked = run.remarks
    seconds = (taken * 10).rounded() / 10
    perSecond = Int(Double(settled) / max(0.001, taken))
  }

  /// For a person at a terminal.
  var text: String {
    var lines: [String] = notes
    for (kind, counts) in kinds.sorted(by: {
      ($0.key == "Patient" ? "" : $0.key) < ($1.key == "Patient" ? "" : $1.key)
    }) {
      var line = "\(kind): \(counts.new) new"
      if counts.changed > 0 { line += ", \(counts.changed) changed" }
      line += ", \(counts.unchanged) unchanged"
      if counts.skipped > 0 { line += ", \(counts.skipped) skipped" }
      lines.append(line)
    }
    if remarked > 0 {
      lines.append("\(remarked) were kept with a remark; a patient's stands as a note on the record.")
    }
    lines += skipped.prefix(20).map { "skipped: \($0.file), line \($0.line): \($0.reason)" }
    if skippedInAll > 20 { lines.append("… and \(skippedInAll - 20) more; --report FILE lists them all.") }
    lines.append(
      wasStopped
        ? "Stopped. What is in stays in; run the same command again to go on."
        : "\(settled) items from \(files) \(files == 1 ? "file" : "files") in \(seconds) s, \(perSecond)/s; "
          + (skippedInAll == 0 ? "nothing was skipped." : "\(skippedInAll) skipped."))
    return lines.joined(separator: "\n")
  }
}

/// What every import can be told.
struct ImportFlags: ParsableArguments {
  @Option(help: "Writes everything that was skipped to this file: file, line and reason, with tabs between.")
  var report: String?
  @Flag(help: "Answers in JSON.") var json = false

  /// Opens the report; what it returns writes one line.
  func reporter() throws -> (ImportRun.Skipped) throws -> Void {
    guard let report else { return { _ in } }
    guard
      FileManager.default.createFile(atPath: report, contents: nil, attributes: [.posixPermissions: 0o600]),
      let file = FileHandle(forWritingAtPath: report)
    else { throw InvalidInput("report", "The report \(report) cannot be written. Choose another place.") }
    return { one in
      let reason = one.reason.replacing("\t", with: " ").replacing("\n", with: " ")
      try file.write(contentsOf: Data("\(one.file)\t\(one.line)\t\(reason)\n".utf8))
    }
  }

  func say(_ answer: ImportAnswer) throws {
    if json { try printJSON(answer) } else { print(answer.text) }
    if answer.exitCode != 0 { throw ExitCode(answer.exitCode) }
  }
}
