import Synchronization

/// One row of an answer: the columns are shared by all rows of it.
package struct Row: Sendable {
  /// The names of an answer's columns.
  final class Columns: Sendable {
    private let names: [String]
    /// Behind the column that was asked for last: columns are mostly asked for as they stand.
    private let next = Atomic(0)

    init(_ names: [String]) { self.names = names }

    func place(of name: String) -> Int? {
      let hint = next.load(ordering: .relaxed)
      let found = hint < names.count && names[hint] == name ? hint : names.firstIndex(of: name)
      if let found { next.store(found + 1, ordering: .relaxed) }
      return found
    }
  }

  let columns: Columns
  let values: [SQLValue]

  /// The value of a column: `let start: Instant = try row("start_at")`.
  ///
  /// - Throws: ``StoreFault`` where the column is missing or holds something else: a programmer's error.
  package func callAsFunction<T: Stored>(_ column: String) throws -> T {
    guard let place = columns.place(of: column) else {
      throw StoreFault("the answer has no column \(column)")
    }
    guard let value = T(sqlValue: values[place]) else {
      throw StoreFault("column \(column) does not hold a \(T.self)")
    }
    return value
  }
}
