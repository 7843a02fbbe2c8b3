import Kernel
import Records
import Wire

extension PatientDraft {
  /// What a FHIR patient says, with the people around them who came as resources of their own.
  init(_ patient: FHIR.Patient, related persons: [FHIR.RelatedPerson]) {
    self.init(birthDate: patient.birthDate.map { $0.day?.description ?? $0.text } ?? "")
    legal = PersonName(patient.mainName)
    preferred = patient.preferredName.map { PersonName($0) }
    former = patient.formerNames.map { PersonName($0) }
    sex = patient.gender.flatMap(AdministrativeSex.init) ?? .unknown
    sexAtBirth =
      switch patient.birthSex {
      case "F": .female
      case "M": .male
      case "ASKU", "UNK", "OTH": .undisclosed
      default: .notAsked
      }
    genderIdentity = patient.genderIdentity?.words ?? ""
    pronouns = patient.pronouns?.words ?? ""
    addresses = (patient.address ?? []).map { Address($0) }
    phones = (patient.telecom ?? []).sorted { ($0.rank ?? 99) < ($1.rank ?? 99) }.compactMap { Phone($0) }
    emails = (patient.telecom ?? []).filter { $0.system == "email" && $0.use != "old" }.compactMap(\.value)
    language = patient.language?.code(in: FHIR.URL.languages) ?? patient.language?.words ?? ""
    needsInterpreter = patient.needsInterpreter ?? false
    identifiers = (patient.identifier ?? []).compactMap { PatientIdentifier($0) }
    related = (patient.contact ?? []).map { Related($0) } + persons.map { Related($0) }
    keepOneGuarantor()
    hasDied = patient.isDeceased
    diedOn = patient.deceasedDateTime?.day?.description ?? ""
  }

  /// Two parents are both entered as guarantors in many systems; here one is, and the other is called next.
  private mutating func keepOneGuarantor() {
    guard let first = related.firstIndex(where: { $0.role == .guarantor }) else { return }
    for place in related.indices where place > first && related[place].role == .guarantor {
      related[place].role = .emergency
    }
  }
}

extension PersonName {
  init(_ name: FHIR.HumanName?) {
    let given = (name?.given ?? []).joined(separator: " ")
    // Some systems give nothing but the whole name as one text.
    let family = name?.family ?? (given.isEmpty ? name?.text ?? "" : "")
    self.init(
      family: family, given: given, prefix: (name?.prefix ?? []).joined(separator: " "),
      suffix: (name?.suffix ?? []).joined(separator: " "))
  }
}

extension Address {
  fileprivate init(_ address: FHIR.Address) {
    let use: Use =
      switch (address.use, address.type) {
      case ("work", _): .work
      case ("temp", _): .temporary
      case ("old", _): .old
      case ("billing", _), (_, "postal"): .mail
      default: .home
      }
    let lines = address.line ?? address.text.map { [$0] } ?? []
    self.init(
      use: use, lines: Array(lines.prefix(6)), city: address.city ?? "", region: address.state ?? "",
      postalCode: address.postalCode ?? "", country: address.country ?? "", from: address.period?.start?.day,
      until: address.period?.end?.day)
  }
}

extension PatientDraft.Phone {
  fileprivate init?(_ point: FHIR.ContactPoint) {
    guard let value = point.value, ["phone", "sms"].contains(point.system), point.use != "old" else {
      return nil
    }
    let label: PatientPhone.Label =
      switch point.use {
      case "mobile": .mobile
      case "home": .home
      case "work": .work
      default: point.system == "sms" ? .mobile : .other
      }
    self.init(value, label: label)
  }
}

extension PatientIdentifier {
  fileprivate init?(_ identifier: FHIR.Identifier) {
    guard let value = identifier.value else { return nil }
    self.init(system: identifier.type?.words ?? identifier.system ?? "", value: value)
  }
}

extension PatientDraft.Related {
  fileprivate init(_ contact: FHIR.Patient.Contact) {
    self.init(
      roleMeant(by: contact.relationship), name: PersonName(contact.name),
      relation: words(of: contact.relationship), phone: number(of: contact.telecom))
  }

  fileprivate init(_ person: FHIR.RelatedPerson) {
    self.init(
      roleMeant(by: person.relationship), name: PersonName(person.name?.first),
      relation: words(of: person.relationship),
      phone: number(of: person.telecom))
  }
}

private func number(of telecom: [FHIR.ContactPoint]?) -> String {
  telecom?.first { $0.system == "phone" && $0.use != "old" }?.value ?? ""
}

private func words(of concepts: [FHIR.CodeableConcept]?) -> String {
  (concepts ?? []).map(\.words).filter { !$0.isEmpty }.joined(separator: ", ")
}

/// By the codes of HL7's tables 0131 (contact role) and RoleCode.
private func roleMeant(by concepts: [FHIR.CodeableConcept]?) -> RelatedPerson.Role {
  let codes = Set((concepts ?? []).flatMap { $0.coding ?? [] }.compactMap(\.code))
  if !codes.isDisjoint(with: ["GUARD", "GUAR", "GT", "F", "PRN", "MTH", "FTH", "guarantor"]) {
    return .guarantor
  }
  if !codes.isDisjoint(with: ["C", "N", "ECON", "NOK", "emergency"]) { return .emergency }
  return .other
}
