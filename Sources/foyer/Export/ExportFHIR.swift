import Foundation
import Kernel
import Practice
import Records
import Wire

/// Writes every patient and what is known of them as NDJSON, a file for each kind of resource.
struct ExportFHIR {
  let records: Records
  let who: Who

  func run(into folder: ExportFolder, progress: (Int) -> Void = { _ in }) async throws {
    let encoder = FHIREncoder()
    var done = 0
    try await records.exportPatients(by: who, portion: 50) { patients in
      let facts = try await records.factsForExport(of: patients.map(\.id), by: who)
      for patient in patients {
        let original = facts.originals[patient.id].flatMap(original)
        try folder.write(encoder.line(FHIR.Patient(patient, original: original)), to: "Patient.ndjson")
      }
      try write(facts.allergies, "AllergyIntolerance", folder, encoder) { FHIR.AllergyIntolerance($0) }
      try write(facts.conditions, "Condition", folder, encoder) { FHIR.Condition($0) }
      try write(facts.immunizations, "Immunization", folder, encoder) { FHIR.Immunization($0) }
      try write(facts.encounters, "Encounter", folder, encoder) { FHIR.Encounter($0) }
      try write(facts.observations, "Observation", folder, encoder) { FHIR.Observation($0) }
      try write(facts.coverages, "Coverage", folder, encoder) { FHIR.Coverage($0) }
      done += patients.count
      progress(done)
    }
    try folder.close()
  }

  private func write<Fact>(
    _ facts: [FiledFact<Fact>], _ kind: String, _ folder: ExportFolder, _ encoder: FHIREncoder,
    _ resource: (FiledFact<Fact>) -> some Encodable
  ) throws {
    for fact in facts { try folder.write(encoder.line(resource(fact)), to: kind + ".ndjson") }
  }

  private func original(_ text: String) -> FHIR.Patient? {
    var file = FHIRFile(bytes: Array(text.utf8))
    guard case .resource(let raw)? = file.next(), case .patient(let patient)? = try? FHIRDecoder().decode(raw)
    else {
      return nil
    }
    return patient
  }
}
