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
  let settled = SettledFacts()
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
      // A transaction that only looks begins with its first statement, by the connection's defaults.
      let look = { guessing in
        try self.attempt(self.lend { _ in }, guessing: guessing, body) { try $0.endLooking() }
      }
      do { return try look(true) } catch is SettledAnew { return try look(false) }
    }
  }

  /// Run again where PostgreSQL asks for it (40001, 40P01), each time after a longer, random
  /// pause.
  func write<T: Sendable>(
    locking names: Set<String>, _ apart: Isolation, _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws -> T {
    let begin = "BEGIN ISOLATION LEVEL \(apart.rawValue) READ WRITE"
    let locks = Self.locks(names)
    return try await onThread { [self] in
      var guessing = true
      for round in 0... {
        do {
          let connection = try lend { connection in
            if let locks { try connection.queue(locks) }
            try connection.run(begin, [])
          }
          let value = try attempt(connection, holding: names, guessing: guessing, body) {
            try $0.commit(holdsLocks: locks != nil)
          }
          counters.committed(writes: 1)
          return value
        } catch is SettledAnew {
          guessing = false
        } catch let error as StoreError where error.kind == .serialization && round < 30 {
          counters.retried()
          Thread.sleep(forTimeInterval: Double.random(in: 0...0.002) * Double(1 << min(round, 7)))
        }
      }
      throw StoreError(.busy, "the transaction could not be serialized")
    }
  }

  /// Locks of the session, not of the transaction, so that they are held before its first look. All servers take them
  /// in the same order.
  private static func locks(_ names: Set<String>) -> SQL? {
    if names.isEmpty { return nil }
    let numbers = names.map { name in
      Int64(bitPattern: SHA256.hash(name).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
    return "SELECT \(SQL.joined(numbers.sorted().map { "pg_advisory_lock(\($0))" }, by: ", "))"
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

  private func attempt<T>(
    _ connection: PostgresConnection, holding names: Set<String> = [], guessing: Bool,
    _ body: (Transaction) throws -> T, end: (PostgresConnection) throws -> Void
  ) throws -> T {
    defer { give(back: connection) }
    do {
      let transaction = Transaction(
        connection: connection, facts: settled, holding: names, guessing: guessing)
      let value = try transaction.perform(body)
      try end(connection)
      siblings.tell(connection.takeTopics())
      return value
    } catch {
      _ = connection.takeTopics()
      connection.rollBack()
      throw error
    }
  }

  /// Begins on an idle connection. One that died while idle (the server was restarted) is replaced unseen,
  /// because nothing has run on it yet.
  private func lend(_ begin: (PostgresConnection) throws -> Void) throws -> PostgresConnection {
    while let connection = idle.withLock({ $0.popLast() }) {
      do {
        try connection.wake()
        try begin(connection)
        return connection
      } catch {
        connection.rollBack()
        if connection.isAlive {
          give(back: connection)
          throw error
        }
      }
    }
    let fresh = try PostgresConnection(url)
    try begin(fresh)
    return fresh
  }

  private func give(back connection: PostgresConnection) {
    if connection.isIdle { idle.withLock { $0.append(connection) } }
  }
}
