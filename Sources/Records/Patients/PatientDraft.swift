import Kernel

/// A patient as a form or a file gives one: text as typed, nothing checked yet.
package struct PatientDraft: Sendable, Hashable {
  package struct Phone: Sendable, Hashable {
    package var number: String
    package var label: PatientPhone.Label
    package var mayText: Bool

    package init(_ number: String, label: PatientPhone.Label = .mobile, mayText: Bool = false) {
      self.number = number
      self.label = label
      self.mayText = mayText
    }
  }

  package struct Related: Sendable, Hashable {
    package var role: RelatedPerson.Role
    package var name: PersonName
    package var relation: String
    package var phone: String
    package var mayHear: RelatedPerson.MayHear
    /// The raw identifier of their own record, or empty.
    package var patient: String

    package init(
      _ role: RelatedPerson.Role, name: PersonName, relation: String = "", phone: String = "",
      mayHear: RelatedPerson.MayHear = [], patient: String = ""
    ) {
      self.role = role
      self.name = name
      self.relation = relation
      self.phone = phone
      self.mayHear = mayHear
      self.patient = patient
    }
  }

  package var legal: PersonName
  package var preferred: PersonName?
  package var former: [PersonName] = []
  package var birthDate: String
  package var sex: AdministrativeSex = .unknown
  package var sexAtBirth: SexAtBirth = .notAsked
  package var genderIdentity = ""
  package var pronouns = ""
  package var addresses: [Address] = []
  package var phones: [Phone] = []
  package var emails: [String] = []
  package var language = ""
  package var needsInterpreter = false
  package var contactPreference: ContactPreference = .noPreference
  package var identifiers: [PatientIdentifier] = []
  package var related: [Related] = []
  package var hasDied = false
  /// Empty when the day is not known.
  package var diedOn = ""

  package init(
    family: String = "", given: String = "", birthDate: String = "", sex: AdministrativeSex = .unknown,
    phones: [Phone] = []
  ) {
    legal = PersonName(family: family, given: given)
    self.birthDate = birthDate
    self.sex = sex
    self.phones = phones
  }

  /// A form filled with what the record says.
  package init(_ facts: PatientFacts) {
    legal = facts.legal
    preferred = facts.preferred
    former = facts.former
    birthDate = facts.birthDate?.description ?? ""
    sex = facts.sex
    sexAtBirth = facts.sexAtBirth
    genderIdentity = facts.genderIdentity
    pronouns = facts.pronouns
    addresses = facts.addresses
    phones = facts.phones.map { Phone($0.number.description, label: $0.label, mayText: $0.mayText) }
    emails = facts.emails
    language = facts.language
    needsInterpreter = facts.needsInterpreter
    contactPreference = facts.contactPreference
    identifiers = facts.identifiers
    related = facts.related.map { person in
      Related(
        person.role, name: person.name, relation: person.relation, phone: person.phone?.description ?? "",
        mayHear: person.mayHear, patient: person.patient?.rawValue ?? "")
    }
    hasDied = facts.death != nil
    diedOn = facts.death?.day?.description ?? ""
  }
}

/// What is wrong with a draft, field by field, all at once.
package struct PatientDraftRefused: Refusal, Equatable {
  package let problems: [InvalidInput]
  package var kind: RefusalKind { .invalid }
  package var sentence: String { problems.map(\.sentence).joined(separator: " ") }
}
