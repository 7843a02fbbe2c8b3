import Kernel
import Store

extension Transaction {
  /// Writes what the search keeps of new patients.
  func insertFinding(_ new: [FindingRow]) throws {
    try insert(
      into: "finding", "number, patient, words, birth, phones",
      new.map { [$0.number, $0.patient, $0.words, $0.birth, $0.phones] })
    try insert(
      into: "finding_name", "word, number, words, birth",
      new.flatMap { row in row.eachWord.map { [$0, row.number, row.words, row.birth] } })
    try insert(
      into: "finding_code", "kind, code, number",
      new.flatMap { row in row.codes.map { [$0.kind, $0.code, row.number] } })
    try insertVocabulary(Set(new.flatMap(\.eachWord)))
  }

  /// Writes it anew for a patient who was edited.
  func replaceFinding(_ old: FindingRow, by new: FindingRow) throws {
    guard old != new else { return }
    try run(
      """
      UPDATE finding SET words = \(new.words), birth = \(new.birth), phones = \(new.phones)
      WHERE number = \(new.number)
      """)
    try run("DELETE FROM finding_name WHERE number = \(new.number)")
    try insert(
      into: "finding_name", "word, number, words, birth",
      new.eachWord.map { [$0, new.number, new.words, new.birth] })
    try run("DELETE FROM finding_code WHERE number = \(new.number)")
    try insert(
      into: "finding_code", "kind, code, number", new.codes.map { [$0.kind, $0.code, new.number] })
    try insertVocabulary(Set(new.eachWord))
  }

  /// Sorted, so that two imports on PostgreSQL cannot wait for each other's words in a circle.
  private func insertVocabulary(_ words: Set<String>) throws {
    try insert(
      into: "finding_word", "word, sound", words.sorted().map { [$0, sound(of: $0)] },
      conflict: "ON CONFLICT (word) DO NOTHING")
  }
}
