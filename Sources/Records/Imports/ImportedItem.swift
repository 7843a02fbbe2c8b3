import Kernel

/// One thing out of a file of another system, read but not yet ours.
package struct ImportedItem: Sendable {
  package enum Content: Sendable {
    case patient(PatientDraft)
    case allergy(Allergy)
    case encounter(Encounter)
    case observation(Observation)
    case condition(HealthCondition)
    case immunization(Immunization)
    case coverage(Coverage)
    /// Nothing that this version reads: kept word for word for the next one.
    case kept
  }

  /// What the file calls it: `Observation`, `Claim`. A patient is a `Patient`, whatever the file.
  package let kind: String
  /// Its name there, the same every time the file is imported.
  package let external: String
  /// The external name of the patient it belongs to; nil for a patient, and for what belongs to none.
  package let patient: String?
  /// The whole of it, word for word.
  package let raw: String
  package let content: Content
  /// What the desk there had written down about a new patient.
  package var notes: [Note] = []

  package struct Note: Sendable, Hashable {
    package let kind: DeskNote.Kind
    package let text: String

    package init(_ kind: DeskNote.Kind, _ text: String) {
      self.kind = kind
      self.text = text
    }
  }

  package init(kind: String, external: String, patient: String? = nil, raw: String, content: Content) {
    self.kind = kind
    self.external = external
    self.patient = patient
    self.raw = raw
    self.content = content
  }
}

/// What became of one item.
package struct ImportOutcome: Sendable, Equatable {
  package enum Result: Sendable, Equatable {
    case created, updated
    /// The very same was imported before.
    case unchanged
    /// Not kept, and why.
    case refused(String)
  }

  package let kind: String
  package let external: String
  package let result: Result
  /// What could not be read as it was meant; it is kept in the raw text, and for a patient as a note.
  package let remarks: [String]
}
