import Kernel
import Practice
import Store

/// Somebody who seems to live or belong with a patient, and why it seems so.
package struct HouseholdMember: Sendable, Equatable {
  package let label: PatientLabel
  package let reasons: [String]
}

extension Records {
  /// Who shares a telephone, an address or a guarantor with a patient, or is named among the people around them.
  /// Nothing is changed by it; the desk decides who goes together.
  package func household(of id: ID<Patient>, by who: Who) async throws -> [HouseholdMember] {
    try who.require(.seePatients)
    let moment = now()
    return try await store.write { tx in
      guard try tx.patient(id) != nil else { throw NotFound("patient") }
      let reasons = try tx.sharedFacts(of: id)
      let labels = try tx.patientLabels(reasons.keys.sorted())
      let members = labels.values.map { HouseholdMember(label: $0, reasons: reasons[$0.id] ?? []) }
        .sorted { ($0.label.number) < ($1.label.number) }
      try tx.audit(
        "patient.household_viewed", by: who, patients: [id.rawValue] + members.map(\.label.id.rawValue),
        at: moment)
      return members
    }
  }
}

extension Transaction {
  fileprivate func sharedFacts(of id: ID<Patient>) throws -> [ID<Patient>: [String]] {
    var found: [ID<Patient>: [String]] = [:]
    let queries: [(String, SQL)] = [
      (
        "named among the people around them",
        """
        SELECT other_patient AS other FROM related_person WHERE patient = \(id) AND other_patient IS NOT NULL
        UNION SELECT patient AS other FROM related_person WHERE other_patient = \(id)
        """
      ),
      (
        "same guarantor",
        """
        SELECT DISTINCT b.patient AS other FROM related_person a JOIN related_person b
          ON b.role = 'guarantor' AND b.other_patient = a.other_patient
        WHERE a.patient = \(id) AND a.role = 'guarantor' AND b.patient <> \(id)
        """
      ),
      (
        "same telephone",
        """
        SELECT DISTINCT b.patient AS other FROM patient_phone a JOIN patient_phone b ON b.phone = a.phone
        WHERE a.patient = \(id) AND b.patient <> \(id)
        """
      ),
      (
        "same address",
        """
        SELECT DISTINCT b.patient AS other FROM patient_address a
          JOIN patient_address b ON b.postal_code = a.postal_code AND b.lines = a.lines AND b.city = a.city
        WHERE a.patient = \(id) AND a.kind = 'home' AND b.kind = 'home' AND b.patient <> \(id) AND a.lines <> ''
        """
      ),
    ]
    for (reason, sql) in queries {
      for row in try rows(sql).prefix(20) { found[try row("other"), default: []].append(reason) }
    }
    return found
  }
}
