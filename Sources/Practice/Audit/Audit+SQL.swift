import Kernel
import Store

/// The columns of an entry, named for ``AuditRow``.
let auditColumns: SQL = """
  e.id, e.at, e.staff, e.staff_name, e.action, e.patient, e.patient_set, e.subject, e.detail, e.address, e.request
  """

extension AuditRow {
  init(row: Row) throws {
    try self.init(
      id: row("id"), at: row("at"), staff: row("staff"), staffName: row("staff_name"), action: row("action"),
      patient: row("patient"), set: row("patient_set"), subject: row("subject"), detail: row("detail"),
      address: row("address"), request: row("request"))
  }
}

/// One link of the chain.
struct AuditLink: Sendable {
  let seq: Int
  let entry: ID<AuditEntry>
  let digest: [UInt8]
  let hash: [UInt8]
}

extension Transaction {
  /// The link at the end of the chain.
  func auditHead() throws -> (seq: Int, hash: [UInt8]) {
    guard let row = try row("SELECT seq, hash FROM audit_seal ORDER BY seq DESC LIMIT 1") else {
      return (0, AuditChain.start)
    }
    return try (row("seq"), row("hash"))
  }

  func auditWaiting(atMost limit: Int) throws -> [AuditRow] {
    try rows(
      """
      SELECT \(auditColumns) FROM audit_waiting w JOIN audit_entry e ON e.id = w.entry
      ORDER BY w.entry LIMIT \(limit)
      """
    ).map(AuditRow.init(row:))
  }

  /// Keeps the sealer out of PostgreSQL's watch over who read what: clearing the queue looks at all of it, and a
  /// booking that adds to it meanwhile could be asked to run again. The lock and the links' numbers guard enough.
  func withoutSerialization() throws {
    if engine == .postgres { try script("SET TRANSACTION ISOLATION LEVEL READ COMMITTED") }
  }

  func append(_ links: [AuditLink]) throws {
    for start in stride(from: 0, to: links.count, by: 500) {
      let rows = links[start..<min(start + 500, links.count)].map { link in
        "(\(link.seq), \(link.entry), \(link.digest), \(link.hash))" as SQL
      }
      try run("INSERT INTO audit_seal (seq, entry, digest, hash) VALUES \(SQL.joined(rows, by: ", "))")
    }
    guard let first = links.first else { return }
    try run(
      """
      DELETE FROM audit_waiting WHERE entry IN (SELECT entry FROM audit_seal WHERE seq >= \(first.seq))
      """)
  }
}
