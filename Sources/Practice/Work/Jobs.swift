import Kernel
import Store

/// The work that follows commits, as whoever looks after the system sees it.
package struct JobsOverview: Sendable {
  package let due: Int
  package let dead: [StandingJob]
  package let waiting: [StandingJob]
}

package enum JobRefused: Refusal, Equatable {
  /// Somebody else was quicker, or it has run meanwhile.
  case notDead

  package var sentence: String { "This job is not given up any more: it waits, or it is done." }
}

extension Practice {
  package func jobs(by who: Who) async throws -> JobsOverview {
    try who.require(.seeOperations)
    let moment = now()
    return try await store.read { tx in
      JobsOverview(
        due: try tx.jobCounts(at: moment).due, dead: try tx.deadJobs(most: 100),
        waiting: try tx.waitingJobs(most: 50))
    }
  }

  /// Sends a job that was given up on its way again.
  package func retryJob(_ id: ID<Job>, by who: Who) async throws {
    try who.require(.manageOperations)
    let moment = now()
    try await store.write { tx in
      guard try tx.reviveJob(id, at: moment) else { throw JobRefused.notDead }
      try tx.audit("job.retried", by: who, subject: "job:\(id)", at: moment)
      try tx.announce("operations")
    }
  }
}
