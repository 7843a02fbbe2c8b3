import Kernel
import Store

/// What a look through the whole trail found.
package struct AuditReport: Sendable, Equatable {
  /// Rows that hang in the chain.
  package var sealed = 0
  /// Rows that were written a moment ago and are not in the chain yet.
  package var waiting = 0
  /// The end of the chain. Noted elsewhere, it proves later that nothing before it was touched.
  package var head = AuditHead.start
  package var findings: [Finding] = []

  package var isSound: Bool { findings.isEmpty }

  package enum Finding: Sendable, Equatable {
    case changed(seq: Int, entry: String)
    /// The chain names a row that is gone.
    case missing(seq: Int, entry: String)
    /// Links are gone.
    case linksMissing(from: Int, to: Int)
    /// The row is as it was, but does not follow the one before it.
    case reordered(seq: Int, entry: String)
    /// The row is in no chain and waits for none: it was put in, or its link was removed.
    case inserted(entry: String)
    /// The list of patients of some row is not the one it was.
    case patientsChanged(set: String)
    /// The chain does not reach to the end that was noted, or reads differently there.
    case anchorLost(seq: Int)

    package var sentence: String {
      switch self {
      case .changed(let seq, let entry): "Row \(seq) (\(entry)) was changed."
      case .missing(let seq, let entry): "Row \(seq) (\(entry)) is missing."
      case .linksMissing(let from, let to) where from == to: "Link \(from) is missing."
      case .linksMissing(let from, let to): "Links \(from) to \(to) are missing."
      case .reordered(let seq, let entry):
        "Row \(seq) (\(entry)) does not follow the row before it: rows were put in, taken out or moved."
      case .inserted(let entry): "Row \(entry) is in no chain: it was put in, or its link was removed."
      case .patientsChanged(let set): "The list of patients \(set) was changed."
      case .anchorLost(let seq): "The chain does not agree with the noted link \(seq)."
      }
    }
  }
}

/// A link of the chain, as it is noted on paper: `1234:9f86d0…`
package struct AuditHead: Sendable, Equatable {
  package let seq: Int
  package let hash: [UInt8]

  static let start = AuditHead(seq: 0, hash: AuditChain.start)

  package init(seq: Int, hash: [UInt8]) {
    self.seq = seq
    self.hash = hash
  }

  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":")
    guard parts.count == 2, let seq = Int(parts[0]), let hash = Hex.bytes(parts[1]), hash.count == 32 else {
      return nil
    }
    self.init(seq: seq, hash: hash)
  }

  package var text: String { "\(seq):\(Hex.text(hash))" }
}

extension Practice {
  /// Walks the whole chain, some thousand rows at a time, and says what does not hold. `anchor` is a link that was
  /// noted before; `progress` hears how many rows were walked.
  package func verifyAudit(
    anchor: AuditHead? = nil, progress: (Int) -> Void = { _ in }
  ) async throws -> AuditReport {
    var walk = AuditWalk(anchor: anchor)
    while true {
      let after = walk.report.head.seq
      let page = try await store.read { tx in try tx.auditLinks(after: after, atMost: 2000) }
      if page.isEmpty { break }
      for (link, row) in page { walk.step(link, row) }
      progress(walk.report.sealed)
    }
    walk.finish()
    walk.report.findings += try await strayEntries()
    walk.report.findings += try await changedSets()
    walk.report.waiting = try await store.read { tx in
      try tx.value("SELECT COUNT(*) FROM audit_waiting") ?? 0
    }
    return walk.report
  }

  private func strayEntries() async throws -> [AuditReport.Finding] {
    try await store.read { tx in
      try tx.rows(
        """
        SELECT e.id FROM audit_entry e
        LEFT JOIN audit_seal s ON s.entry = e.id
        LEFT JOIN audit_waiting w ON w.entry = e.id
        WHERE s.entry IS NULL AND w.entry IS NULL
        ORDER BY e.id LIMIT 1000
        """
      ).map { try .inserted(entry: $0("id")) }
    }
  }

  /// The members of each set have to be what its name says.
  private func changedSets() async throws -> [AuditReport.Finding] {
    var findings: [AuditReport.Finding] = []
    var last = ""
    while true {
      let after = last
      let sets = try await store.read { tx -> [(String, [String])] in
        let names: [String] = try tx.rows(
          "SELECT id FROM audit_set WHERE id > \(after) ORDER BY id LIMIT 100"
        ).map { try $0("id") }
        return try names.map { name in
          let members: [String] = try tx.rows(
            "SELECT patient FROM audit_set_patient WHERE patient_set = \(name)"
          ).map { try $0("patient") }
          return (name, members)
        }
      }
      guard let end = sets.last else { return findings }
      for (name, members) in sets where auditSetName(members.sorted()) != name {
        findings.append(.patientsChanged(set: name))
      }
      last = end.0
    }
  }
}

/// The walk itself: links and rows in, findings out.
struct AuditWalk {
  private let anchor: AuditHead?
  private(set) var foundAnchor = false
  var report = AuditReport()

  init(anchor: AuditHead?) { self.anchor = anchor }

  mutating func step(_ link: AuditLink, _ row: AuditRow?) {
    let before = report.head
    if link.seq != before.seq + 1 {
      report.findings.append(.linksMissing(from: before.seq + 1, to: link.seq - 1))
    }
    let entry = link.entry.rawValue
    if let row {
      if AuditChain.digest(of: row) != link.digest {
        report.findings.append(.changed(seq: link.seq, entry: entry))
      } else if link.seq == before.seq + 1,
        AuditChain.hash(after: before.hash, digest: link.digest) != link.hash
      {
        report.findings.append(.reordered(seq: link.seq, entry: entry))
      }
    } else {
      report.findings.append(.missing(seq: link.seq, entry: entry))
    }
    report.sealed += 1
    report.head = AuditHead(seq: link.seq, hash: link.hash)
    if let anchor, report.head == anchor { foundAnchor = true }
  }

  mutating func finish() {
    if let anchor, anchor.seq > 0, !foundAnchor { report.findings.append(.anchorLost(seq: anchor.seq)) }
  }
}

extension Transaction {
  fileprivate func auditLinks(after seq: Int, atMost limit: Int) throws -> [(AuditLink, AuditRow?)] {
    try rows(
      """
      SELECT s.seq, s.entry, s.digest, s.hash, \(auditColumns)
      FROM audit_seal s LEFT JOIN audit_entry e ON e.id = s.entry
      WHERE s.seq > \(seq) ORDER BY s.seq LIMIT \(limit)
      """
    ).map { row in
      let there: String? = try row("id")
      let link = try AuditLink(
        seq: row("seq"), entry: row("entry"), digest: row("digest"), hash: row("hash"))
      return (link, there == nil ? nil : try AuditRow(row: row))
    }
  }
}
