import Foundation

extension FHIR {
  package struct Quantity: Codable, Hashable, Sendable {
    /// Exactly as written: a decimal, never a binary fraction.
    package var value: Decimal?
    package var comparator: String?
    package var unit: String?
    package var system: String?
    package var code: String?
  }

  package struct AllergyIntolerance: Codable, Sendable {
    package var resourceType = "AllergyIntolerance"
    package var id: String?
    package var clinicalStatus: CodeableConcept?
    package var verificationStatus: CodeableConcept?
    package var type: String?
    package var category: [String]?
    package var criticality: String?
    package var code: CodeableConcept?
    package var patient: Reference
    package var onsetDateTime: When?
    package var recordedDate: When?
    package var reaction: [Reaction]?

    package struct Reaction: Codable, Hashable, Sendable {
      package var substance: CodeableConcept?
      package var manifestation: [CodeableConcept]?
      package var severity: String?
    }
  }

  package struct Observation: Codable, Sendable {
    package var resourceType = "Observation"
    package var id: String?
    package var status: String?
    package var category: [CodeableConcept]?
    package var code: CodeableConcept
    package var subject: Reference?
    package var encounter: Reference?
    package var effectiveDateTime: When?
    package var effectiveInstant: When?
    package var effectivePeriod: Period?
    package var issued: When?
    package var valueQuantity: Quantity?
    package var valueCodeableConcept: CodeableConcept?
    package var valueString: String?
    package var valueInteger: Int?
    package var valueBoolean: Bool?
    package var dataAbsentReason: CodeableConcept?
    package var component: [Component]?

    package struct Component: Codable, Hashable, Sendable {
      package var code: CodeableConcept
      package var valueQuantity: Quantity?
      package var valueCodeableConcept: CodeableConcept?
      package var valueString: String?
    }

    package var isVitalSign: Bool { category?.contains { $0.has("vital-signs") } ?? false }
    package var when: When? { effectiveDateTime ?? effectiveInstant ?? effectivePeriod?.start ?? issued }
  }

  package struct Condition: Codable, Sendable {
    package var resourceType = "Condition"
    package var id: String?
    package var clinicalStatus: CodeableConcept?
    package var verificationStatus: CodeableConcept?
    package var category: [CodeableConcept]?
    package var severity: CodeableConcept?
    package var code: CodeableConcept?
    package var subject: Reference
    package var encounter: Reference?
    package var onsetDateTime: When?
    package var onsetPeriod: Period?
    package var onsetString: String?
    package var abatementDateTime: When?
    package var abatementPeriod: Period?
    package var recordedDate: When?

    package var onset: When? { onsetDateTime ?? onsetPeriod?.start }
    package var abatement: When? { abatementDateTime ?? abatementPeriod?.start }
  }

  package struct Immunization: Codable, Sendable {
    package var resourceType = "Immunization"
    package var id: String?
    package var status: String?
    package var statusReason: CodeableConcept?
    package var vaccineCode: CodeableConcept
    package var patient: Reference
    package var encounter: Reference?
    package var occurrenceDateTime: When?
    package var occurrenceString: String?
    package var primarySource: Bool?
    package var location: Reference?
    package var manufacturer: Reference?
    package var lotNumber: String?
    package var expirationDate: When?
    package var site: CodeableConcept?
    package var route: CodeableConcept?
    package var doseQuantity: Quantity?
  }

  package struct Encounter: Codable, Sendable {
    package var resourceType = "Encounter"
    package var id: String?
    package var identifier: [Identifier]?
    package var status: String?
    package var `class`: Coding?
    package var type: [CodeableConcept]?
    package var serviceType: CodeableConcept?
    package var subject: Reference?
    package var participant: [Participant]?
    package var period: Period?
    package var reasonCode: [CodeableConcept]?
    package var location: [Place]?
    package var serviceProvider: Reference?

    package struct Participant: Codable, Hashable, Sendable {
      package var type: [CodeableConcept]?
      package var individual: Reference?
    }

    package struct Place: Codable, Hashable, Sendable {
      package var location: Reference?
    }
  }

  package struct Coverage: Codable, Sendable {
    package var resourceType = "Coverage"
    package var id: String?
    package var identifier: [Identifier]?
    package var status: String?
    package var type: CodeableConcept?
    package var policyHolder: Reference?
    package var subscriber: Reference?
    package var subscriberId: String?
    package var beneficiary: Reference?
    package var dependent: String?
    package var relationship: CodeableConcept?
    package var period: Period?
    package var payor: [Reference]?
    package var `class`: [Class]?
    package var order: Int?

    package struct Class: Codable, Hashable, Sendable {
      package var type: CodeableConcept?
      package var value: String?
      package var name: String?
    }

    /// The value of a class such as `group` or `plan`.
    package func classValue(_ code: String) -> Class? { `class`?.first { $0.type?.has(code) ?? false } }

    /// The member's number on the card.
    package var memberNumber: String? {
      identifier?.first { $0.type?.has("MB") ?? false }?.value ?? subscriberId
    }
  }

  /// Read only for the coverages within it: many systems keep them nowhere else.
  package struct ExplanationOfBenefit: Codable, Sendable {
    package var id: String?
    package var patient: Reference?
    package var contained: [Contained]?

    package struct Contained: Codable, Sendable {
      package var resourceType: String
      package var id: String?
      package var status: String?
      package var type: CodeableConcept?
      package var beneficiary: Reference?
      package var payor: [Reference]?
    }

    package var coverages: [Contained] { contained?.filter { $0.resourceType == "Coverage" } ?? [] }
  }

  /// Of any resource: whom it is about.
  package struct Anchor: Codable, Sendable {
    package var subject: Reference?
    package var patient: Reference?
    package var beneficiary: Reference?

    /// The reference to the patient, where there is one.
    package var person: Reference? {
      for found in [patient, beneficiary, subject] {
        switch found?.target {
        case .resource(type: "Patient", _), .entry, .search(type: "Patient", _, _): return found
        default: continue
        }
      }
      return nil
    }
  }

  package struct Practitioner: Codable, Sendable {
    package var id: String?
    package var identifier: [Identifier]?
    package var name: [HumanName]?
  }

  package struct Organization: Codable, Sendable {
    package var id: String?
    package var identifier: [Identifier]?
    package var name: String?
  }

  package struct Location: Codable, Sendable {
    package var id: String?
    package var identifier: [Identifier]?
    package var name: String?
  }
}
