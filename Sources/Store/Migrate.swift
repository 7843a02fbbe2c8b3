import Kernel

extension Store {
  /// What is still to be done to the schema, by name.
  package func pending(_ migrations: [Migration]) async throws -> [String] {
    try await write(locking: ["schema"]) { tx in
      let known = try tx.appliedMigrations()
      return migrations.map(\.name).filter { known[$0] == nil }
    }
  }

  /// Brings the schema to the end of the list, all in one commit, and gives the names of what was new.
  ///
  /// Safe when two servers start at once: PostgreSQL makes the second wait, SQLite has one writer.
  ///
  /// - Throws: ``SchemaRefused`` where the database was made by another version of the program.
  @discardableResult
  package func migrate(_ migrations: [Migration]) async throws -> [String] {
    try await write(locking: ["schema"]) { tx in
      let known = try tx.appliedMigrations()
      if let stranger = known.keys.sorted().first(where: { name in !migrations.contains { $0.name == name } })
      {
        throw SchemaRefused.newer(stranger)
      }
      var done: [String] = []
      for migration in migrations {
        if let hash = known[migration.name] {
          guard hash == migration.hash else { throw SchemaRefused.edited(migration.name) }
          continue
        }
        try tx.script(migration.text(for: tx.engine))
        try tx.run(
          """
          INSERT INTO schema_migration (name, hash, applied_at)
          VALUES (\(migration.name), \(migration.hash), \(Instant.now))
          """)
        done.append(migration.name)
      }
      return done
    }
  }
}

/// Why a database is not touched.
package enum SchemaRefused: Refusal, Equatable {
  case newer(String)
  case edited(String)

  package var sentence: String {
    switch self {
    case .newer(let name):
      "This database was made by a newer Foyer (it knows “\(name)”). Start that version, or restore an older backup."
    case .edited(let name):
      "The step “\(name)” of the database's schema is not the one this Foyer knows. Start the version that made it."
    }
  }
}

extension Transaction {
  fileprivate func appliedMigrations() throws -> [String: String] {
    try script(
      """
      CREATE TABLE IF NOT EXISTS schema_migration (
        name TEXT PRIMARY KEY NOT NULL, hash TEXT NOT NULL, applied_at BIGINT NOT NULL)
      """)
    let rows = try rows("SELECT name, hash FROM schema_migration")
    return Dictionary(
      try rows.map { (try $0("name"), try $0("hash")) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Migration {
  /// SHA-256 of the text as written, in hexadecimal: the guard against edits.
  package var hash: String { SHA256.hex(sql) }

  /// The text in one engine's dialect.
  func text(for engine: EngineKind) -> String {
    var kept: [Substring] = []
    var isFor: EngineKind?
    for line in sql.split(separator: "\n", omittingEmptySubsequences: false) {
      switch line.drop(while: { $0 == " " }) {
      case "-- only sqlite": isFor = .sqlite
      case "-- only postgres": isFor = .postgres
      case "-- end": isFor = nil
      default: if isFor == nil || isFor == engine { kept.append(line) }
      }
    }
    return Self.words(of: engine).reduce(kept.joined(separator: "\n")) {
      $0.replacing($1.0, with: $1.1)
    }
  }

  private static func words(of engine: EngineKind) -> [(String, String)] {
    switch engine {
    case .sqlite:
      [
        ("{int}", "INTEGER"), ("{bool}", "INTEGER"), ("{instant}", "INTEGER"), ("{bytes}", "BLOB"),
        ("{real}", "REAL"), ("{strict}", " STRICT"),
      ]
    case .postgres:
      [
        ("{int}", "BIGINT"), ("{bool}", "BOOLEAN"), ("{instant}", "BIGINT"), ("{bytes}", "BYTEA"),
        ("{real}", "DOUBLE PRECISION"), ("{strict}", ""),
      ]
    }
  }
}
