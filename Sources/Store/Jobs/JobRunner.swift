import Kernel
import Logging

/// Runs due jobs, one after another, outside of any transaction. Any number of servers may run one each.
package actor JobRunner {
  /// Does one job; throwing puts it back for later.
  package typealias Handler = @Sendable (Job) async throws -> Void

  private let store: Store
  private let handlers: [String: Handler]
  private let now: @Sendable () -> Instant
  private let log: Logger

  package init(
    store: Store, handlers: [String: Handler], now: @escaping @Sendable () -> Instant, log: Logger
  ) {
    self.store = store
    self.handlers = handlers
    self.now = now
    self.log = log
  }

  /// What is announced when there is work that can be done at once.
  static let topic = "jobs"

  /// Runs until its task is cancelled: at once when work is announced, and every `pause`, since an announcement may
  /// get lost and a job may be due later.
  package func run(every pause: Duration = .seconds(1)) async {
    let announced = store.announcements()
    let (knocks, door) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    await withTaskGroup { group in
      group.addTask {
        for await topic in announced where topic == Self.topic { door.yield() }
      }
      group.addTask {
        repeat { door.yield() } while (try? await Task.sleep(for: pause)) != nil
      }
      for await _ in knocks { await runAllDue() }
      group.cancelAll()
    }
  }

  private func runAllDue() async {
    do {
      while try await runDue() > 0, !Task.isCancelled {}
    } catch {
      log.warning("jobs wait", metadata: ["reason": "\(error)"])
    }
  }

  /// Runs what is due now and gives how many jobs that were.
  package func runDue() async throws -> Int {
    let (moment, kinds) = (now(), Array(handlers.keys).sorted())
    let leased = try await store.write { tx in
      try tx.leaseJobs(kinds: kinds, now: moment, until: moment.advanced(bySeconds: 300), most: 20)
    }
    for standing in leased { try await run(standing) }
    return leased.count
  }

  private func run(_ standing: StandingJob) async throws {
    guard let handler = handlers[standing.job.kind] else { return }
    do {
      try await handler(standing.job)
      try await store.write { try $0.dropJob(standing.id) }
    } catch {
      let moment = now()
      let again = JobPatience.after(attempts: standing.attempts)
      let reason = (error as? any Refusal)?.sentence ?? "\(type(of: error))"
      log.warning(
        "job failed", metadata: ["kind": "\(standing.job.kind)", "attempt": "\(standing.attempts)"])
      try await store.write { tx in
        try tx.putBack(
          standing.id, error: reason, due: moment.advanced(bySeconds: again ?? 0),
          deadAt: again == nil ? moment : nil)
      }
    }
  }
}

/// How long a failed job rests before it is tried again.
enum JobPatience {
  /// Seconds until the next attempt: 10, 20, 40 … up to an hour; nil after twelve attempts, about six hours.
  static func after(attempts: Int) -> Int? {
    attempts >= 12 ? nil : min(10 << max(0, attempts - 1), 3600)
  }
}
