import Kernel
import Store

/// A person whom the practice cares for, as they are known today. How they were known before stands in
/// ``PatientChange``.
package struct Patient: Sendable, Hashable, Identifiable {
  package let id: ID<Patient>
  /// The medical record number: short, in order of registration, never given twice.
  package let number: Int
  /// Goes up by one with every edit, so that a later saver notices an earlier one.
  package let version: Int
  package let registered: Instant
  package var facts: PatientFacts

  package var name: PersonName { facts.legal }
  package var birthDate: LocalDay? { facts.birthDate }
}

/// What a patient's record says, apart from who keeps it and since when.
package struct PatientFacts: Sendable, Hashable {
  package var legal: PersonName
  /// The name the person goes by, if it is another. Often only a given name.
  package var preferred: PersonName?
  package var former: [PersonName] = []
  /// Nil only for records that were imported without one.
  package var birthDate: LocalDay?
  package var sex: AdministrativeSex = .unknown
  package var sexAtBirth: SexAtBirth = .notAsked
  /// In the person's own words; empty when not said.
  package var genderIdentity = ""
  package var pronouns = ""
  package var addresses: [Address] = []
  package var phones: [PatientPhone] = []
  package var emails: [String] = []
  /// A language tag (BCP 47) such as `es`, or what was written; empty when not asked.
  package var language = ""
  package var needsInterpreter = false
  package var contactPreference: ContactPreference = .noPreference
  package var identifiers: [PatientIdentifier] = []
  package var related: [RelatedPerson] = []
  package var death: Death?

  package init(legal: PersonName) { self.legal = legal }

  /// What to call the person: the preferred given name before the legal one.
  package var goesBy: PersonName {
    guard let preferred else { return legal }
    return PersonName(
      family: preferred.family.isEmpty ? legal.family : preferred.family,
      given: preferred.given.isEmpty ? legal.given : preferred.given,
      prefix: preferred.prefix, suffix: preferred.suffix.isEmpty ? legal.suffix : preferred.suffix)
  }

  package var guarantor: RelatedPerson? { related.first { $0.role == .guarantor } }
  package var emergencyContacts: [RelatedPerson] { related.filter { $0.role == .emergency } }
}

/// The sex that payers and registers ask for. Says nothing about the person's body or identity.
package enum AdministrativeSex: String, CaseIterable, Codable, Stored {
  case female, male, other, unknown
}

package enum SexAtBirth: String, CaseIterable, Codable, Stored {
  case female, male, intersex, undisclosed
  case notAsked = "not_asked"
}

package enum ContactPreference: String, CaseIterable, Codable, Stored {
  case noPreference = "none"
  case call, text, email, letter, portal
}

/// That a patient died; the day, where it is known.
package struct Death: Sendable, Hashable, Codable {
  package var day: LocalDay?
  package init(day: LocalDay? = nil) { self.day = day }
}
