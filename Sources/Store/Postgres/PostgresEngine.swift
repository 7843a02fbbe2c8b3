import Foundation
import Kernel
import NIOPosix
import Synchronization

/// PostgreSQL through libpq: blocking calls on exactly as many threads as there are connections, so that the
/// threads' queue is the queue for connections.
///
/// The lock guards the list of idle connections; a connection belongs to one thread at a time.
final class PostgresEngine: Engine {
  let kind = EngineKind.postgres
  let announcements = Announcements()
  let counters = StoreCounters()
  private let url: String
  private let threads: NIOThreadPool
  private let idle = Mutex<[PostgresConnection]>([])
  private let siblings: Siblings

  /// - Throws: ``StoreError`` of kind unavailable where the database does not answer.
  init(url: String, connections: Int) throws {
    self.url = url
    threads = NIOThreadPool(numberOfThreads: connections)
    idle.withLock { $0 = [] }
    let first = try PostgresConnection(url)
    siblings = Siblings(url: url, announcements: announcements)
    give(back: first)
    threads.start()
  }

  func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    try await onThread { [self] in
      try attempt(begin: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") { connection in
        let value = try body(Transaction(connection: connection))
        try connection.script("COMMIT")
        return value
      }
    }
  }

  /// SERIALIZABLE; run again where PostgreSQL asks for it (40001, 40P01), each time after a longer, random pause.
  func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    try await onThread { [self] in
      for round in 0... {
        do {
          return try attempt(begin: "BEGIN ISOLATION LEVEL SERIALIZABLE") { connection in
            let value = try body(Transaction(connection: connection))
            try connection.script("COMMIT")
            counters.committed(writes: 1)
            siblings.tell(connection.takeTopics())
            return value
          }
        } catch let error as StoreError where error.kind == .serialization && round < 12 {
          counters.retried()
          Thread.sleep(forTimeInterval: Double.random(in: 0...0.002) * Double(1 << min(round, 6)))
        }
      }
      throw StoreError(.busy, "the transaction could not be serialized")
    }
  }

  func close() async {
    siblings.close()
    announcements.finish()
    try? await threads.shutdownGracefully()
    idle.withLock { $0 = [] }
  }

  private func onThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    let asked = ContinuousClock.now
    return try await threads.runIfActive { [counters] in
      counters.waited(since: asked)
      return try work()
    }
  }

  /// Begins on an idle connection. One that died while idle (the server was restarted) is replaced unseen,
  /// because nothing has run on it yet.
  private func attempt<T>(begin: String, _ body: (PostgresConnection) throws -> T) throws -> T {
    let connection = try begun(begin)
    defer { give(back: connection) }
    do {
      return try body(connection)
    } catch {
      _ = connection.takeTopics()
      if connection.isAlive { try? connection.script("ROLLBACK") }
      throw error
    }
  }

  private func begun(_ begin: String) throws -> PostgresConnection {
    while let connection = idle.withLock({ $0.popLast() }) {
      if (try? connection.script(begin)) != nil { return connection }
    }
    let fresh = try PostgresConnection(url)
    try fresh.script(begin)
    return fresh
  }

  private func give(back connection: PostgresConnection) {
    if connection.isIdle { idle.withLock { $0.append(connection) } }
  }
}
