import Kernel
import Practice
import Store

/// A fact under its own identifier, and whose it is.
package struct FiledFact<Fact: Sendable>: Sendable {
  package let id: String
  package let patient: ID<Patient>
  package let fact: Fact
}

/// All that is known of some patients besides the record itself.
package struct FactsForExport: Sendable {
  package let allergies: [FiledFact<Allergy>]
  package let conditions: [FiledFact<HealthCondition>]
  package let immunizations: [FiledFact<Immunization>]
  package let encounters: [FiledFact<Encounter>]
  package let observations: [FiledFact<Observation>]
  package let coverages: [FiledFact<Coverage>]
  /// The patient as another system sent them, word for word, where one did.
  package let originals: [ID<Patient>: String]
}

extension Records {
  /// The facts of patients whom ``exportPatients(by:portion:_:)`` just handed over, which wrote it into the audit
  /// trail.
  package func factsForExport(of patients: [ID<Patient>], by who: Who) async throws -> FactsForExport {
    try who.require(.exportData)
    return try await store.read { tx in
      var observations = try tx.filed(Observation.self, of: patients)
      let parts = try tx.observationParts(of: patients)
      observations = observations.map { one in
        var fact = one.fact
        fact.parts = parts[one.id] ?? []
        return FiledFact(id: one.id, patient: one.patient, fact: fact)
      }
      return FactsForExport(
        allergies: try tx.filed(Allergy.self, of: patients),
        conditions: try tx.filed(HealthCondition.self, of: patients),
        immunizations: try tx.filed(Immunization.self, of: patients),
        encounters: try tx.filed(Encounter.self, of: patients), observations: observations,
        coverages: try tx.filed(Coverage.self, of: patients), originals: try tx.originals(of: patients))
    }
  }
}

extension Transaction {
  fileprivate func filed<Fact: ClinicalFact>(
    _ kind: Fact.Type, of patients: [ID<Patient>]
  ) throws -> [FiledFact<Fact>] {
    try rows(
      """
      SELECT \(SQL(stringLiteral: Fact.columnList)) FROM \(SQL(stringLiteral: Fact.table))
      WHERE patient IN (\(each: patients)) ORDER BY patient, id
      """
    ).map { FiledFact(id: try $0("id"), patient: try $0("patient"), fact: try Fact(row: $0)) }
  }

  fileprivate func observationParts(of patients: [ID<Patient>]) throws -> [String: [Observation.Part]] {
    try rows(
      """
      SELECT p.observation, p.code_system, p.code, p.text, p.number, p.unit, p.written
      FROM observation o JOIN observation_part p ON p.observation = o.id
      WHERE o.patient IN (\(each: patients)) ORDER BY p.observation, p.place
      """
    ).reduce(into: [:]) { parts, row in
      let value = Observation.Value(
        number: try row("number"), unit: try row("unit"), written: try row("written"))
      parts[try row("observation"), default: []].append(Observation.Part(try Code(row: row), value))
    }
  }

  fileprivate func originals(of patients: [ID<Patient>]) throws -> [ID<Patient>: String] {
    try rows(
      """
      SELECT patient, raw FROM imported_resource
      WHERE patient IN (\(each: patients)) AND kind = 'Patient' ORDER BY imported_at
      """
    ).reduce(into: [:]) { $0[try $1("patient")] = try $1("raw") }
  }
}
