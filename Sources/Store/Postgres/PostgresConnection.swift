import CPostgres
import Foundation
import Kernel

/// One libpq connection with its prepared statements.
///
/// `@unchecked Sendable`: the engine's list hands it to one thread at a time.
final class PostgresConnection: Connection, @unchecked Sendable {
  private struct Prepared {
    let name: String
    var columns: Row.Columns?
    var types: [Oid] = []
  }

  let engine = EngineKind.postgres
  let raw: OpaquePointer
  private var prepared: [String: Prepared] = [:]
  private var topics: Set<String> = []

  /// Everything of a plan that changes after a schema change ("cached plan must not change result type") is
  /// thrown away with the connection's statements.
  private static let mostPrepared = 500

  init(_ url: String) throws {
    let words = ["dbname", "connect_timeout", "fallback_application_name", "client_encoding"]
    let values = [url, "5", "foyer", "UTF8"]
    let found = withCStrings(words) { names in
      withCStrings(values) { PQconnectdbParams(names, $0, 1) }
    }
    guard let found else { throw StoreError(.unavailable, "out of memory") }
    raw = found
    guard PQstatus(raw) == CONNECTION_OK else {
      let reason = String(cString: PQerrorMessage(raw))
      throw StoreError(.unavailable, reason.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    try script("SET client_min_messages = error; SET timezone = 'UTC'; SET lock_timeout = '60s'")
  }

  deinit { PQfinish(raw) }

  var isAlive: Bool { PQstatus(raw) == CONNECTION_OK }
  var isIdle: Bool { isAlive && PQtransactionStatus(raw) == PQTRANS_IDLE }

  func announce(_ topic: String) throws { topics.insert(topic) }

  func takeTopics() -> Set<String> {
    defer { topics = [] }
    return topics
  }

  func script(_ text: String) throws {
    let result = PQexec(raw, text)
    defer { PQclear(result) }
    try check(result)
  }

  func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
    let result = try execute(statement(for: sql).name, values)
    defer { PQclear(result) }
    return Int(String(cString: PQcmdTuples(result))) ?? 0
  }

  func rows(_ sql: String, _ values: [SQLValue]) throws -> [Row] {
    var statement = try statement(for: sql)
    let result = try execute(statement.name, values)
    defer { PQclear(result) }
    let width = PQnfields(result)
    let columns: Row.Columns
    if let known = statement.columns {
      columns = known
    } else {
      columns = Row.Columns((0..<width).map { String(cString: PQfname(result, $0)) })
      statement.columns = columns
      statement.types = (0..<width).map { PQftype(result, $0) }
      prepared[sql] = statement
    }
    return (0..<PQntuples(result)).map { row in
      Row(
        columns: columns,
        values: (0..<width).map { value(result, row, $0, type: statement.types[Int($0)]) })
    }
  }

  private func statement(for sql: String) throws -> Prepared {
    if let known = prepared[sql] { return known }
    if prepared.count >= Self.mostPrepared {
      try script("DEALLOCATE ALL")
      prepared = [:]
    }
    let name = "s\(prepared.count)"
    let result = PQprepare(raw, name, sql, 0, nil)
    defer { PQclear(result) }
    try check(result)
    let statement = Prepared(name: name)
    prepared[sql] = statement
    return statement
  }

  private func execute(_ name: String, _ values: [SQLValue]) throws -> OpaquePointer? {
    let texts = try values.map { try $0.postgresText }
    let result = withCStrings(texts) { PQexecPrepared(raw, name, Int32(texts.count), $0, nil, nil, 0) }
    do {
      try check(result)
      return result
    } catch {
      PQclear(result)
      throw error
    }
  }

  private func check(_ result: OpaquePointer?) throws {
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return
    default: throw error(result)
    }
  }

  /// The code, the message and the constraint's name, never the detail, which quotes values.
  private func error(_ result: OpaquePointer?) -> StoreError {
    let code = field(result, "C") ?? ""
    let words = [code, field(result, "M") ?? "the connection was lost", field(result, "n") ?? ""]
    let kind: StoreError.Kind =
      switch code {
      case "23505": .unique
      case "23P01": .overlap
      case "23503": .foreignKey
      case "23514", "22P02", "22003", "22001": .check
      case "23502": .notNull
      case "40001", "40P01": .serialization
      case "55P03": .busy
      case "53100": .full
      case _ where code.hasPrefix("08") || code.hasPrefix("57P") || !isAlive: .unavailable
      default: .other
      }
    return StoreError(kind, words.filter { !$0.isEmpty }.joined(separator: " "))
  }

  private func field(_ result: OpaquePointer?, _ name: Character) -> String? {
    guard let result, let code = name.asciiValue, let text = PQresultErrorField(result, Int32(code)) else {
      return nil
    }
    return String(cString: text)
  }

  private func value(_ result: OpaquePointer?, _ row: Int32, _ column: Int32, type: Oid) -> SQLValue {
    guard PQgetisnull(result, row, column) == 0, let text = PQgetvalue(result, row, column) else {
      return .null
    }
    switch type {
    case 16: return .bool(text.pointee == CChar(UInt8(ascii: "t")))
    case 20, 21, 23: return .integer(Int64(strtoll(text, nil, 10)))
    case 700, 701: return .real(strtod(text, nil))
    case 17: return bytes(text)
    default: return .text(String(cString: text))
    }
  }

  private func bytes(_ text: UnsafePointer<CChar>) -> SQLValue {
    var count = 0
    let raw = text.withMemoryRebound(to: UInt8.self, capacity: 1) { PQunescapeBytea($0, &count) }
    guard let raw else { return .null }
    defer { PQfreemem(raw) }
    return .bytes([UInt8](UnsafeBufferPointer(start: raw, count: count)))
  }
}

extension SQLValue {
  /// How libpq wants a value in text format; nil is NULL.
  fileprivate var postgresText: String? {
    get throws {
      switch self {
      case .null: nil
      case .integer(let number): String(number)
      case .real(let number): String(number)
      case .text(let text): try text.withoutNull
      case .bool(let flag): flag ? "t" : "f"
      case .bytes(let bytes): "\\x" + bytes.map { pad16($0) }.joined()
      }
    }
  }

  private func pad16(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}

/// Lends the texts as a C array that ends with nil, as libpq wants parameters and keywords.
func withCStrings<T>(
  _ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> T
) -> T {
  let copies: [UnsafePointer<CChar>?] = texts.map { $0.map { UnsafePointer(strdup($0)) } } + [nil]
  defer { for copy in copies { free(UnsafeMutablePointer(mutating: copy)) } }
  return copies.withUnsafeBufferPointer { body($0.baseAddress) }
}
