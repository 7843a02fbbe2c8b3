import GRDB

extension Store {
  /// Copies the whole database to a new file, as it is at one moment, while others go on writing.
  ///
  /// Only for SQLite: PostgreSQL has `pg_dump`.
  package func snapshot(to path: String) async throws {
    guard let sqlite = engine as? SQLiteEngine else { throw StoreFault("only SQLite is copied to a file") }
    do {
      let copy = try DatabaseQueue(path: path)
      // All pages in one step: the copy holds one read transaction, which in WAL mode keeps no writer waiting.
      try sqlite.pool.backup(to: copy)
      try copy.close()
    } catch let error as DatabaseError {
      throw StoreError(error)
    }
  }
}
