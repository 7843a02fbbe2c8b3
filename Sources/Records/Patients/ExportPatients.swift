import Kernel
import Practice
import Store

extension Records {
  /// Hands every patient to `take`, some hundred at a time in the order of their numbers. Each portion is written
  /// into the audit trail before it is handed over, and no transaction stays open while it is worked on.
  package func exportPatients(
    by who: Who, portion: Int = 500, _ take: ([Patient]) async throws -> Void
  ) async throws {
    try who.require(.exportData)
    var last = 0
    while true {
      let (after, moment) = (last, now())
      let patients = try await store.write { tx in
        let ids = try tx.rows(
          "SELECT id FROM patient WHERE number > \(after) ORDER BY number LIMIT \(portion)"
        ).map { try $0("id") as ID<Patient> }
        if !ids.isEmpty {
          try tx.audit("patients.exported", by: who, patients: ids.map(\.rawValue), at: moment)
        }
        return try tx.patients(ids)
      }
      guard let end = patients.last else { return }
      last = end.number
      try await take(patients)
    }
  }

  /// How many patients there are, for progress.
  package func patientCount() async throws -> Int {
    try await store.read { try $0.value("SELECT COUNT(*) FROM patient") ?? 0 }
  }
}
