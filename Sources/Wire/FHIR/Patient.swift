extension FHIR {
  package struct Patient: Codable, Sendable {
    package var resourceType = "Patient"
    package var id: String?
    package var meta: Meta?
    package var `extension`: [Extension]?
    package var identifier: [Identifier]?
    package var active: Bool?
    package var name: [HumanName]?
    package var telecom: [ContactPoint]?
    /// `male`, `female`, `other`, `unknown`: the administrative one
    package var gender: String?
    package var birthDate: When?
    package var deceasedBoolean: Bool?
    package var deceasedDateTime: When?
    package var address: [Address]?
    package var maritalStatus: CodeableConcept?
    package var multipleBirthBoolean: Bool?
    package var multipleBirthInteger: Int?
    package var photo: [Attachment]?
    package var contact: [Contact]?
    package var communication: [Communication]?
    package var generalPractitioner: [Reference]?
    package var managingOrganization: Reference?
    package var link: [Link]?

    package init() {}

    package struct Contact: Codable, Hashable, Sendable {
      package var relationship: [CodeableConcept]?
      package var name: HumanName?
      package var telecom: [ContactPoint]?
      package var address: Address?
      package var gender: String?
      package var organization: Reference?
      package var period: Period?

      package init() {}
    }

    package struct Communication: Codable, Hashable, Sendable {
      package var language: CodeableConcept
      package var preferred: Bool?
      package var `extension`: [Extension]?

      package init(language: CodeableConcept, preferred: Bool? = nil) {
        self.language = language
        self.preferred = preferred
      }
    }

    package struct Link: Codable, Hashable, Sendable {
      package var other: Reference
      /// `replaced-by`, `replaces`, `refer`, `seealso`
      package var type: String
    }
  }

  package struct RelatedPerson: Codable, Sendable {
    package var resourceType = "RelatedPerson"
    package var id: String?
    package var meta: Meta?
    package var active: Bool?
    package var patient: Reference
    package var relationship: [CodeableConcept]?
    package var name: [HumanName]?
    package var telecom: [ContactPoint]?
    package var gender: String?
    package var birthDate: When?
    package var address: [Address]?
    package var period: Period?
  }
}

/// The addresses of US Core's extensions and of the code systems that the practice reads.
extension FHIR {
  package enum URL {
    package static let usCore = "http://hl7.org/fhir/us/core/StructureDefinition/"
    package static let race = usCore + "us-core-race"
    package static let ethnicity = usCore + "us-core-ethnicity"
    package static let birthSex = usCore + "us-core-birthsex"
    package static let sex = usCore + "us-core-sex"
    package static let genderIdentity = usCore + "us-core-genderIdentity"
    package static let genderIdentityR4 = "http://hl7.org/fhir/StructureDefinition/patient-genderIdentity"
    package static let genderIdentityR5 = "http://hl7.org/fhir/StructureDefinition/individual-genderIdentity"
    package static let pronouns = "http://hl7.org/fhir/StructureDefinition/individual-pronouns"
    package static let interpreter = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"
    package static let identifierTypes = "http://terminology.hl7.org/CodeSystem/v2-0203"
    package static let raceCodes = "urn:oid:2.16.840.1.113883.6.238"
    package static let maritalStatus = "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus"
    package static let languages = "urn:ietf:bcp:47"
    package static let loinc = "http://loinc.org"
    package static let snomed = "http://snomed.info/sct"
    package static let units = "http://unitsofmeasure.org"
    package static let cvx = "http://hl7.org/fhir/sid/cvx"
    package static let npi = "http://hl7.org/fhir/sid/us-npi"
    package static let ssn = "http://hl7.org/fhir/sid/us-ssn"
    package static let observationCategory = "http://terminology.hl7.org/CodeSystem/observation-category"
  }
}

extension FHIR.Patient {
  /// The name to file under: the official one, else the usual one, else the first that is not a former one.
  package var mainName: FHIR.HumanName? {
    let names = name ?? []
    return names.first { $0.use == "official" } ?? names.first { $0.use == "usual" }
      ?? names.first { !["old", "maiden", "nickname"].contains($0.use) } ?? names.first
  }

  /// What the person is called, where it differs from the name on paper.
  package var preferredName: FHIR.HumanName? {
    (name ?? []).first { $0.use == "nickname" }
      ?? (name ?? []).first { $0.use == "usual" && mainName?.use == "official" }
  }

  package var formerNames: [FHIR.HumanName] { (name ?? []).filter { $0.use == "old" || $0.use == "maiden" } }

  /// The record number of whoever wrote the file: an identifier of type MR.
  package var recordNumber: String? { identifier?.first { $0.type?.has("MR") ?? false }?.value }

  /// Race as the US Core extension says it: its text, and its codes of the CDC's list.
  package var race: (text: String, codes: [FHIR.Coding])? { categories(FHIR.URL.race) }
  package var ethnicity: (text: String, codes: [FHIR.Coding])? { categories(FHIR.URL.ethnicity) }

  /// `M`, `F`, `UNK`, `OTH`, `ASKU`
  package var birthSex: String? { first(FHIR.URL.birthSex)?.valueCode }

  package var genderIdentity: FHIR.CodeableConcept? {
    first(FHIR.URL.genderIdentity)?.valueCodeableConcept ?? first(FHIR.URL.genderIdentityR4)?
      .valueCodeableConcept
      ?? first(FHIR.URL.genderIdentityR5)?.part("value")?.valueCodeableConcept
  }

  package var pronouns: FHIR.CodeableConcept? {
    let found = first(FHIR.URL.pronouns)
    return found?.part("value")?.valueCodeableConcept ?? found?.valueCodeableConcept
  }

  package var needsInterpreter: Bool? { first(FHIR.URL.interpreter)?.valueBoolean }

  /// The language to speak: the preferred one, else the first.
  package var language: FHIR.CodeableConcept? {
    (communication?.first { $0.preferred ?? false } ?? communication?.first)?.language
  }

  package var isDeceased: Bool { deceasedDateTime != nil || deceasedBoolean ?? false }

  private func first(_ url: String) -> FHIR.Extension? { `extension`?.first { $0.url == url } }

  private func categories(_ url: String) -> (text: String, codes: [FHIR.Coding])? {
    guard let parts = first(url)?.extension else { return nil }
    let codes = parts.filter { $0.url == "ombCategory" || $0.url == "detailed" }.compactMap(\.valueCoding)
    let text = parts.first { $0.url == "text" }?.valueString
    return (text ?? codes.compactMap(\.display).joined(separator: ", "), codes)
  }
}

extension FHIR.Extension {
  package func part(_ url: String) -> FHIR.Extension? { `extension`?.first { $0.url == url } }
}
