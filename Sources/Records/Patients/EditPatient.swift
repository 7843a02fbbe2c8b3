import Kernel
import Practice
import Store

/// Somebody saved the record while this person was typing: both are shown, nothing is lost, nothing overwritten.
package struct PatientChangedMeanwhile: Refusal {
  /// The record as it is now; its version goes with the next try.
  package let current: Patient
  /// What the others changed since, oldest first.
  package let changes: [PatientChange]

  package var sentence: String {
    let names = changes.reduce(into: [String]()) { if !$0.contains($1.by) { $0.append($1.by) } }
    let fields = changes.reduce(into: [String]()) {
      if !$0.contains($1.field.label) { $0.append($1.field.label) }
    }
    return """
      \(names.joined(separator: " and ")) saved this record while you were typing and changed the \
      \(fields.joined(separator: ", ")). Look at both and save again.
      """
  }
}

extension Records {
  /// Saves a record as the form has it now, and keeps what each field said before.
  ///
  /// - Throws: ``PatientChangedMeanwhile`` where somebody saved after the version that the form was filled from.
  package func edit(_ id: ID<Patient>, seen version: Int, _ draft: PatientDraft, by who: Who) async throws
    -> Patient
  {
    try who.require(.editPatients)
    let facts = try draft.checked(today: today()).facts
    let moment = now()
    return try await store.write { tx in
      guard let current = try tx.patient(id) else { throw NotFound("patient") }
      guard current.version == version else {
        throw PatientChangedMeanwhile(current: current, changes: try tx.changes(of: id, after: version))
      }
      try tx.checkRelated(facts)
      return try tx.change(current, to: facts, by: who, at: moment)
    }
  }
}

extension Transaction {
  /// Writes what differs, each field with its trace. Gives the record as it stands then.
  func change(_ current: Patient, to facts: PatientFacts, by who: Who, at moment: Instant) throws -> Patient {
    let fields = facts.fieldsDiffering(from: current.facts)
    guard !fields.isEmpty else { return current }
    if facts.related.contains(where: { $0.patient == current.id }) {
      throw PatientDraftRefused(
        problems: [InvalidInput("related", "Nobody is their own guarantor or contact on their own record.")])
    }
    let changed = Patient(
      id: current.id, number: current.number, version: current.version + 1, registered: current.registered,
      facts: facts)
    try update(changed)
    for part in PatientPart.allCases where fields.contains(where: { $0.part == part }) {
      try run("DELETE FROM \(SQL(stringLiteral: part.table)) WHERE patient = \(current.id)")
      try insert(part, of: [changed])
    }
    if fields.contains(.death) {
      try run("DELETE FROM patient_death WHERE patient = \(current.id)")
      try insertDeaths(of: [changed], by: who, at: moment)
    }
    try replaceFinding(
      FindingRow(current.facts, number: current.number, patient: current.id),
      by: FindingRow(facts, number: current.number, patient: current.id))
    try insertChanges(
      fields.map { ($0, current.facts.text($0), facts.text($0)) }, of: changed, by: who, at: moment)
    try audit(
      "patient.changed", by: who, patients: [current.id.rawValue],
      detail: fields.map(\.rawValue).joined(separator: ","), at: moment)
    return changed
  }

  private func update(_ patient: Patient) throws {
    let facts = patient.facts
    let count = try change(
      """
      UPDATE patient SET version = \(patient.version), birth_date = \(facts.birthDate), sex = \(facts.sex),
        sex_at_birth = \(facts.sexAtBirth), gender_identity = \(facts.genderIdentity),
        pronouns = \(facts.pronouns), language = \(facts.language),
        needs_interpreter = \(facts.needsInterpreter), contact_preference = \(facts.contactPreference)
      WHERE id = \(patient.id) AND version = \(patient.version - 1)
      """)
    guard count == 1 else { throw RecordsFault("a record changed within one transaction") }
  }

  func insertChanges(
    _ changes: [(field: PatientField, old: String, new: String)], of patient: Patient, by who: Who,
    at moment: Instant
  ) throws {
    try insert(
      into: "patient_change",
      "patient, version, field, old_text, new_text, changed_at, changed_by, changed_by_name",
      changes.map { [patient.id, patient.version, $0.field, $0.old, $0.new, moment, who.staff, who.name] })
  }

  /// What was changed in a record after a version, oldest first.
  func changes(of id: ID<Patient>, after version: Int = 0) throws -> [PatientChange] {
    try rows(
      """
      SELECT version, field, old_text, new_text, changed_at, changed_by_name FROM patient_change
      WHERE patient = \(id) AND version > \(version) ORDER BY version, field
      """
    ).map { row in
      PatientChange(
        version: try row("version"), field: try row("field"), old: try row("old_text"),
        new: try row("new_text"), at: try row("changed_at"), by: try row("changed_by_name"))
    }
  }
}

extension PatientField {
  /// The list whose rows hold the field.
  fileprivate var part: PatientPart? {
    switch self {
    case .legalName, .preferredName, .formerNames: .names
    case .addresses: .addresses
    case .phones: .phones
    case .emails: .emails
    case .identifiers: .identifiers
    case .guarantor, .emergencyContacts, .otherContacts: .related
    default: nil
    }
  }
}
