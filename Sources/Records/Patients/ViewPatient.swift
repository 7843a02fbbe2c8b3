import Kernel
import Practice
import Store

/// All that the patient's own page shows of who they are.
package struct PatientSheet: Sendable {
  package let patient: Patient
  /// Notes and alerts in force, newest first.
  package let notes: [DeskNote]
  package let hasPhoto: Bool

  package var alerts: [DeskNote] { notes.filter { $0.kind == .alert } }
}

extension Records {
  /// Opens a patient's record. That it was seen is written down before it is shown.
  package func patient(_ id: ID<Patient>, by who: Who) async throws -> PatientSheet {
    try who.require(.seePatients)
    let moment = now()
    return try await store.write { tx in
      guard let patient = try tx.patient(id) else { throw NotFound("patient") }
      let photo: String? = try tx.value("SELECT media FROM patient_photo WHERE patient = \(id)")
      try tx.audit("patient.viewed", by: who, patients: [id.rawValue], at: moment)
      return PatientSheet(patient: patient, notes: try tx.notes(of: id), hasPhoto: photo != nil)
    }
  }

  /// Everything that was ever changed in a record, newest first.
  package func history(of id: ID<Patient>, by who: Who) async throws -> [PatientChange] {
    try who.require(.seePatients)
    let moment = now()
    return try await store.write { tx in
      let known: Int? = try tx.value("SELECT number FROM patient WHERE id = \(id)")
      guard known != nil else { throw NotFound("patient") }
      try tx.audit("patient.history_viewed", by: who, patients: [id.rawValue], at: moment)
      return try tx.changes(of: id).reversed()
    }
  }
}
