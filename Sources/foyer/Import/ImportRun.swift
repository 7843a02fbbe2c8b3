import Foundation
import Kernel
import Practice
import Records
import Wire

/// An import on its way: hands over in batches, counts, reports, and stops between two batches when asked to.
struct ImportRun {
  struct Counts: Codable, Equatable, Sendable {
    var new = 0
    var changed = 0
    var unchanged = 0
    var skipped = 0
  }

  struct Skipped: Codable, Equatable, Sendable {
    let file: String
    let line: Int
    let reason: String
  }

  let records: Records
  let source: String
  let who: Who
  let interruption: Interruption
  /// Hears of everything that was skipped, as it happens.
  let report: (Skipped) throws -> Void

  private(set) var counts: [String: Counts] = [:]
  private(set) var skipped: [Skipped] = []
  private(set) var skippedInAll = 0
  private(set) var remarks = 0
  private var batch: [(item: ImportedItem, file: String, line: Int)] = []
  private var batchBytes = 0

  init(
    records: Records, source: String, who: Who, interruption: Interruption = Interruption(),
    report: @escaping (Skipped) throws -> Void
  ) {
    self.records = records
    self.source = source
    self.who = who
    self.interruption = interruption
    self.report = report
  }

  private static let batchSize = 500
  private static let batchLimit = 8 << 20
  /// No more than this many are kept for the answer; the report has them all.
  private static let mostSkipped = 1000

  /// How many items have been settled.
  var settled: Int { counts.values.reduce(0) { $0 + $1.new + $1.changed + $1.unchanged } }

  mutating func add(_ item: ImportedItem, file: String, line: Int) async throws {
    batch.append((item, file, line))
    batchBytes += item.raw.utf8.count
    if batch.count >= Self.batchSize || batchBytes > Self.batchLimit { try await flush() }
  }

  mutating func skip(_ finding: Wire.Finding, file: String, kind: String = "") throws {
    guard finding.weight != .note else { return }
    try skip(file, finding.line, finding.sentence, kind)
  }

  /// Settles what is waiting.
  mutating func flush() async throws {
    try interruption.check()
    guard !batch.isEmpty else { return }
    let outcomes = try await records.importBatch(batch.map(\.item), source: source, by: who)
    for (one, outcome) in zip(batch, outcomes) {
      switch outcome.result {
      case .created: counts[one.item.kind, default: Counts()].new += 1
      case .updated: counts[one.item.kind, default: Counts()].changed += 1
      case .unchanged: counts[one.item.kind, default: Counts()].unchanged += 1
      case .refused(let sentence):
        try skip(one.file, one.line, "\(one.item.kind) \(one.item.external): \(sentence)", one.item.kind)
      }
      remarks += outcome.remarks.isEmpty ? 0 : 1
    }
    batch.removeAll(keepingCapacity: true)
    batchBytes = 0
  }

  private mutating func skip(_ file: String, _ line: Int, _ reason: String, _ kind: String) throws {
    let one = Skipped(file: file, line: line, reason: reason)
    if !kind.isEmpty { counts[kind, default: Counts()].skipped += 1 }
    skippedInAll += 1
    if skipped.count < Self.mostSkipped { skipped.append(one) }
    try report(one)
  }
}
