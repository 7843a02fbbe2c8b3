import Foundation

/// Resources to be filled in, with what the standard requires of each.
extension FHIR.Observation {
  package init(_ id: String, of subject: FHIR.Reference, _ code: FHIR.CodeableConcept, status: String) {
    self.init(id: id, status: status, code: code, subject: subject)
  }
}

extension FHIR.Observation.Component {
  package init(_ code: FHIR.CodeableConcept, _ quantity: FHIR.Quantity?, _ words: String?) {
    self.init(code: code, valueQuantity: quantity, valueString: words)
  }
}

extension FHIR.Quantity {
  /// In UCUM where the unit is written as UCUM writes it, which has no spaces.
  package init(_ value: Decimal, unit: String, comparator: String? = nil) {
    let isCode = !unit.isEmpty && !unit.contains(" ")
    self.init(
      value: value, comparator: comparator, unit: unit.isEmpty ? nil : unit,
      system: isCode ? FHIR.URL.units : nil,
      code: isCode ? unit : nil)
  }
}

extension FHIR.AllergyIntolerance {
  package init(_ id: String, of patient: FHIR.Reference) { self.init(id: id, patient: patient) }
}

extension FHIR.AllergyIntolerance.Reaction {
  package init(words: String) { self.init(manifestation: [FHIR.CodeableConcept(text: words)]) }
}

extension FHIR.Condition {
  package init(_ id: String, of subject: FHIR.Reference) { self.init(id: id, subject: subject) }
}

extension FHIR.Immunization {
  package init(_ id: String, of patient: FHIR.Reference, _ vaccine: FHIR.CodeableConcept, status: String) {
    self.init(id: id, status: status, vaccineCode: vaccine, patient: patient)
  }
}

extension FHIR.Encounter {
  package init(_ id: String, of subject: FHIR.Reference, status: String, setting: String) {
    self.init(
      id: id, status: status, class: FHIR.Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", setting),
      subject: subject)
  }
}

extension FHIR.Encounter.Participant {
  package init(named name: String) { self.init(individual: FHIR.Reference(display: name)) }
}

extension FHIR.Encounter.Place {
  package init(named name: String) { self.init(location: FHIR.Reference(display: name)) }
}

extension FHIR.Coverage {
  package init(_ id: String, of beneficiary: FHIR.Reference, payer: String, status: String) {
    self.init(id: id, status: status, beneficiary: beneficiary, payor: [FHIR.Reference(display: payer)])
  }
}

extension FHIR.Coverage.Class {
  /// `group` or `plan`
  package init(_ code: String, _ value: String) {
    self.init(
      type: FHIR.CodeableConcept("http://terminology.hl7.org/CodeSystem/coverage-class", code), value: value)
  }
}
