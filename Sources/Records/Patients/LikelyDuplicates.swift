import Kernel
import Practice
import Store

/// Somebody known who may be the person about to be registered.
package struct LikelyDuplicate: Sendable, Hashable, Identifiable {
  package let label: PatientLabel
  /// 50 to 100.
  package let score: Int
  package let reasons: [DuplicateReason]
  package var id: ID<Patient> { label.id }
}

extension Records {
  /// Who of the known patients may be this one, likeliest first. Asked before a new patient is saved; a draft that
  /// is not complete yet is compared by what it has.
  package func likelyDuplicates(of draft: PatientDraft, by who: Who) async throws -> [LikelyDuplicate] {
    try who.require(.seePatients)
    guard let facts = try? draft.checked(today: today(), from: .file).facts else { return [] }
    let found = try await store.read { tx in
      let known = try tx.patients(try tx.duplicateCandidates(of: facts))
      let likely = known.compactMap { patient in
        DuplicateRule(facts).compare(patient.facts).map { (patient.id, $0) }
      }
      .sorted { ($1.1.score, $0.0) < ($0.1.score, $1.0) }.prefix(8)
      let labels = try tx.patientLabels(likely.map(\.0))
      return likely.compactMap { id, verdict in
        labels[id].map { LikelyDuplicate(label: $0, score: verdict.score, reasons: verdict.reasons) }
      }
    }
    guard !found.isEmpty else { return [] }
    let moment = now()
    try await store.write { tx in
      try tx.audit("patients.compared", by: who, patients: found.map(\.id.rawValue), at: moment)
    }
    return found
  }
}

extension Transaction {
  /// Patients worth comparing: each step along an index, together at most some hundred.
  fileprivate func duplicateCandidates(of facts: PatientFacts) throws -> [ID<Patient>] {
    let row = FindingRow(facts, number: 0, patient: "")
    var numbers: [Int] = []
    if let birth = facts.birthDate {
      numbers += try candidates(born: [birth], limit: 300).map(\.number)
      if let family = NameWords.typed(facts.legal.family).first,
        let given = NameWords.typed(facts.legal.given).first
      {
        let near = DuplicateRule.daysMistaken(for: birth).map(\.description)
        numbers += try candidates(
          named: [family, given], whole: true, and: "AND birth IN (\(each: near))", limit: 100
        ).map(\.number)
      }
    }
    for code in row.codes where code.kind != .dial {
      numbers += try self.numbers(having: code, limit: 50)
    }
    var seen: Set<Int> = []
    let ids = try patientIDs(numbered: numbers.filter { seen.insert($0).inserted }.prefix(500).map(\.self))
    return ids.sorted { $0.key < $1.key }.map(\.value)
  }

  private func numbers(having code: FindingRow.Code, limit: Int) throws -> [Int] {
    try rows(
      """
      SELECT number FROM finding_code WHERE kind = \(code.kind) AND code = \(code.code)
      ORDER BY number LIMIT \(limit)
      """
    ).map { try $0("number") }
  }
}
