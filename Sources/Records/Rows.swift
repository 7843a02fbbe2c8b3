import Store

extension Transaction {
  /// Inserts many rows with few statements: a bulk import spends its time in round trips otherwise.
  ///
  /// `columns` is a list such as `"patient, place"`; `conflict` an ON CONFLICT clause or empty. Rows go in groups
  /// of two sizes, so that the engines meet only a few different statements and keep them prepared.
  func insert(into table: String, _ columns: String, _ rows: [[any Stored]], conflict: String = "") throws {
    var rest = rows[...]
    while !rest.isEmpty {
      let size = rest.count >= 64 ? 64 : rest.count >= 8 ? 8 : 1
      try run(insertion(table, columns, rest.prefix(size), conflict))
      rest = rest.dropFirst(size)
    }
  }

  private func insertion(
    _ table: String, _ columns: String, _ rows: ArraySlice<[any Stored]>, _ conflict: String
  ) -> SQL {
    var parts = SQL.StringInterpolation(literalCapacity: 0, interpolationCount: 0)
    parts.appendLiteral("INSERT INTO \(table) (\(columns)) VALUES ")
    for (line, row) in rows.enumerated() {
      parts.appendLiteral(line == 0 ? "(" : ", (")
      for (place, value) in row.enumerated() {
        if place > 0 { parts.appendLiteral(", ") }
        parts.appendInterpolation(value)
      }
      parts.appendLiteral(")")
    }
    if !conflict.isEmpty { parts.appendLiteral(" " + conflict) }
    return SQL(stringInterpolation: parts)
  }
}

extension SQL {
  /// Fragments with commas between them, built in one go: joining thousands pairwise takes quadratic time.
  static func list(_ fragments: some Sequence<SQL>) -> SQL {
    var parts = SQL.StringInterpolation(literalCapacity: 0, interpolationCount: 0)
    for (place, fragment) in fragments.enumerated() {
      if place > 0 { parts.appendLiteral(", ") }
      parts.appendInterpolation(fragment)
    }
    return SQL(stringInterpolation: parts)
  }
}
