import Kernel
import Practice
import Store

/// One portion of an import, within one transaction.
struct ImportIntake: Sendable {
  let source: String
  let who: Who
  let moment: Instant
  let today: LocalDay
  let items: [ImportedItem]
  let newID: @Sendable () -> String

  func run(in tx: Transaction) throws -> [ImportOutcome] {
    var state = State(known: try tx.known(source, items.map(\.key)))
    state.patients = try tx.importedPatients(source, Set(items.compactMap(\.patient)))
    let all = items.map { (item: $0, hash: SHA256.hex($0.raw)) }
    for (item, hash) in all {
      if state.known[item.key]?.hash == hash {
        state.outcomes[item.key] = item.outcome(.unchanged)
      } else if case .patient(let draft) = item.content {
        try take(draft, item, hash, &state, tx)
      }
    }
    try insertPatients(&state, tx)
    for (item, hash) in all where state.outcomes[item.key] == nil { take(item, hash, &state) }
    try state.facts.put(in: tx)
    try tx.keep(state.kept, known: state.known, source: source, by: who, at: moment)
    if !state.touched.isEmpty {
      try tx.audit(
        "patients.imported", by: who, patients: state.touched.map(\.rawValue), subject: "import:\(source)",
        detail: "\(state.kept.count) items", at: moment)
    }
    return items.compactMap { state.outcomes[$0.key] }
  }

  private static let somebodyElse =
    "Somebody with another name and birth date came under this number before. "
    + "If this file is from another system, give it a source of its own."

  private struct State {
    let known: [ImportKey: KnownResource]
    var patients: [String: ID<Patient>] = [:]
    var outcomes: [ImportKey: ImportOutcome] = [:]
    var new: [(item: ImportedItem, patient: NewPatient, hash: String, remarks: [String])] = []
    var facts = FactSheets()
    var kept: [KeptResource] = []
    var touched: Set<ID<Patient>> = []
  }

  private func take(
    _ draft: PatientDraft, _ item: ImportedItem, _ hash: String, _ state: inout State, _ tx: Transaction
  ) throws {
    do {
      let (facts, remarks) = try draft.checked(today: today, from: .file)
      if let known = state.known[item.key], let id = known.patient, let current = try tx.patient(id) {
        if facts.isSomebodyElse(than: current.facts) {
          state.outcomes[item.key] = item.outcome(.refused(Self.somebodyElse))
          return
        }
        let byHand = try tx.fieldsEditedByHand(of: id)
        _ = try tx.change(current, to: facts.keeping(byHand, of: current.facts), by: who, at: moment)
        state.kept.append(KeptResource(item: item, hash: hash, patient: id, fact: id.rawValue))
        state.touched.insert(id)
        state.outcomes[item.key] = item.outcome(.updated, remarks: remarks)
      } else {
        let new = NewPatient(id: ID(rawValue: newID()), facts: facts)
        state.new.append((item, new, hash, remarks))
        state.patients[item.external] = new.id
        state.outcomes[item.key] = item.outcome(.created, remarks: remarks)
      }
    } catch let refused as PatientDraftRefused {
      state.outcomes[item.key] = item.outcome(.refused(refused.sentence))
    }
  }

  private func insertPatients(_ state: inout State, _ tx: Transaction) throws {
    guard !state.new.isEmpty else { return }
    try tx.insert(state.new.map(\.patient), by: who, at: moment)
    for new in state.new {
      state.kept.append(
        KeptResource(
          item: new.item, hash: new.hash, patient: new.patient.id, fact: new.patient.id.rawValue))
      state.touched.insert(new.patient.id)
    }
    let notes = state.new.flatMap { new in
      let remark =
        new.remarks.isEmpty
        ? [] : [ImportedItem.Note(.note, "From the import: " + new.remarks.joined(separator: "; "))]
      return (new.item.notes + remark).map { note in
        DeskNote(
          id: ID(rawValue: newID()), patient: new.patient.id, kind: note.kind, text: kept(note.text),
          at: moment, by: who.name, retired: nil)
      }
    }
    try tx.insert(notes, by: who)
  }

  private func take(_ item: ImportedItem, _ hash: String, _ state: inout State) {
    let known = state.known[item.key]
    let patient = item.patient.flatMap { state.patients[$0] }
    guard patient != nil || item.isKeptWithoutPatient else {
      let sentence = "Its patient, \(item.patient ?? "nobody"), was not imported."
      state.outcomes[item.key] = item.outcome(.refused(sentence))
      return
    }
    let id = known?.fact ?? newID()
    var remarks: [String] = []
    let isFact =
      patient.map { state.facts.add(item.content, id, $0, renewing: known != nil, &remarks) } ?? false
    state.kept.append(
      KeptResource(
        item: item, hash: hash, patient: patient, fact: isFact ? id : nil))
    if let patient { state.touched.insert(patient) }
    state.outcomes[item.key] = item.outcome(known == nil ? .created : .updated, remarks: remarks)
  }
}

extension ImportedItem {
  fileprivate var isKeptWithoutPatient: Bool {
    if case .kept = content { return patient == nil }
    return false
  }
}

/// The facts of a portion, by table.
private struct FactSheets {
  private typealias Sheet<Fact> = [(id: String, patient: ID<Patient>, fact: Fact)]
  private var allergies: Sheet<Allergy> = []
  private var encounters: Sheet<Encounter> = []
  private var observations: Sheet<Observation> = []
  private var conditions: Sheet<HealthCondition> = []
  private var immunizations: Sheet<Immunization> = []
  private var coverages: Sheet<Coverage> = []
  private var renewed: [String] = []

  /// Whether the content is a fact of ours.
  mutating func add(
    _ content: ImportedItem.Content, _ id: String, _ patient: ID<Patient>, renewing: Bool,
    _ remarks: inout [String]
  ) -> Bool {
    switch content {
    case .patient, .kept: return false
    case .allergy(let fact): allergies.append((id, patient, fact))
    case .encounter(var fact):
      if let start = fact.start, let end = fact.end, end < start {
        fact.end = nil
        remarks.append("The encounter ends before it begins; its end was left out.")
      }
      encounters.append((id, patient, fact))
    case .observation(let fact):
      observations.append((id, patient, fact))
      if renewing { renewed.append(id) }
    case .condition(let fact): conditions.append((id, patient, fact))
    case .immunization(let fact): immunizations.append((id, patient, fact))
    case .coverage(let fact): coverages.append((id, patient, fact))
    }
    return true
  }

  func put(in tx: Transaction) throws {
    try Allergy.put(allergies, in: tx)
    try Encounter.put(encounters, in: tx)
    try Observation.put(observations, in: tx)
    try tx.putParts(of: observations, renewing: renewed)
    try HealthCondition.put(conditions, in: tx)
    try Immunization.put(immunizations, in: tx)
    try Coverage.put(coverages, in: tx)
  }
}

extension PatientFacts {
  /// Two systems may use the same number for two people. Who marries keeps the birth date; who was misspelt keeps
  /// half of the name; nobody changes everything at once.
  fileprivate func isSomebodyElse(than other: PatientFacts) -> Bool {
    guard let birthDate, let theirs = other.birthDate else { return false }
    return birthDate != theirs && legal.family != other.legal.family && legal.given != other.legal.given
  }
}
