import Foundation
import Kernel
import Practice
import Records
import Store
import Support

/// A records room on a fresh database: 23 November 2026, nine in the morning.
func withRecords(_ engine: EngineKind, _ body: (Records, Store) async throws -> Void) async throws {
  try await withStore(engine, storeSchema + practiceSchema + recordsSchema) { store in
    try await body(Records(store: store, now: { morning }), store)
  }
}

let morning = Instant(milliseconds: 1_795_424_400_000)

let nina = Who(staff: "0199a000-0000-7000-8000-000000000001", name: "Nina Alvarez", roles: [.frontDesk])
let tom = Who(staff: "0199a000-0000-7000-8000-000000000002", name: "Tom Becker", roles: [.frontDesk])
let auditor = Who(staff: "0199a000-0000-7000-8000-000000000003", name: "Ada Ito", roles: [.auditor])

func ruth() -> PatientDraft {
  PatientDraft(
    family: "Cohen", given: "Ruth", birthDate: "1970-03-11", sex: .female,
    phones: [.init("(617) 555-0100", mayText: true)])
}

/// A key that no form used before.
func aKey() -> String { ID<Records>().rawValue }

func auditActions(_ store: Store) async throws -> [String] {
  try await store.read { tx in
    try tx.rows("SELECT action FROM audit_entry ORDER BY action").map { try $0("action") }
  }
}

extension String {
  var precomposed: String { precomposedStringWithCanonicalMapping }
}
