import Kernel
import Practice
import Store

/// A patient about to be registered.
package struct NewPatient: Sendable {
  package let id: ID<Patient>
  package let facts: PatientFacts

  package init(id: ID<Patient>, facts: PatientFacts) {
    self.id = id
    self.facts = facts
  }
}

extension Transaction {
  /// Writes new patients with everything that is derived from them, and gives them their numbers in order.
  @discardableResult
  package func insert(_ new: [NewPatient], by who: Who, at moment: Instant) throws -> [Patient] {
    let numbers = try recordNumbers(for: new.map(\.id))
    let patients = try new.map { one in
      guard let number = numbers[one.id] else { throw RecordsFault("a patient was given no number") }
      return Patient(id: one.id, number: number, version: 1, registered: moment, facts: one.facts)
    }
    try insert(
      into: "patient",
      """
      id, number, version, birth_date, sex, sex_at_birth, gender_identity, pronouns, language, needs_interpreter,
      contact_preference, registered_at, registered_by, registered_by_name
      """,
      patients.map { patient in
        let facts = patient.facts
        return [
          patient.id, patient.number, patient.version, facts.birthDate, facts.sex, facts.sexAtBirth,
          facts.genderIdentity, facts.pronouns, facts.language, facts.needsInterpreter,
          facts.contactPreference, moment, who.staff, who.name,
        ]
      })
    for part in PatientPart.allCases { try insert(part, of: patients) }
    try insertDeaths(of: patients, by: who, at: moment)
    try insertFinding(patients.map { FindingRow($0.facts, number: $0.number, patient: $0.id) })
    return patients
  }

  private func recordNumbers(for ids: [ID<Patient>]) throws -> [ID<Patient>: Int] {
    var numbers: [ID<Patient>: Int] = [:]
    for start in stride(from: 0, to: ids.count, by: 500) {
      let values = SQL.list(ids[start..<min(start + 500, ids.count)].map { "(\($0))" })
      for row in try rows("INSERT INTO patient_number (patient) VALUES \(values) RETURNING number, patient") {
        numbers[try row("patient")] = try row("number")
      }
    }
    return numbers
  }

  func insert(_ part: PatientPart, of patients: [Patient]) throws {
    let rows = patients.flatMap { part.rows($0) }
    if !rows.isEmpty { try insert(into: part.table, part.columns, rows) }
  }

  func insertDeaths(of patients: [Patient], by who: Who, at moment: Instant) throws {
    for patient in patients {
      guard let death = patient.facts.death else { continue }
      try run(
        """
        INSERT INTO patient_death (patient, day, recorded_at, recorded_by)
        VALUES (\(patient.id), \(death.day), \(moment), \(who.staff))
        ON CONFLICT (patient) DO UPDATE SET day = excluded.day, recorded_at = excluded.recorded_at,
          recorded_by = excluded.recorded_by
        """)
    }
  }
}

/// The lists of a patient that are rows of their own.
enum PatientPart: String, CaseIterable {
  case names, addresses, phones, emails, identifiers, related

  var table: String {
    switch self {
    case .names: "patient_name"
    case .addresses: "patient_address"
    case .phones: "patient_phone"
    case .emails: "patient_email"
    case .identifiers: "patient_identifier"
    case .related: "related_person"
    }
  }

  var columns: String {
    switch self {
    case .names: "patient, place, kind, family, given, prefix, suffix"
    case .addresses:
      "patient, place, kind, lines, city, region, postal_code, country, from_day, until_day"
    case .phones: "patient, place, phone, label, may_text"
    case .emails: "patient, place, email"
    case .identifiers: "patient, place, system, value"
    case .related:
      "patient, place, role, family, given, prefix, suffix, relation, phone, may_hear, other_patient"
    }
  }

  func rows(_ patient: Patient) -> [[any Stored]] {
    let (id, facts) = (patient.id, patient.facts)
    return switch self {
    case .names:
      facts.namesByKind.enumerated().map { place, one in
        [id, place, one.kind, one.name.family, one.name.given, one.name.prefix, one.name.suffix]
      }
    case .addresses:
      facts.addresses.enumerated().map { place, one in
        [
          id, place, one.use, one.lines.joined(separator: "\n"), one.city, one.region, one.postalCode,
          one.country, one.from, one.until,
        ]
      }
    case .phones:
      facts.phones.enumerated().map { [id, $0, $1.number, $1.label, $1.mayText] }
    case .emails: facts.emails.enumerated().map { [id, $0, $1] }
    case .identifiers: facts.identifiers.enumerated().map { [id, $0, $1.system, $1.value] }
    case .related:
      facts.related.enumerated().map { place, one in
        [
          id, place, one.role, one.name.family, one.name.given, one.name.prefix, one.name.suffix,
          one.relation, one.phone, one.mayHear.rawValue, one.patient,
        ]
      }
    }
  }
}

extension PatientFacts {
  /// The legal name first, in the order in which they are kept.
  fileprivate var namesByKind: [(kind: String, name: PersonName)] {
    [("legal", legal)] + (preferred.map { [("preferred", $0)] } ?? []) + former.map { ("former", $0) }
  }
}

/// A programmer's error in keeping records.
struct RecordsFault: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
