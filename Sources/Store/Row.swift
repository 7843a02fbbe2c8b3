/// One row of an answer: the columns are shared by all rows of it.
package struct Row: Sendable {
  /// The names of an answer's columns.
  final class Columns: Sendable {
    let places: [String: Int]
    init(_ names: [String]) {
      places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  let columns: Columns
  let values: [SQLValue]

  /// The value of a column: `let start: Instant = try row("start_at")`.
  ///
  /// - Throws: ``StoreFault`` where the column is missing or holds something else: a programmer's error.
  package func callAsFunction<T: Stored>(_ column: String) throws -> T {
    guard let place = columns.places[column] else { throw StoreFault("the answer has no column \(column)") }
    guard let value = T(sqlValue: values[place]) else {
      throw StoreFault("column \(column) does not hold a \(T.self)")
    }
    return value
  }
}
