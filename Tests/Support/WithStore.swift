import Foundation
import Kernel
import Store

extension EngineKind {
  /// The engines that tests run on: SQLite, and PostgreSQL where `FOYER_TEST_POSTGRES` says how to reach one.
  package static let underTest: [EngineKind] =
    ProcessInfo.processInfo.environment["FOYER_TEST_POSTGRES"] == nil ? [.sqlite] : [.sqlite, .postgres]
}

/// Lends a fresh database with the given schema, and clears it away afterwards.
@discardableResult
package func withStore<T>(
  _ engine: EngineKind, _ schema: [Migration], connections: Int = 8,
  _ body: (Store) async throws -> T
) async throws -> T {
  try await inTurn {
    switch engine {
    case .sqlite: try await lendSQLite(schema, body)
    case .postgres: try await lendPostgres(schema, connections) { store, _ in try await body(store) }
    }
  }
}

/// Two servers on one database; on SQLite, where there can be no second one, the same twice.
package func withTwoStores<T>(
  _ engine: EngineKind, _ schema: [Migration], _ body: (Store, Store) async throws -> T
) async throws -> T {
  try await inTurn {
    switch engine {
    case .sqlite: try await lendSQLite(schema) { try await body($0, $0) }
    case .postgres:
      try await lendPostgres(schema, 4) { store, url in
        try await lend(.open(.postgres(url: url, connections: 4)), schema) { try await body(store, $0) }
      }
    }
  }
}

private func lendSQLite<T>(_ schema: [Migration], _ body: (Store) async throws -> T) async throws -> T {
  let folder = FileManager.default.temporaryDirectory.appending(path: "foyer-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await lend(.open(.sqlite(path: folder.appending(path: "foyer.sqlite").path)), schema, body)
}

private func lendPostgres<T>(
  _ schema: [Migration], _ connections: Int, _ body: (Store, String) async throws -> T
) async throws -> T {
  let server = ProcessInfo.processInfo.environment["FOYER_TEST_POSTGRES"] ?? ""
  let name = "t" + UUID().uuidString.replacing("-", with: "").lowercased()
  let admin = try Store.open(.postgres(url: server, connections: 1))
  try await admin.outside("CREATE SCHEMA \(name)")
  let url =
    server.contains("://")
    ? "\(server)\(server.contains("?") ? "&" : "?")options=-c%20search_path%3D\(name)%2Cpublic"
    : "\(server) options='-c search_path=\(name),public'"
  let result: Result<T, any Error>
  do {
    let store = try Store.open(.postgres(url: url, connections: connections))
    result = .success(try await lend(store, schema) { try await body($0, url) })
  } catch {
    result = .failure(error)
  }
  try await admin.outside("DROP SCHEMA \(name) CASCADE")
  await admin.close()
  return try result.get()
}

private func lend<T>(_ store: Store, _ schema: [Migration], _ body: (Store) async throws -> T) async throws
  -> T
{
  let result: Result<T, any Error>
  do {
    try await store.migrate(schema)
    result = .success(try await body(store))
  } catch {
    result = .failure(error)
  }
  await store.close()
  return try result.get()
}

extension Store {
  fileprivate func outside(_ script: String) async throws {
    try await write { try $0.script(script) }
  }
}
