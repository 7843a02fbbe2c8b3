import Kernel
import Store

/// What somebody wants to see of the trail. What is left out is not asked for.
package struct AuditQuestion: Sendable, Equatable {
  package var staff: ID<Staff>?
  package var patient: String?
  /// An action, `patient.viewed`, or what it begins with, `patient`.
  package var action: String
  package var from: Instant?
  package var until: Instant?
  /// Only what is older than this entry: the next page.
  package var before: ID<AuditEntry>?
  package var limit: Int

  package init(
    staff: ID<Staff>? = nil, patient: String? = nil, action: String = "", from: Instant? = nil,
    until: Instant? = nil, before: ID<AuditEntry>? = nil, limit: Int = 100
  ) {
    self.staff = staff
    self.patient = patient
    self.action = action
    self.from = from
    self.until = until
    self.before = before
    self.limit = limit
  }
}

package struct AuditPage: Sendable, Equatable {
  /// Newest first.
  package let entries: [AuditEntry]
  /// Whether there are older ones; ask again with `before:` the last of these.
  package let isMore: Bool
}

extension Practice {
  /// Reads the trail. Reading it is an entry of it.
  package func audit(_ question: AuditQuestion, by who: Who) async throws -> AuditPage {
    try who.require(.seeAudit)
    let moment = now()
    let limit = min(max(question.limit, 1), 500)
    var question = question
    question.action = try cleanLine(question.action, "action", "The action", mayBeEmpty: true)
    question.patient = try question.patient.map { patient throws(InvalidInput) in
      try cleanLine(patient, "patient", "The patient")
    }
    let asked = question
    // A rare action is looked for through years of entries: not while SQLite's one writer waits.
    let page = try await store.read { tx in
      let rows = try tx.auditRows(asked, atMost: limit + 1)
      return try AuditPage(entries: tx.withPatients(Array(rows.prefix(limit))), isMore: rows.count > limit)
    }
    try await store.write { tx in
      try tx.audit(
        "audit.viewed", by: who, patients: asked.patient.map { [$0] } ?? [], detail: asked.words, at: moment)
    }
    return page
  }
}

extension AuditQuestion {
  /// What was asked, for the trail.
  fileprivate var words: String {
    [
      staff.map { "staff \($0)" }, action.isEmpty ? nil : "action \(action)",
      from.map { "from \($0.iso8601)" },
      until.map { "until \($0.iso8601)" },
    ].compactMap { $0 }.joined(separator: ", ")
  }
}

extension Transaction {
  fileprivate func auditRows(_ question: AuditQuestion, atMost limit: Int) throws -> [AuditRow] {
    var conditions: [SQL] = []
    if let staff = question.staff { conditions.append("e.staff = \(staff)") }
    if let patient = question.patient {
      conditions.append(
        """
        e.id IN (
          SELECT id FROM audit_entry WHERE patient = \(patient)
          UNION ALL
          SELECT f.id FROM audit_set_patient p JOIN audit_entry f ON f.patient_set = p.patient_set
          WHERE p.patient = \(patient))
        """)
    }
    if !question.action.isEmpty {
      conditions.append(
        "(e.action = \(question.action) OR e.action LIKE \(prefix(question.action)) ESCAPE '!')")
    }
    // Identifiers sort by time, so a range of time is a range of them, and needs no index of its own.
    if let from = question.from { conditions.append("e.id >= \(floor(from))") }
    if let until = question.until { conditions.append("e.id < \(floor(until))") }
    if let before = question.before { conditions.append("e.id < \(before)") }
    if conditions.isEmpty { conditions = ["TRUE"] }
    return try rows(
      """
      SELECT \(auditColumns) FROM audit_entry e WHERE \(SQL.joined(conditions, by: " AND "))
      ORDER BY e.id DESC LIMIT \(limit)
      """
    ).map(AuditRow.init(row:))
  }

  fileprivate func withPatients(_ rows: [AuditRow]) throws -> [AuditEntry] {
    var members: [String: [String]] = [:]
    let sets = Set(rows.compactMap(\.set))
    if !sets.isEmpty {
      let found = try self.rows(
        "SELECT patient_set, patient FROM audit_set_patient WHERE patient_set IN (\(each: sets.sorted()))")
      for row in found { members[try row("patient_set"), default: []].append(try row("patient")) }
    }
    return rows.map { row in
      AuditEntry(
        id: row.id, at: row.at, staff: row.staff, staffName: row.staffName, action: row.action,
        patients: row.patient.map { [$0] } ?? row.set.flatMap { members[$0]?.sorted() } ?? [],
        subject: row.subject, detail: row.detail, address: row.address, request: row.request)
    }
  }
}

/// `patient.` and whatever follows.
private func prefix(_ action: String) -> String {
  action.reduce(into: "") { out, sign in
    if "%_!".contains(sign) { out.append("!") }
    out.append(sign)
  } + ".%"
}

/// What every identifier made at `moment` or later begins with or sorts after.
private func floor(_ moment: Instant) -> String {
  var zero = NoRandomness()
  return String(ID<AuditEntry>(at: moment, using: &zero).rawValue.prefix(13))
}

private struct NoRandomness: RandomNumberGenerator {
  mutating func next() -> UInt64 { 0 }
}
