import Foundation
import Kernel
import Practice
import Records
import Wire

/// An import on its way: hands over in batches, counts, reports, and stops between two batches when asked to. While one
/// batch is written, the next one is read.
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
  private typealias Batch = [(item: ImportedItem, file: String, line: Int)]
  private var batch: Batch = []
  private var batchBytes = 0
  private var underWay: (batch: Batch, outcomes: Task<[ImportOutcome], any Error>)?

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
    if batch.count >= Self.batchSize || batchBytes > Self.batchLimit { try await handOver() }
  }

  mutating func skip(_ finding: Wire.Finding, file: String, kind: String = "") throws {
    guard finding.weight != .note else { return }
    try skip(file, finding.line, finding.sentence, kind)
  }

  /// Settles all that was added.
  mutating func flush() async throws {
    try await handOver()
    try await settleUnderWay()
  }

  /// Begins to write what was added, once what was handed over before is settled.
  private mutating func handOver() async throws {
    try await settleUnderWay()
    try interruption.check()
    guard !batch.isEmpty else { return }
    let (records, source, who, items) = (records, source, who, batch.map(\.item))
    underWay = (batch, Task { try await records.importBatch(items, source: source, by: who) })
    batch.removeAll(keepingCapacity: true)
    batchBytes = 0
  }

  /// Waits for the batch that is being written, also where the import ends before its end: it counts.
  mutating func settleUnderWay() async throws {
    guard let (batch, outcomes) = underWay else { return }
    underWay = nil
    for (one, outcome) in zip(batch, try await outcomes.value) {
      switch outcome.result {
      case .created: counts[one.item.kind, default: Counts()].new += 1
      case .updated: counts[one.item.kind, default: Counts()].changed += 1
      case .unchanged: counts[one.item.kind, default: Counts()].unchanged += 1
      case .refused(let sentence):
        try skip(one.file, one.line, "\(one.item.kind) \(one.item.external): \(sentence)", one.item.kind)
      }
      remarks += outcome.remarks.isEmpty ? 0 : 1
    }
  }

  private mutating func skip(_ file: String, _ line: Int, _ reason: String, _ kind: String) throws {
    let one = Skipped(file: file, line: line, reason: reason)
    if !kind.isEmpty { counts[kind, default: Counts()].skipped += 1 }
    skippedInAll += 1
    if skipped.count < Self.mostSkipped { skipped.append(one) }
    try report(one)
  }
}
