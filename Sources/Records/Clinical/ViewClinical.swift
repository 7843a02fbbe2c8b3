import Kernel
import Practice
import Store

/// What is known of a patient's health.
package struct ClinicalSheet: Sendable {
  package let allergies: [Allergy]
  package let conditions: [HealthCondition]
  package let immunizations: [Immunization]
  /// The latest, newest first.
  package let vitals: [Observation]
  package let observations: [Observation]
  package let encounters: [Encounter]
}

extension Records {
  /// Opens the clinical side of a record.
  package func clinical(of id: ID<Patient>, by who: Who) async throws -> ClinicalSheet {
    try who.require(.seeClinical)
    let moment = now()
    return try await store.write { tx in
      try tx.requirePatient(id)
      try tx.audit("patient.clinical_viewed", by: who, patients: [id.rawValue], at: moment)
      return ClinicalSheet(
        allergies: try Allergy.all(of: id, order: "text", in: tx),
        conditions: try HealthCondition.all(of: id, order: "onset DESC", in: tx),
        immunizations: try Immunization.all(of: id, order: "occurred_day DESC, occurred_at DESC", in: tx),
        vitals: try tx.observations(of: id, category: "vital-signs", limit: 200),
        observations: try tx.observations(of: id, category: nil, limit: 500),
        encounters: try Encounter.all(of: id, order: "start_at DESC", in: tx))
    }
  }

  /// The patient's coverages, in the order in which they are billed.
  package func coverages(of id: ID<Patient>, by who: Who) async throws -> [Coverage] {
    try who.require(.seePatients)
    let moment = now()
    return try await store.write { tx in
      try tx.requirePatient(id)
      try tx.audit("patient.coverage_viewed", by: who, patients: [id.rawValue], at: moment)
      return try Coverage.all(of: id, order: "COALESCE(rank, 99), from_day DESC", in: tx)
    }
  }
}

extension Transaction {
  func requirePatient(_ id: ID<Patient>) throws {
    let known: Int? = try value("SELECT number FROM patient WHERE id = \(id)")
    guard known != nil else { throw NotFound("patient") }
  }
}
