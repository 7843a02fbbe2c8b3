import Foundation
import GRDB
import GRDBSQLite

/// GRDB's connection, speaking the house's few words.
struct SQLiteConnection: Connection {
  let database: Database
  var topics: Topics?

  var engine: EngineKind { .sqlite }

  func rows(_ sql: String, _ values: [SQLValue]) throws -> [Row] {
    let statement = try prepare(sql, values)
    let columns = Row.Columns(statement.columnNames)
    let width = Int32(statement.columnCount)
    var rows: [Row] = []
    let cursor = try GRDB.Row.fetchCursor(statement)
    while try cursor.next() != nil {
      // Past GRDB's own row: a board is read value by value some ten thousand times.
      rows.append(Row(columns: columns, values: (0..<width).map { SQLValue(statement.sqliteStatement, $0) }))
    }
    return rows
  }

  func ask(_ sql: String, _ values: [SQLValue]) throws -> Answer { Answer(try rows(sql, values)) }

  func run(_ sql: String, _ values: [SQLValue]) throws { try prepare(sql, values).execute() }

  func change(_ sql: String, _ values: [SQLValue]) throws -> Int {
    try prepare(sql, values).execute()
    return database.changesCount
  }

  func script(_ text: String) throws { try database.execute(sql: text) }

  func announce(_ topic: String) throws {
    guard let topics else { throw StoreFault("only a write can announce a change") }
    topics.all.insert(topic)
  }

  /// To SQLite `$2` is a *named* parameter, numbered by its first appearance. ``SQL`` writes each `$n` once and in
  /// order, so place and number agree.
  private func prepare(_ sql: String, _ values: [SQLValue]) throws -> Statement {
    let statement = try database.cachedStatement(sql: sql)
    statement.setUncheckedArguments(StatementArguments(try values.map { try $0.databaseValue }))
    return statement
  }
}

extension SQLValue {
  /// A value of the row that a statement stands on.
  fileprivate init(_ statement: OpaquePointer, _ column: Int32) {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: self = .integer(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: self = .real(sqlite3_column_double(statement, column))
    case SQLITE_TEXT:
      let text = UnsafeBufferPointer(
        start: sqlite3_column_text(statement, column), count: Int(sqlite3_column_bytes(statement, column)))
      self = .text(String(decoding: text, as: UTF8.self))
    case SQLITE_BLOB:
      let bytes = UnsafeRawBufferPointer(
        start: sqlite3_column_blob(statement, column), count: Int(sqlite3_column_bytes(statement, column)))
      self = .bytes([UInt8](bytes))
    default: self = .null
    }
  }

  fileprivate var databaseValue: DatabaseValue {
    get throws {
      switch self {
      case .null: .null
      case .integer(let number): number.databaseValue
      case .real(let number): number.databaseValue
      case .text(let text): try text.withoutNull.databaseValue
      case .bytes(let bytes): Data(bytes).databaseValue
      case .bool(let flag): (flag ? 1 : 0).databaseValue
      }
    }
  }
}

extension StoreError {
  init(_ error: DatabaseError) {
    let message = error.message ?? ""
    let kind: Kind =
      switch error.extendedResultCode {
      case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY: .unique
      case .SQLITE_CONSTRAINT_TRIGGER where message.hasPrefix("overlap"): .overlap
      case .SQLITE_CONSTRAINT_FOREIGNKEY: .foreignKey
      case .SQLITE_CONSTRAINT_CHECK, .SQLITE_CONSTRAINT_DATATYPE, .SQLITE_CONSTRAINT_TRIGGER: .check
      case .SQLITE_CONSTRAINT_NOTNULL: .notNull
      default:
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
        case .SQLITE_FULL: .full
        case .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_READONLY: .unavailable
        default: .other
        }
      }
    self.init(kind, "\(error.extendedResultCode.rawValue) \(message)")
  }
}
