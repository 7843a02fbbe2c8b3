import GRDB
import Kernel
import NIOPosix

/// SQLite in the data folder: one writer with shared commits, several readers, WAL, every commit synced.
final class SQLiteEngine: Engine {
  let kind = EngineKind.sqlite
  let announcements = Announcements()
  let counters = StoreCounters()
  let pool: DatabasePool
  private let readers: NIOThreadPool
  private let writer: SharedCommits
  let settled = SettledFacts()

  init(path: String, readers count: Int) throws {
    var configuration = Configuration()
    configuration.maximumReaderCount = count
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA cache_size = -16000")
      try database.execute(sql: "PRAGMA temp_store = MEMORY")
    }
    pool = try DatabasePool(path: path, configuration: configuration)
    // GRDB's pool sets synchronous = NORMAL on the writer after `prepareDatabase` has run, and with it a power
    // cut loses acknowledged commits. So FULL is set here, after opening; a test reads it back.
    try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    readers = NIOThreadPool(numberOfThreads: count)
    readers.start()
    writer = SharedCommits(pool: pool, settled: settled, announcements: announcements, counters: counters)
  }

  func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    let asked = ContinuousClock.now
    return try await readers.runIfActive { [pool, counters, settled] in
      counters.waited(since: asked)
      do {
        return try pool.read {
          try body(Transaction(connection: SQLiteConnection(database: $0), facts: settled))
        }
      } catch let error as DatabaseError {
        throw StoreError(error)
      }
    }
  }

  /// The one writer is lock enough.
  func write<T: Sendable>(
    locking names: Set<String>, _ apart: Isolation, _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws -> T {
    try await writer.write(body)
  }

  func close() async {
    announcements.finish()
    await writer.close()
    try? await readers.shutdownGracefully()
    try? pool.close()
  }
}
