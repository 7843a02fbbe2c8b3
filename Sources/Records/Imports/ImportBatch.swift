import Kernel
import Practice
import Store

extension Records {
  /// Takes in what a file of another system holds, some hundred items a commit. The outcomes stand in the order of
  /// the items.
  ///
  /// Running the same file again changes nothing. What changed there since is changed here, with its trace; but a
  /// field that a person here has edited keeps what the person wrote. A patient comes before what belongs to them,
  /// in an earlier batch or the same.
  package func importBatch(_ items: [ImportedItem], source: String, by who: Who) async throws
    -> [ImportOutcome]
  {
    try who.require(.editPatients)
    var outcomes: [ImportOutcome] = []
    var rest = items[...]
    while !rest.isEmpty {
      let portion = rest.withoutRepetition(atMost: 500)
      outcomes += try await take(Array(portion), source: source, by: who)
      rest = rest.dropFirst(portion.count)
    }
    return outcomes
  }

  /// One commit. What the database refuses is looked for by halving, so that one bad item costs only itself.
  private func take(_ items: [ImportedItem], source: String, by who: Who) async throws -> [ImportOutcome] {
    let intake = ImportIntake(
      source: source, who: who, moment: now(), today: today(), items: items, newID: newID)
    do {
      return try await store.write { try intake.run(in: $0) }
    } catch let error as StoreError where error.isAboutOneRow {
      guard items.count > 1 else {
        return [items[0].outcome(.refused("It breaks a rule of the records and was left out."))]
      }
      let middle = items.count / 2
      return try await take(Array(items[..<middle]), source: source, by: who)
        + take(Array(items[middle...]), source: source, by: who)
    }
  }
}

extension ImportedItem {
  func outcome(_ result: ImportOutcome.Result, remarks: [String] = []) -> ImportOutcome {
    ImportOutcome(kind: kind, external: external, result: result, remarks: remarks)
  }

  var key: ImportKey { ImportKey(kind: kind, external: external) }
}

/// How a source names a thing.
struct ImportKey: Hashable, Sendable {
  let kind: String
  let external: String
}

extension ArraySlice<ImportedItem> {
  /// The beginning in which nothing comes twice.
  fileprivate func withoutRepetition(atMost most: Int) -> ArraySlice<ImportedItem> {
    var seen: Set<ImportKey> = []
    return prefix(most).prefix { seen.insert($0.key).inserted }
  }
}

extension StoreError {
  fileprivate var isAboutOneRow: Bool {
    switch kind {
    case .unique, .check, .notNull, .foreignKey: true
    default: false
    }
  }
}
