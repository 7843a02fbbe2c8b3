import Kernel
import Records

extension PatientDraft {
  /// Takes one field as another version says it.
  mutating func take(_ field: PatientField, from other: PatientDraft) {
    switch field {
    case .legalName: legal = other.legal
    case .preferredName: preferred = other.preferred
    case .formerNames: former = other.former
    case .birthDate: birthDate = other.birthDate
    case .sex: sex = other.sex
    case .sexAtBirth: sexAtBirth = other.sexAtBirth
    case .genderIdentity: genderIdentity = other.genderIdentity
    case .pronouns: pronouns = other.pronouns
    case .addresses: addresses = other.addresses
    case .phones: phones = other.phones
    case .emails: emails = other.emails
    case .language: language = other.language
    case .interpreter: needsInterpreter = other.needsInterpreter
    case .contactPreference: contactPreference = other.contactPreference
    case .identifiers: identifiers = other.identifiers
    case .guarantor: take(.guarantor, other)
    case .emergencyContacts: take(.emergency, other)
    case .otherContacts: take(.other, other)
    case .death:
      hasDied = other.hasDied
      diedOn = other.diedOn
    case .photo: break
    }
  }

  private mutating func take(_ role: RelatedPerson.Role, _ other: PatientDraft) {
    related.removeAll { $0.role == role }
    related += other.related.filter { $0.role == role }
  }
}

/// Two people changed one record. What the other changed and this person did not touch is taken over; where both
/// changed a field, both are shown.
func merge(_ mine: PatientDraft, _ no: PatientChangedMeanwhile, today: LocalDay) -> (
  draft: PatientDraft, conflicts: [PatientFormView.Conflict]
) {
  var draft = mine
  var conflicts: [PatientFormView.Conflict] = []
  guard let typed = try? mine.checked(today: today).facts else { return (mine, []) }
  let theirs = PatientDraft(no.current.facts)
  for field in PatientField.allCases {
    guard let first = no.changes.first(where: { $0.field == field }) else { continue }
    let (yours, now) = (typed.text(field), no.current.facts.text(field))
    if yours == now { continue }
    if yours == first.old {
      draft.take(field, from: theirs)
    } else {
      conflicts.append(.init(field: field.rawValue, name: field.label, theirs: now, yours: yours))
    }
  }
  return (draft, conflicts)
}
