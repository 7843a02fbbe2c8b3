import Kernel

/// What a desk may do inside ``Store/read(_:)`` and ``Store/write(_:)``. Lives only as long as the closure.
package struct Transaction {
  let connection: any Connection

  package var engine: EngineKind { connection.engine }

  /// All rows of an answer.
  package func rows(_ sql: SQL) throws -> [Row] { try connection.rows(sql.text, sql.values) }

  /// The first row of an answer, if there is one.
  package func row(_ sql: SQL) throws -> Row? { try rows(sql).first }

  /// The first column of the first row, nil for no row and for NULL: `let count: Int = try tx.value("SELECT COUNT(*) FROM patient")`.
  package func value<T: Stored>(_ sql: SQL) throws -> T? {
    guard let first = try row(sql)?.values.first, first != .null else { return nil }
    guard let value = T(sqlValue: first) else { throw StoreFault("the answer is not a \(T.self)") }
    return value
  }

  /// Runs a statement and gives the number of rows it changed.
  @discardableResult
  package func run(_ sql: SQL) throws -> Int { try connection.run(sql.text, sql.values) }

  /// Runs several statements without values, for schemas.
  package func script(_ text: String) throws { try connection.script(text) }

  /// Tells everybody who watches `topic` that it changed, once this commit is durable. Lost with a rollback.
  package func announce(_ topic: String) throws { try connection.announce(topic) }
}

package enum EngineKind: String, Sendable, CaseIterable {
  case sqlite, postgres
}

/// One engine's connection, for the length of one transaction.
protocol Connection {
  var engine: EngineKind { get }
  func rows(_ sql: String, _ values: [SQLValue]) throws -> [Row]
  @discardableResult func run(_ sql: String, _ values: [SQLValue]) throws -> Int
  func script(_ text: String) throws
  func announce(_ topic: String) throws
}
