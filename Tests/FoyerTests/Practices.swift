import Foundation
import Kernel
import Store
import Support

@testable import foyer

/// A practice in a folder of its own, on one engine, for tests that need the whole of it: a database and not
/// only a schema, since a restore replaces it.
struct WholePractice: Sendable {
  let folder: TemporaryFolder
  let configuration: Configuration

  var data: DataFolder { DataFolder(path: folder.path) }

  static func with<T>(
    _ engine: EngineKind, in given: TemporaryFolder? = nil, _ body: (WholePractice) async throws -> T
  ) async throws -> T {
    try await inTurn { try await lend(engine, in: given, body) }
  }

  private static func lend<T>(
    _ engine: EngineKind, in given: TemporaryFolder?, _ body: (WholePractice) async throws -> T
  ) async throws -> T {
    let folder = try given ?? TemporaryFolder()
    var configuration = Configuration(data: folder.path)
    guard engine == .postgres else {
      return try await body(WholePractice(folder: folder, configuration: configuration))
    }
    let server = ProcessInfo.processInfo.environment["FOYER_TEST_POSTGRES"] ?? ""
    let name = "p" + UUID().uuidString.replacing("-", with: "").lowercased()
    try psql(server, "CREATE DATABASE \(name)")
    configuration.databaseURL = database(name, on: server)
    let result = await Result { try await body(WholePractice(folder: folder, configuration: configuration)) }
    try psql(server, "DROP DATABASE \(name) WITH (FORCE)")
    return try result.get()
  }

  private static func database(_ name: String, on server: String) -> String {
    guard var parts = URLComponents(string: server), server.contains("://") else {
      return "\(server) dbname=\(name)"
    }
    parts.path = "/\(name)"
    return parts.string ?? server
  }

  private static func psql(_ server: String, _ command: String) throws {
    let tool = PostgresTool("psql", at: server)
    let (process, output) = try tool.start(["--no-psqlrc", "--quiet", "--command=\(command)"])
    _ = try output.readToEnd()
    try tool.finish(process)
  }
}

extension Store {
  /// How many rows each table has and the hash of all of them, whatever their order.
  func fingerprint() async throws -> [String: String] {
    try await read { tx in
      var prints: [String: String] = [:]
      for table in try tx.tables() { prints[table] = try tx.fingerprint(of: table) }
      return prints
    }
  }
}

extension Transaction {
  fileprivate func fingerprint(of table: String) throws -> String {
    let columns =
      switch engine {
      case .sqlite: try rows("SELECT name FROM pragma_table_info(\(table)) ORDER BY cid")
      case .postgres:
        try rows(
          """
          SELECT CAST(column_name AS TEXT) AS name FROM information_schema.columns
          WHERE table_schema = current_schema() AND table_name = \(table) ORDER BY ordinal_position
          """)
      }
    let names: [String] = try columns.map { try $0("name") }
    let list = SQL(
      stringLiteral: names.map { "CAST(\"\($0)\" AS TEXT) AS \"\($0)\"" }.joined(separator: ", "))
    let rows = try rows("SELECT \(list) FROM \(SQL(stringLiteral: "\"\(table)\""))")
    let lines = try rows.map { row in
      try names.map { name -> String in try row(name) ?? "∅" }.joined(separator: "\u{1F}")
    }
    return "\(rows.count) \(SHA256.hex(lines.sorted().joined(separator: "\n")))"
  }
}
