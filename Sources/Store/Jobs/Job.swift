import Kernel

/// Work that must happen after a commit and is written in it: send, expire, import.
///
/// It may run twice (a server dies between doing it and saying so), so doing it twice does no harm.
package struct Job: Sendable, Equatable {
  /// Which handler runs it.
  package let kind: String
  /// Unique within its kind: enqueueing the same key again changes nothing.
  package let key: String
  /// What the handler needs, as JSON.
  package let payload: String
  package let due: Instant

  package init(kind: String, key: String, payload: String = "{}", due: Instant) {
    self.kind = kind
    self.key = key
    self.payload = payload
    self.due = due
  }
}

/// A job as it stands in the table.
package struct StandingJob: Sendable {
  package let id: ID<Job>
  package let job: Job
  package let attempts: Int
  package let lastError: String
  /// When it was given up; a person has to look.
  package let deadAt: Instant?
}
