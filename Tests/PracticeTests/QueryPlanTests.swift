import Kernel
import Practice
import Store
import Support
import Testing

/// The statements that every request or every page of a list runs find their rows by an index.
struct QueryPlanTests {
  private func plan(_ tx: Transaction, _ sql: SQL) throws -> String {
    let rows = try tx.rows("EXPLAIN QUERY PLAN \(sql)")
    let lines: [String] = try rows.map { try $0("detail") }
    return lines.joined(separator: "\n")
  }

  @Test(arguments: [
    "SELECT seen_at FROM session WHERE token_hash = x'00'",
    "SELECT at FROM sign_in_attempt WHERE account = 'a' AND at > 5 ORDER BY at DESC LIMIT 30",
    "SELECT at FROM sign_in_attempt WHERE address = 'a' AND at > 5 ORDER BY at DESC LIMIT 30",
    "SELECT id FROM staff_disabling WHERE staff = 'a' AND ended_at IS NULL",
    "SELECT id FROM audit_entry WHERE staff = 'a' ORDER BY id DESC LIMIT 100",
    "SELECT id FROM audit_entry WHERE patient = 'a' ORDER BY id DESC LIMIT 100",
    "SELECT id FROM audit_entry WHERE id < 'a' ORDER BY id DESC LIMIT 100",
    "SELECT patient_set FROM audit_set_patient WHERE patient = 'a'",
    "SELECT seq FROM audit_seal ORDER BY seq DESC LIMIT 1",
    "SELECT entry FROM audit_seal WHERE seq > 5 ORDER BY seq LIMIT 100",
    "SELECT id FROM closure WHERE last_day >= '2026-01-01' AND first_day <= '2026-01-02'",
  ])
  func `finds its rows by an index, in their order`(statement: String) async throws {
    try await withOffice(.sqlite) { office in
      let plan: String = try await office.store.read { tx in try self.plan(tx, SQL(stringLiteral: statement))
      }
      #expect(plan.contains("SEARCH") || plan.contains("SCAN audit_seal"), "\(plan)")
      #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
    }
  }
}
