import Kernel
import Store

/// The fields of a record as the history names them.
package enum PatientField: String, CaseIterable, Codable, Stored {
  case legalName = "legal_name"
  case preferredName = "preferred_name"
  case formerNames = "former_names"
  case birthDate = "birth_date"
  case sex
  case sexAtBirth = "sex_at_birth"
  case genderIdentity = "gender_identity"
  case pronouns
  case addresses, phones, emails, language, interpreter
  case contactPreference = "contact_preference"
  case identifiers, guarantor
  case emergencyContacts = "emergency_contacts"
  case otherContacts = "other_contacts"
  case death, photo

  /// `birth date`
  package var label: String { rawValue.replacing("_", with: " ") }
}

extension PatientFacts {
  /// What a field says, as a line that a person can read and compare.
  package func text(_ field: PatientField) -> String {
    switch field {
    case .legalName: spelled(legal)
    case .preferredName: preferred.map(spelled) ?? ""
    case .formerNames: former.map(spelled).joined(separator: "; ")
    case .birthDate: birthDate?.description ?? ""
    case .sex: sex.rawValue
    case .sexAtBirth: sexAtBirth.rawValue.replacing("_", with: " ")
    case .genderIdentity: genderIdentity
    case .pronouns: pronouns
    case .addresses: addresses.map(spelled).joined(separator: "; ")
    case .phones: phones.map(spelled).joined(separator: "; ")
    case .emails: emails.joined(separator: "; ")
    case .language: language
    case .interpreter: needsInterpreter ? "needed" : "not needed"
    case .contactPreference: contactPreference.rawValue
    case .identifiers: identifiers.map { "\($0.system): \($0.value)" }.joined(separator: "; ")
    case .guarantor: people(.guarantor)
    case .emergencyContacts: people(.emergency)
    case .otherContacts: people(.other)
    case .death: death.map { $0.day.map { "died \($0)" } ?? "died" } ?? ""
    case .photo: ""
    }
  }

  /// The fields in which two versions of a record differ.
  package func fieldsDiffering(from other: PatientFacts) -> [PatientField] {
    PatientField.allCases.filter { text($0) != other.text($0) }
  }

  private func people(_ role: RelatedPerson.Role) -> String {
    related.filter { $0.role == role }.map(spelled).joined(separator: "; ")
  }
}

private func spelled(_ name: PersonName) -> String {
  var text = name.family + ", " + name.given
  if !name.prefix.isEmpty { text += ", " + name.prefix }
  if !name.suffix.isEmpty { text += ", " + name.suffix }
  return text
}

private func spelled(_ address: Address) -> String {
  var text = "\(address.use.rawValue): \(address.oneLine)"
  if let from = address.from { text += " from \(from)" }
  if let until = address.until { text += " until \(until)" }
  return text
}

private func spelled(_ phone: PatientPhone) -> String {
  "\(phone.label.rawValue) \(phone.number)" + (phone.mayText ? " (texts)" : "")
}

private func spelled(_ person: RelatedPerson) -> String {
  var text = person.name.full
  if !person.relation.isEmpty { text += " (\(person.relation))" }
  if let phone = person.phone { text += " \(phone)" }
  let hears = [
    (RelatedPerson.MayHear.appointments, "appointments"), (.billing, "billing"), (.clinical, "care"),
  ]
  .filter { person.mayHear.contains($0.0) }.map { $0.1 }
  if !hears.isEmpty { text += ", may hear of " + hears.joined(separator: " and ") }
  if let patient = person.patient { text += " [patient \(patient)]" }
  return text
}
