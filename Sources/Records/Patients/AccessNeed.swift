import Kernel
import Practice
import Store

/// What a patient needs so that a visit can go well, as a fact the schedule plans with.
package enum AccessNeed: String, Sendable, CaseIterable, Stored {
  case mobility, complex, lift, quiet, largePrint = "large_print", companion

  package var words: String {
    switch self {
    case .mobility: "Help with moving"
    case .complex: "Complex care"
    case .lift: "Lift or ground floor"
    case .quiet: "Quiet room"
    case .largePrint: "Large print"
    case .companion: "Comes with a companion"
    }
  }
}

/// The access needs of the patients. One that has ended stays, with who ended it.
let accessNeedTables = """
  CREATE TABLE patient_access_need (
    patient TEXT NOT NULL REFERENCES patient (id),
    need TEXT NOT NULL CHECK (need IN ('mobility', 'complex', 'lift', 'quiet', 'large_print', 'companion')),
    since {instant} NOT NULL,
    said_by TEXT NOT NULL,
    ended_at {instant},
    ended_by TEXT,
    PRIMARY KEY (patient, need, since),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
  ) {strict};
  """

extension Records {
  /// Says which access needs a patient has now: what is new begins, what is missing ends.
  package func keep(_ needs: Set<AccessNeed>, of id: ID<Patient>, by who: Who) async throws {
    try who.require(.editPatients)
    let moment = now()
    try await store.write { tx in
      let known: Int? = try tx.value("SELECT number FROM patient WHERE id = \(id)")
      guard known != nil else { throw NotFound("patient") }
      let before = try tx.accessNeeds(of: id)
      if before == needs { return }
      for need in before.subtracting(needs) {
        try tx.run(
          """
          UPDATE patient_access_need SET ended_at = \(moment), ended_by = \(who.name)
          WHERE patient = \(id) AND need = \(need) AND ended_at IS NULL
          """)
      }
      for need in needs.subtracting(before) {
        try tx.run(
          """
          INSERT INTO patient_access_need (patient, need, since, said_by)
          VALUES (\(id), \(need), \(moment), \(who.name))
          """)
      }
      try tx.audit("patient.needs_changed", by: who, patients: [id.rawValue], at: moment)
    }
  }

  /// The access needs that hold now. Seeing them is written to the audit trail.
  package func accessNeeds(of id: ID<Patient>, by who: Who) async throws -> Set<AccessNeed> {
    try who.require(.seePatients)
    let moment = now()
    return try await store.write { tx in
      try tx.audit("patient.needs_viewed", by: who, patients: [id.rawValue], at: moment)
      return try tx.accessNeeds(of: id)
    }
  }
}

extension Transaction {
  package func accessNeeds(of id: ID<Patient>) throws -> Set<AccessNeed> {
    Set(
      try rows("SELECT need FROM patient_access_need WHERE patient = \(id) AND ended_at IS NULL").map {
        try $0("need")
      })
  }
}
