import Foundation
import Kernel
import Records
import Wire

/// The kept facts as resources of FHIR R4.
extension FHIR.CodeableConcept {
  init(_ code: Code) {
    let coding =
      code.code.isEmpty ? nil : FHIR.Coding(nilIfEmpty(code.system), code.code, nilIfEmpty(code.text))
    self.init(
      coding.map { [$0] }, text: code.text.isEmpty && coding == nil ? "Unknown" : nilIfEmpty(code.text))
  }

  /// A code of one of HL7's own lists; nil for none.
  fileprivate init?(_ code: String, in list: String) {
    guard !code.isEmpty else { return nil }
    self.init("http://terminology.hl7.org/CodeSystem/" + list, code)
  }
}

extension FHIR.AllergyIntolerance {
  init(_ filed: FiledFact<Allergy>) {
    self.init(filed.id, of: reference(filed.patient))
    let fact = filed.fact
    code = FHIR.CodeableConcept(fact.substance)
    clinicalStatus = FHIR.CodeableConcept(fact.status, in: "allergyintolerance-clinical")
    verificationStatus = FHIR.CodeableConcept(fact.verification, in: "allergyintolerance-verification")
    category = nilIfEmpty(
      fact.category.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
        ["food", "medication", "environment", "biologic"].contains($0)
      })
    criticality = ["low", "high", "unable-to-assess"].contains(fact.criticality) ? fact.criticality : nil
    reaction = fact.reactions.isEmpty ? nil : [Reaction(words: fact.reactions)]
    onsetDateTime = fact.onset.map { FHIR.When($0.text) }
    recordedDate = fact.recorded.map { FHIR.When($0) }
  }
}

extension FHIR.Observation {
  init(_ filed: FiledFact<KeptObservation>) {
    let fact = filed.fact
    self.init(
      filed.id, of: reference(filed.patient), FHIR.CodeableConcept(fact.code),
      status: nilIfEmpty(fact.status) ?? "unknown")
    category = FHIR.CodeableConcept(fact.category, in: "observation-category").map { [$0] }
    effectiveDateTime = fact.effective.map { FHIR.When($0) } ?? fact.effectiveDay.map { FHIR.When($0.text) }
    valueQuantity = FHIR.Quantity(fact.value)
    if valueQuantity == nil { valueString = nilIfEmpty(fact.value.written) }
    component = nilIfEmpty(
      fact.parts.map { part in
        let quantity = FHIR.Quantity(part.value)
        return Component(
          FHIR.CodeableConcept(part.code), quantity, quantity == nil ? nilIfEmpty(part.value.written) : nil)
      })
  }
}

extension FHIR.Quantity {
  /// The number as it was written, with `<` or `>=` before it.
  fileprivate init?(_ value: KeptObservation.Value) {
    guard let number = value.number else { return nil }
    let sign = ["<=", ">=", "<", ">"].first { value.written.hasPrefix($0) }
    let exact = Decimal(
      string: String(value.written.dropFirst(sign?.count ?? 0)), locale: Locale(identifier: "en_US_POSIX"))
    self.init(exact ?? Decimal(number), unit: value.unit, comparator: sign)
  }
}

extension FHIR.Condition {
  init(_ filed: FiledFact<HealthCondition>) {
    self.init(filed.id, of: reference(filed.patient))
    let fact = filed.fact
    code = FHIR.CodeableConcept(fact.code)
    category = FHIR.CodeableConcept(fact.category, in: "condition-category").map { [$0] }
    clinicalStatus = FHIR.CodeableConcept(fact.status, in: "condition-clinical")
    verificationStatus = FHIR.CodeableConcept(fact.verification, in: "condition-ver-status")
    onsetDateTime = fact.onset.map { FHIR.When($0.text) }
    abatementDateTime = fact.abated.map { FHIR.When($0.text) }
    recordedDate = fact.recorded.map { FHIR.When($0) }
  }
}

extension FHIR.Immunization {
  init(_ filed: FiledFact<KeptImmunization>) {
    let fact = filed.fact
    self.init(
      filed.id, of: reference(filed.patient), FHIR.CodeableConcept(fact.vaccine),
      status: nilIfEmpty(fact.status) ?? "completed")
    occurrenceDateTime = fact.occurred.map { FHIR.When($0) } ?? fact.occurredDay.map { FHIR.When($0.text) }
    // FHIR wants to know when, or to be told that nobody knows.
    if occurrenceDateTime == nil { occurrenceString = "unknown" }
    primarySource = fact.isPrimarySource
    lotNumber = nilIfEmpty(fact.lot)
    manufacturer = nilIfEmpty(fact.manufacturer).map { FHIR.Reference(display: $0) }
    site = nilIfEmpty(fact.site).map { FHIR.CodeableConcept(text: $0) }
  }
}

extension FHIR.Encounter {
  init(_ filed: FiledFact<KeptEncounter>) {
    let fact = filed.fact
    self.init(
      filed.id, of: reference(filed.patient), status: nilIfEmpty(fact.status) ?? "unknown",
      setting: nilIfEmpty(fact.setting) ?? "AMB")
    type = [FHIR.CodeableConcept(fact.type)]
    period =
      fact.start == nil && fact.end == nil
      ? nil : FHIR.Period(start: fact.start.map { FHIR.When($0) }, end: fact.end.map { FHIR.When($0) })
    reasonCode = fact.reason == Code() ? nil : [FHIR.CodeableConcept(fact.reason)]
    participant = nilIfEmpty(fact.provider).map { [Participant(named: $0)] }
    location = nilIfEmpty(fact.place).map { [Place(named: $0)] }
  }
}

extension FHIR.Coverage {
  init(_ filed: FiledFact<KeptCoverage>) {
    let fact = filed.fact
    self.init(
      filed.id, of: reference(filed.patient), payer: nilIfEmpty(fact.payer) ?? "Unknown",
      status: nilIfEmpty(fact.status) ?? "active")
    type = nilIfEmpty(fact.kind).map { FHIR.CodeableConcept(text: $0) }
    subscriberId = nilIfEmpty(fact.memberID)
    subscriber = nilIfEmpty(fact.subscriber).map { FHIR.Reference(display: $0) }
    relationship = FHIR.CodeableConcept(fact.relationship, in: "subscriber-relationship")
    period =
      fact.from == nil && fact.until == nil
      ? nil
      : FHIR.Period(start: fact.from.map { FHIR.When($0.text) }, end: fact.until.map { FHIR.When($0.text) })
    let classes = [
      nilIfEmpty(fact.group).map { Class("group", $0) }, nilIfEmpty(fact.plan).map { Class("plan", $0) },
    ]
    `class` = nilIfEmpty(classes.compactMap { $0 })
    order = fact.rank
  }
}

private func reference(_ patient: ID<KeptPatient>) -> FHIR.Reference {
  FHIR.Reference("Patient/\(patient)")
}

private func nilIfEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }
