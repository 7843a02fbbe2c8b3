import Foundation
import Kernel
import Records
import Wire

/// A patient as US Core 6.1.0 wants one.
extension FHIR.Patient {
  static let recordNumbers = "urn:foyer:record-number"

  /// `original` is the patient as another system sent them: what Foyer keeps but does not edit comes from it.
  init(_ patient: KeptPatient, original: FHIR.Patient? = nil) {
    self.init()
    let facts = patient.facts
    id = patient.id.rawValue
    meta = FHIR.Meta(profile: [FHIR.URL.usCore + "us-core-patient"])
    active = facts.death == nil
    identifier =
      [.recordNumber(String(patient.number), system: Self.recordNumbers)]
      + facts.identifiers.map { FHIR.Identifier($0) }
    name = names(facts)
    telecom = nilIfEmpty(
      facts.phones.enumerated().map { place, phone in
        FHIR.ContactPoint("phone", phone.number.e164, use: use(phone.label), rank: place + 1)
      } + facts.emails.map { FHIR.ContactPoint("email", $0) })
    gender = facts.sex.rawValue
    birthDate = facts.birthDate.map { FHIR.When($0) }
    if let death = facts.death {
      if let day = death.day { deceasedDateTime = FHIR.When(day) } else { deceasedBoolean = true }
    }
    address = nilIfEmpty(facts.addresses.map { FHIR.Address($0) })
    communication =
      facts.language.isEmpty
      ? nil : [FHIR.Patient.Communication(language: language(facts.language), preferred: true)]
    contact = nilIfEmpty(facts.related.map { FHIR.Patient.Contact($0) })
    maritalStatus = original?.maritalStatus
    multipleBirthBoolean = original?.multipleBirthBoolean
    multipleBirthInteger = original?.multipleBirthInteger
    `extension` = nilIfEmpty(extensions(facts, original))
  }

  private func names(_ facts: PatientFacts) -> [FHIR.HumanName] {
    var names = [FHIR.HumanName(facts.legal, use: "official")]
    if let preferred = facts.preferred { names.append(FHIR.HumanName(preferred, use: "nickname")) }
    return names + facts.former.map { FHIR.HumanName($0, use: "old") }
  }

  private func extensions(_ facts: PatientFacts, _ original: FHIR.Patient?) -> [FHIR.Extension] {
    var made: [FHIR.Extension] = []
    if let race = original?.race { made.append(.race(race.text, race.codes)) }
    if let ethnicity = original?.ethnicity { made.append(.ethnicity(ethnicity.text, ethnicity.codes)) }
    switch facts.sexAtBirth {
    case .female: made.append(.birthSex("F"))
    case .male: made.append(.birthSex("M"))
    case .intersex, .undisclosed: made.append(.birthSex("UNK"))
    case .notAsked: break
    }
    if !facts.genderIdentity.isEmpty {
      made.append(.genderIdentity(FHIR.CodeableConcept(text: facts.genderIdentity)))
    }
    if !facts.pronouns.isEmpty { made.append(.pronouns(FHIR.CodeableConcept(text: facts.pronouns))) }
    if facts.needsInterpreter { made.append(.interpreterRequired()) }
    return made
  }

  private func use(_ label: PatientPhone.Label) -> String? {
    switch label {
    case .mobile: "mobile"
    case .home: "home"
    case .work: "work"
    case .other: nil
    }
  }

  /// A tag such as `pt-BR`, or whatever was written.
  private func language(_ text: String) -> FHIR.CodeableConcept {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isTag =
      (2...3).contains(parts.first?.count ?? 0)
      && text.utf8.allSatisfy { (97...122).contains($0 | 0x20) || (48...57).contains($0) || $0 == 45 }
    return isTag ? FHIR.CodeableConcept(FHIR.URL.languages, text) : FHIR.CodeableConcept(text: text)
  }
}

extension FHIR.HumanName {
  init(_ name: PersonName, use: String?) {
    func words(_ text: String) -> [String]? { nilIfEmpty(text.split(separator: " ").map(String.init)) }
    self.init(
      use: use, family: name.family.isEmpty ? nil : name.family, given: words(name.given),
      prefix: words(name.prefix), suffix: words(name.suffix))
  }
}

extension FHIR.Identifier {
  /// Where the record only knows what kind of number it is, the kind stands in for the system that US Core requires.
  fileprivate init(_ one: PatientIdentifier) {
    let isURL = one.system.contains(":") && !one.system.contains(where: \.isWhitespace)
    let kind = one.system.lowercased().map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
    self.init(
      type: isURL || one.system.isEmpty ? nil : FHIR.CodeableConcept(text: one.system),
      system: isURL ? one.system : "urn:foyer:identifier:" + (kind.isEmpty ? "other" : kind), value: one.value
    )
  }
}

extension FHIR.Address {
  fileprivate init(_ address: KeptAddress) {
    let use =
      switch address.use {
      case .home: "home"
      case .work: "work"
      case .mail: "billing"
      case .temporary: "temp"
      case .old: "old"
      }
    func text(_ text: String) -> String? { text.isEmpty ? nil : text }
    let period = address.from != nil || address.until != nil
    self.init(
      use: use, line: nilIfEmpty(address.lines), city: text(address.city), state: text(address.region),
      postalCode: text(address.postalCode), country: text(address.country),
      period: period
        ? FHIR.Period(start: address.from.map { .init($0) }, end: address.until.map { .init($0) }) : nil)
  }
}

extension FHIR.Patient.Contact {
  fileprivate init(_ person: KeptPerson) {
    self.init()
    let coded: FHIR.CodeableConcept? =
      switch person.role {
      case .guarantor:
        FHIR.CodeableConcept("http://terminology.hl7.org/CodeSystem/v3-RoleClass", "GUAR", "guarantor")
      case .emergency:
        FHIR.CodeableConcept("http://terminology.hl7.org/CodeSystem/v2-0131", "C", "Emergency Contact")
      case .other: nil
      }
    let words = person.relation.isEmpty ? nil : FHIR.CodeableConcept(text: person.relation)
    relationship = nilIfEmpty([coded, words].compactMap { $0 })
    name = FHIR.HumanName(person.name, use: nil)
    telecom = person.phone.map { [FHIR.ContactPoint("phone", $0.e164)] }
  }
}

func nilIfEmpty<T>(_ list: [T]) -> [T]? { list.isEmpty ? nil : list }
