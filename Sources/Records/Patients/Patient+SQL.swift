import Kernel
import Store

extension Transaction {
  func patient(_ id: ID<Patient>) throws -> Patient? { try patients([id]).first }

  /// Whole records, in the order asked for; those that do not exist are left out.
  package func patients(_ ids: [ID<Patient>]) throws -> [Patient] {
    guard !ids.isEmpty else { return [] }
    var found: [ID<Patient>: Patient] = [:]
    let parts = try PatientParts(self, ids)
    let heads = try rows(
      """
      SELECT id, number, version, birth_date, sex, sex_at_birth, gender_identity, pronouns, language,
        needs_interpreter, contact_preference, registered_at
      FROM patient WHERE id IN (\(each: ids))
      """)
    for row in heads {
      let id: ID<Patient> = try row("id")
      var facts = PatientFacts(legal: PersonName(family: "", given: ""))
      facts.birthDate = try row("birth_date")
      facts.sex = try row("sex")
      facts.sexAtBirth = try row("sex_at_birth")
      facts.genderIdentity = try row("gender_identity")
      facts.pronouns = try row("pronouns")
      facts.language = try row("language")
      facts.needsInterpreter = try row("needs_interpreter")
      facts.contactPreference = try row("contact_preference")
      try parts.fill(&facts, id)
      found[id] = Patient(
        id: id, number: try row("number"), version: try row("version"), registered: try row("registered_at"),
        facts: facts)
    }
    return ids.compactMap { found[$0] }
  }
}

/// The rows of some patients' lists, by patient.
private struct PatientParts {
  private var lists: [PatientPart: [ID<Patient>: [Row]]] = [:]
  private var deaths: [ID<Patient>: Death] = [:]

  init(_ tx: Transaction, _ ids: [ID<Patient>]) throws {
    let wanted: SQL = "WHERE patient IN (\(each: ids)) ORDER BY patient, place"
    lists[.names] = try byPatient(
      tx.rows("SELECT patient, kind, family, given, prefix, suffix FROM patient_name \(wanted)"))
    lists[.addresses] = try byPatient(
      tx.rows(
        """
        SELECT patient, kind, lines, city, region, postal_code, country, from_day, until_day
        FROM patient_address \(wanted)
        """))
    lists[.phones] = try byPatient(
      tx.rows("SELECT patient, phone, label, may_text FROM patient_phone \(wanted)"))
    lists[.emails] = try byPatient(tx.rows("SELECT patient, email FROM patient_email \(wanted)"))
    lists[.identifiers] = try byPatient(
      tx.rows("SELECT patient, system, value FROM patient_identifier \(wanted)"))
    lists[.related] = try byPatient(
      tx.rows(
        """
        SELECT patient, role, family, given, prefix, suffix, relation, phone, may_hear, other_patient
        FROM related_person \(wanted)
        """))
    for row in try tx.rows("SELECT patient, day FROM patient_death WHERE patient IN (\(each: ids))") {
      deaths[try row("patient")] = Death(day: try row("day"))
    }
  }

  private func byPatient(_ rows: [Row]) throws -> [ID<Patient>: [Row]] {
    try rows.reduce(into: [:]) { lists, row in lists[try row("patient"), default: []].append(row) }
  }

  func fill(_ facts: inout PatientFacts, _ id: ID<Patient>) throws {
    for row in rows(.names, id) {
      switch try row("kind") as String {
      case "legal": facts.legal = try personName(row)
      case "preferred": facts.preferred = try personName(row)
      default: facts.former.append(try personName(row))
      }
    }
    facts.addresses = try rows(.addresses, id).map { row in
      Address(
        use: try row("kind"), lines: (try row("lines") as String).split(separator: "\n").map(String.init),
        city: try row("city"), region: try row("region"), postalCode: try row("postal_code"),
        country: try row("country"), from: try row("from_day"), until: try row("until_day"))
    }
    facts.phones = try rows(.phones, id).map {
      PatientPhone(try $0("phone"), label: try $0("label"), mayText: try $0("may_text"))
    }
    facts.emails = try rows(.emails, id).map { try $0("email") }
    facts.identifiers = try rows(.identifiers, id).map {
      PatientIdentifier(system: try $0("system"), value: try $0("value"))
    }
    facts.related = try rows(.related, id).map { row in
      RelatedPerson(
        try row("role"), name: try personName(row), relation: try row("relation"), phone: try row("phone"),
        mayHear: RelatedPerson.MayHear(rawValue: try row("may_hear")), patient: try row("other_patient"))
    }
    facts.death = deaths[id]
  }

  private func rows(_ part: PatientPart, _ id: ID<Patient>) -> [Row] { lists[part]?[id] ?? [] }
}

func personName(_ row: Row) throws -> PersonName {
  PersonName(
    family: try row("family"), given: try row("given"), prefix: try row("prefix"), suffix: try row("suffix"))
}
