import Foundation
import Kernel
import Records
import Wire

/// Reads one row of a patient list.
struct PatientRow {
  let headings: [String]
  let map: ColumnMap
  let dates: DateOrder

  /// Columns whose meaning is known, but which the record has no place for yet.
  var keptOnly: [String] {
    [PatientColumn.race, .ethnicity].compactMap { map.places[$0] }.map {
      "Column «\(headings[$0])» is kept beside the record word for word; no page shows it yet."
    }
  }

  /// The patient, and their coverage where the list names a payer.
  func items(_ record: CSVRecord) -> [ImportedItem] {
    func value(_ column: PatientColumn) -> String { map.value(column, in: record) }
    let draft = draft(value)
    let external = external(value, draft)
    let raw = raw(record)
    var items = [ImportedItem(kind: "Patient", external: external, raw: raw, content: .patient(draft))]
    items[0].notes = [(DeskNote.Kind.alert, value(.alert)), (.note, value(.note))]
      .filter { !$1.isEmpty }.map { ImportedItem.Note($0, String($1.prefix(2000))) }
    if !value(.payer).isEmpty {
      var coverage = Coverage(payer: value(.payer))
      coverage.memberID = value(.memberID)
      coverage.group = value(.groupNumber)
      coverage.plan = value(.plan)
      coverage.status = "active"
      coverage.rank = 1
      items.append(
        ImportedItem(
          kind: "Coverage", external: external + "/1", patient: external, raw: raw,
          content: .coverage(coverage)))
    }
    return items
  }

  private func draft(_ value: (PatientColumn) -> String) -> PatientDraft {
    var draft = PatientDraft(birthDate: day(value(.birthDate)))
    draft.legal = name(value)
    if !value(.preferred).isEmpty { draft.preferred = PersonName(family: "", given: value(.preferred)) }
    if !value(.former).isEmpty {
      draft.former = [PersonName(family: value(.former), given: draft.legal.given)]
    }
    draft.sex = sex(value(.sex))
    draft.sexAtBirth = sexAtBirth(value(.sexAtBirth))
    draft.genderIdentity = value(.genderIdentity)
    draft.pronouns = value(.pronouns)
    let mayText = isYes(value(.texts))
    let lines: [(PatientColumn, PatientPhone.Label)] = [
      (.mobile, .mobile), (.phone, .other), (.home, .home), (.work, .work),
    ]
    draft.phones = lines.filter { !value($0.0).isEmpty }.map { column, label in
      PatientDraft.Phone(value(column), label: label, mayText: mayText && label == .mobile)
    }
    draft.emails = value(.email).split(whereSeparator: { ",; ".contains($0) }).map(String.init)
    draft.addresses = [
      Address(
        lines: [value(.street), value(.street2)].filter { !$0.isEmpty }, city: value(.city),
        region: value(.region),
        postalCode: value(.postalCode), country: value(.country).isEmpty ? "US" : value(.country))
    ]
    draft.language = value(.language)
    draft.needsInterpreter = isYes(value(.interpreter))
    draft.contactPreference =
      ContactPreference(rawValue: value(.contactPreference).lowercased()) ?? .noPreference
    if !value(.recordNumber).isEmpty {
      draft.identifiers = [
        PatientIdentifier(system: "Record number in the imported list", value: value(.recordNumber))
      ]
    }
    draft.related = related(value)
    let died = value(.deceased)
    draft.hasDied = !died.isEmpty && !["n", "no", "false", "0"].contains(died.lowercased())
    draft.diedOn = draft.hasDied ? tableDate(died, order: dates)?.description ?? "" : ""
    return draft
  }

  /// Columns for each part, or one for all: `Cohen, Ruth N.` or `Ruth N. Cohen`.
  private func name(_ value: (PatientColumn) -> String) -> PersonName {
    let given = [value(.given), value(.middle)].filter { !$0.isEmpty }.joined(separator: " ")
    if !value(.family).isEmpty || !given.isEmpty {
      return PersonName(family: value(.family), given: given, prefix: value(.prefix), suffix: value(.suffix))
    }
    return spelled(value(.fullName))
  }

  private func spelled(_ whole: String) -> PersonName {
    let parts = whole.split(separator: ",", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
    if parts.count == 2 { return PersonName(family: parts[0], given: parts[1]) }
    let words = whole.split(separator: " ").map(String.init)
    return PersonName(family: words.last ?? "", given: words.dropLast().joined(separator: " "))
  }

  private func related(_ value: (PatientColumn) -> String) -> [PatientDraft.Related] {
    [
      (
        RelatedPerson.Role.guarantor, PatientColumn.guarantor, PatientColumn.guarantorRelation,
        PatientColumn.guarantorPhone
      ),
      (.emergency, .emergency, .emergencyRelation, .emergencyPhone),
    ].filter { !value($0.1).isEmpty }.map { role, name, relation, phone in
      PatientDraft.Related(role, name: spelled(value(name)), relation: value(relation), phone: value(phone))
    }
  }

  /// The record number; where there is none, what tells people apart.
  private func external(_ value: (PatientColumn) -> String, _ draft: PatientDraft) -> String {
    let number = value(.recordNumber)
    if !number.isEmpty { return number }
    let person = [draft.legal.family, draft.legal.given, draft.birthDate].joined(separator: "|").lowercased()
    return "person-" + SHA256.hex(person).prefix(32)
  }

  /// The whole row, also the columns that were not understood.
  private func raw(_ record: CSVRecord) -> String {
    "{"
      + zip(headings, record.fields).filter { !$1.isEmpty }
      .map { "\(quoted($0)):\(quoted($1))" }.joined(separator: ",") + "}"
  }

  private func day(_ text: String) -> String { tableDate(text, order: dates)?.description ?? text }

  private func isYes(_ text: String) -> Bool {
    ["y", "yes", "true", "1", "x", "ok"].contains(text.lowercased())
  }

  private func sex(_ text: String) -> AdministrativeSex {
    switch text.lowercased() {
    case "f", "female", "w", "woman": .female
    case "m", "male", "man": .male
    case "x", "o", "other", "nonbinary", "non-binary": .other
    default: .unknown
    }
  }

  private func sexAtBirth(_ text: String) -> SexAtBirth {
    switch text.lowercased() {
    case "f", "female": .female
    case "m", "male": .male
    case "intersex", "i": .intersex
    case "": .notAsked
    default: .undisclosed
    }
  }
}
