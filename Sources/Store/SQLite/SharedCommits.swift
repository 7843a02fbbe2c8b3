import GRDB
import NIOPosix
import Synchronization

/// The one writer of a SQLite database, whose commits are shared.
///
/// A synced disk gives some hundred to some thousand commits a second, whatever stands in them. So the writes
/// that wait at the same moment go into one commit: each runs in a savepoint of its own, one that throws rolls
/// back alone, and nobody is answered before the shared commit is durable, not even the one who is refused,
/// because what refused it may be a neighbour's row. Where the commit as a whole fails (the disk is full, or the
/// engine gave up the transaction), each write is tried once more by itself, so that everybody gets an answer of
/// their own.
///
/// The queue is the only shared state, hence the lock; the database is touched by the one thread alone.
final class SharedCommits: Sendable {
  private struct Waiting: Sendable {
    /// Runs the closure and gives what answers its caller once the commit is durable.
    let attempt: @Sendable (Transaction) throws -> @Sendable () -> Void
    let refuse: @Sendable (any Error) -> Void
  }

  private struct Queue {
    var waiting: [Waiting] = []
    var isDraining = false
  }

  /// Enough to fill a sync's time, few enough that the first does not wait long for the last.
  private static let most = 128

  private let pool: DatabasePool
  private let settled: SettledFacts
  private let announcements: Announcements
  private let thread = NIOThreadPool(numberOfThreads: 1)
  private let queue = Mutex(Queue())
  private let counters: StoreCounters

  init(pool: DatabasePool, settled: SettledFacts, announcements: Announcements, counters: StoreCounters) {
    self.pool = pool
    self.settled = settled
    self.counters = counters
    self.announcements = announcements
    thread.start()
  }

  func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    let asked = ContinuousClock.now
    return try await withCheckedThrowingContinuation { (answer: CheckedContinuation<T, any Error>) in
      let waiting = Waiting(
        attempt: { [counters] transaction in
          counters.waited(since: asked)
          let value = try body(transaction)
          return { answer.resume(returning: value) }
        },
        refuse: { answer.resume(throwing: $0) })
      let mustStart = queue.withLock { queue in
        queue.waiting.append(waiting)
        defer { queue.isDraining = true }
        return !queue.isDraining
      }
      if mustStart { thread.submit { [self] state in drain(isActive: state == .active) } }
    }
  }

  func close() async { try? await thread.shutdownGracefully() }

  private func drain(isActive: Bool) {
    while true {
      let batch = queue.withLock { queue -> [Waiting] in
        let batch = Array(queue.waiting.prefix(Self.most))
        queue.waiting.removeFirst(batch.count)
        if batch.isEmpty { queue.isDraining = false }
        return batch
      }
      if batch.isEmpty { return }
      if isActive {
        commit(batch)
      } else {
        for write in batch { write.refuse(StoreError(.unavailable, "the store is closed")) }
      }
    }
  }

  private func commit(_ batch: [Waiting]) {
    do {
      let (answers, topics) = try pool.writeWithoutTransaction { try run(batch, $0) }
      counters.committed(writes: batch.count)
      announcements.publish(topics)
      for answer in answers { answer() }
    } catch {
      if batch.count == 1 {
        batch[0].refuse(storeError(error))
      } else {
        for write in batch { commit([write]) }
      }
    }
  }

  private func run(_ batch: [Waiting], _ database: Database) throws -> ([@Sendable () -> Void], Set<String>) {
    var answers: [@Sendable () -> Void] = []
    let topics = Topics()
    try execute("BEGIN IMMEDIATE", database)
    do {
      for write in batch {
        try execute("SAVEPOINT one", database)
        let heard = topics.all
        do {
          let transaction = Transaction(
            connection: SQLiteConnection(database: database, topics: topics), facts: settled)
          answers.append(try write.attempt(transaction))
        } catch {
          // A full disk or an I/O error may end the whole transaction by itself.
          guard database.isInsideTransaction else { throw error }
          try execute("ROLLBACK TO one", database)
          topics.all = heard
          let reason = storeError(error)
          answers.append { write.refuse(reason) }
        }
        try execute("RELEASE one", database)
      }
      try execute("COMMIT", database)
    } catch {
      if database.isInsideTransaction { try? execute("ROLLBACK", database) }
      throw error
    }
    return (answers, topics.all)
  }

  private func execute(_ sql: String, _ database: Database) throws {
    try database.cachedStatement(sql: sql).execute()
  }
}

/// What one shared commit announces. Touched by the writer's thread alone.
final class Topics {
  var all: Set<String> = []
}

private func storeError(_ error: any Error) -> any Error {
  (error as? DatabaseError).map(StoreError.init) ?? error
}
