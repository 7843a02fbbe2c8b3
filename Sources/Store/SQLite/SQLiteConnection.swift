import Foundation
import GRDB

/// GRDB's connection, speaking the house's few words.
struct SQLiteConnection: Connection {
  let database: Database
  var topics: Topics?

  var engine: EngineKind { .sqlite }

  func rows(_ sql: String, _ values: [SQLValue]) throws -> [Row] {
    let statement = try prepare(sql, values)
    let columns = Row.Columns(statement.columnNames)
    let count = statement.columnCount
    var rows: [Row] = []
    let cursor = try GRDB.Row.fetchCursor(statement)
    while let found = try cursor.next() {
      rows.append(Row(columns: columns, values: (0..<count).map { SQLValue(found.databaseValue(at: $0)) }))
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
  fileprivate init(_ value: DatabaseValue) {
    switch value.storage {
    case .null: self = .null
    case .int64(let number): self = .integer(number)
    case .double(let number): self = .real(number)
    case .string(let text): self = .text(text)
    case .blob(let data): self = .bytes([UInt8](data))
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

extension GRDB.Row {
  fileprivate func databaseValue(at place: Int) -> DatabaseValue { self[place] }
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
