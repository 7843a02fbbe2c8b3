extension Store {
  /// Where the practice's data lie.
  package enum Place: Sendable {
    /// A file, made when missing.
    case sqlite(path: String)
    /// A connection string or URL as libpq reads it (`postgresql://…` or `host=… dbname=…`).
    case postgres(url: String, connections: Int = 8)
  }

  package static func open(_ place: Place) throws -> Store {
    switch place {
    case .sqlite(let path): Store(engine: try SQLiteEngine(path: path, readers: 4))
    case .postgres(let url, let connections):
      Store(engine: try PostgresEngine(url: url, connections: connections))
    }
  }
}
