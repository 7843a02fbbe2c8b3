extension Store {
  /// What is wrong with the database itself, in sentences; none when it is sound.
  package func troubles() async throws -> [String] {
    try await read { tx in
      switch tx.engine {
      case .sqlite: try tx.sqliteTroubles()
      case .postgres: try tx.postgresTroubles()
      }
    }
  }

  /// What the database is, for a person: `SQLite 3.40.1`.
  package func engineVersion() async throws -> String {
    try await read { tx in
      switch tx.engine {
      case .sqlite: "SQLite " + (try tx.value("SELECT sqlite_version()") ?? "")
      case .postgres: "PostgreSQL " + (try tx.value("SHOW server_version") ?? "")
      }
    }
  }
}

extension Transaction {
  /// The tables of the practice, by name.
  package func tables() throws -> [String] {
    let rows =
      switch engine {
      case .sqlite:
        try rows(
          "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
      case .postgres:
        try rows(
          """
          SELECT CAST(tablename AS TEXT) AS name FROM pg_tables
          WHERE schemaname = current_schema() ORDER BY tablename
          """)
      }
    return try rows.map { try $0("name") }
  }

  fileprivate func sqliteTroubles() throws -> [String] {
    let pages: [String] = try rows("PRAGMA integrity_check(20)").map { try $0("integrity_check") }
    let orphans = try rows("PRAGMA foreign_key_check").prefix(20).map { row -> String in
      let (table, parent): (String, String) = (try row("table"), try row("parent"))
      return "A row of \(table) points to a row of \(parent) that is not there."
    }
    return pages.filter { $0 != "ok" } + orphans
  }

  fileprivate func postgresTroubles() throws -> [String] {
    let indexes = try rows(
      """
      SELECT CAST(c.relname AS TEXT) AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = current_schema() AND NOT i.indisvalid
      """
    ).map { row -> String in
      let name: String = try row("name")
      return "The index \(name) is not valid: run REINDEX INDEX \(name)."
    }
    let constraints = try rows(
      """
      SELECT CAST(conname AS TEXT) AS name FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
      WHERE n.nspname = current_schema() AND NOT k.convalidated
      """
    ).map { row -> String in
      let name: String = try row("name")
      return "The rule \(name) was never checked against all rows: run VALIDATE CONSTRAINT on it."
    }
    return indexes + constraints
  }
}
