import Kernel
import Practice
import Store

/// What an earlier import left of a resource.
struct KnownResource {
  let hash: String
  let patient: ID<Patient>?
  let fact: String?
}

/// What this import leaves of it.
struct KeptResource {
  let item: ImportedItem
  let hash: String
  let patient: ID<Patient>?
  let fact: String?
}

extension Transaction {
  func known(_ source: String, _ keys: [ImportKey]) throws -> [ImportKey: KnownResource] {
    var known: [ImportKey: KnownResource] = [:]
    for (kind, keys) in Dictionary(grouping: keys, by: \.kind) {
      let rows = try rows(
        """
        SELECT external, hash, patient, fact FROM imported_resource
        WHERE source = \(source) AND kind = \(kind) AND external IN (\(each: keys.map(\.external)))
        """)
      for row in rows {
        known[ImportKey(kind: kind, external: try row("external"))] = KnownResource(
          hash: try row("hash"), patient: try row("patient"), fact: try row("fact"))
      }
    }
    return known
  }

  func importedPatients(_ source: String, _ names: Set<String>) throws -> [String: ID<Patient>] {
    try rows(
      """
      SELECT external, patient FROM imported_resource
      WHERE source = \(source) AND kind = 'Patient' AND patient IS NOT NULL
        AND external IN (\(each: names.sorted()))
      """
    ).reduce(into: [:]) { $0[try $1("external")] = try $1("patient") }
  }

  /// Keeps the resources word for word; what they said before moves to the past.
  func keep(
    _ resources: [KeptResource], known: [ImportKey: KnownResource], source: String, by who: Who,
    at moment: Instant
  ) throws {
    for resource in resources where known[resource.item.key] != nil {
      try run(
        """
        INSERT INTO imported_resource_past (source, kind, external, hash, raw, imported_at, replaced_at)
        SELECT source, kind, external, hash, raw, imported_at, \(moment) FROM imported_resource
        WHERE source = \(source) AND kind = \(resource.item.kind) AND external = \(resource.item.external)
        """)
    }
    try insert(
      into: "imported_resource",
      "source, kind, external, patient, fact, hash, raw, imported_at, imported_by",
      resources.map {
        [
          source, $0.item.kind, $0.item.external, $0.patient, $0.fact, $0.hash, kept($0.item.raw), moment,
          who.staff,
        ]
      },
      conflict: """
        ON CONFLICT (source, kind, external) DO UPDATE SET patient = excluded.patient, fact = excluded.fact,
        hash = excluded.hash, raw = excluded.raw, imported_at = excluded.imported_at,
        imported_by = excluded.imported_by
        """)
  }

  /// The fields that a person changed since the record was imported.
  func fieldsEditedByHand(of id: ID<Patient>) throws -> [PatientField] {
    try rows(
      """
      SELECT DISTINCT field FROM patient_change
      WHERE patient = \(id) AND changed_by <> \(Who.system("").staff) ORDER BY field
      """
    ).map { try $0("field") }
  }
}

extension PatientFacts {
  /// These facts, with some fields as they stand in the record.
  func keeping(_ fields: [PatientField], of record: PatientFacts) -> PatientFacts {
    var facts = self
    for field in fields {
      switch field {
      case .legalName: facts.legal = record.legal
      case .preferredName: facts.preferred = record.preferred
      case .formerNames: facts.former = record.former
      case .birthDate: facts.birthDate = record.birthDate
      case .sex: facts.sex = record.sex
      case .sexAtBirth: facts.sexAtBirth = record.sexAtBirth
      case .genderIdentity: facts.genderIdentity = record.genderIdentity
      case .pronouns: facts.pronouns = record.pronouns
      case .addresses: facts.addresses = record.addresses
      case .phones: facts.phones = record.phones
      case .emails: facts.emails = record.emails
      case .language: facts.language = record.language
      case .interpreter: facts.needsInterpreter = record.needsInterpreter
      case .contactPreference: facts.contactPreference = record.contactPreference
      case .identifiers: facts.identifiers = record.identifiers
      case .guarantor: facts.related = facts.related(.guarantor, of: record)
      case .emergencyContacts: facts.related = facts.related(.emergency, of: record)
      case .otherContacts: facts.related = facts.related(.other, of: record)
      case .death: facts.death = record.death
      case .photo: break
      }
    }
    return facts
  }

  private func related(_ role: RelatedPerson.Role, of record: PatientFacts) -> [RelatedPerson] {
    related.filter { $0.role != role } + record.related.filter { $0.role == role }
  }
}
