import Synchronization

/// What ``Store`` has done since it was opened, for `/metrics`. Atomics: every thread of the pools counts here.
package final class StoreCounters: Sendable {
  private let commits = Atomic<Int>(0)
  private let writes = Atomic<Int>(0)
  private let retries = Atomic<Int>(0)
  private let waitedMicroseconds = Atomic<Int>(0)

  func committed(writes count: Int) {
    commits.add(1, ordering: .relaxed)
    writes.add(count, ordering: .relaxed)
  }

  func retried() { retries.add(1, ordering: .relaxed) }
  func waited(microseconds: Int) { waitedMicroseconds.add(microseconds, ordering: .relaxed) }

  package struct Reading: Sendable {
    /// Durable commits, each of which may hold several writes.
    package let commits: Int
    package let writes: Int
    /// Transactions that PostgreSQL asked to run again.
    package let retries: Int
    /// Time that reads and writes stood in a queue before the database took them.
    package let waitedMicroseconds: Int
  }

  package var reading: Reading {
    Reading(
      commits: commits.load(ordering: .relaxed), writes: writes.load(ordering: .relaxed),
      retries: retries.load(ordering: .relaxed),
      waitedMicroseconds: waitedMicroseconds.load(ordering: .relaxed))
  }
}

extension StoreCounters {
  /// Counts how long something stood in the queue since it was `asked`.
  func waited(since asked: ContinuousClock.Instant) {
    let waited = ContinuousClock.now - asked
    self.waited(microseconds: Int(waited / .microseconds(1)))
  }
}
