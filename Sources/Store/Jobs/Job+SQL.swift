import Kernel

extension Transaction {
  /// Writes work that follows this commit.
  package func enqueue(_ job: Job, at now: Instant) throws {
    try run(
      """
      INSERT INTO job (id, kind, key, payload, due, made_at)
      VALUES (\(ID<Job>()), \(job.kind), \(job.key), \(job.payload), \(job.due), \(now))
      ON CONFLICT (kind, key) DO NOTHING
      """)
    // Whoever runs jobs need not wait for the next look: this one can be done as soon as it is there.
    if job.due <= now { try announce(JobRunner.topic) }
  }

  /// Takes work that is no longer wanted back.
  package func withdrawJob(kind: String, key: String) throws {
    try run("DELETE FROM job WHERE kind = \(kind) AND key = \(key)")
  }

  /// Takes due jobs for one runner until `until`; another may take them after that.
  func leaseJobs(kinds: [String], now: Instant, until: Instant, most: Int) throws -> [StandingJob] {
    try rows(
      """
      UPDATE job SET leased_until = \(until), attempts = attempts + 1
      WHERE id IN (
        SELECT id FROM job
        WHERE dead_at IS NULL AND due <= \(now) AND leased_until < \(now) AND kind IN (\(each: kinds))
        ORDER BY due LIMIT \(most))
      RETURNING id, kind, key, payload, due, attempts, last_error, dead_at
      """
    ).map(StandingJob.init)
  }

  func dropJob(_ id: ID<Job>) throws { try run("DELETE FROM job WHERE id = \(id)") }

  /// Sets a failed job down again, or aside for a person when it was tried often enough.
  func putBack(_ id: ID<Job>, error: String, due: Instant, deadAt: Instant?) throws {
    try run(
      """
      UPDATE job SET leased_until = 0, last_error = \(error), due = \(due), dead_at = \(deadAt) WHERE id = \(id)
      """)
  }

  /// Jobs that a person has to look at, newest first.
  package func deadJobs(most: Int = 200) throws -> [StandingJob] {
    try rows(
      """
      SELECT id, kind, key, payload, due, attempts, last_error, dead_at FROM job
      WHERE dead_at IS NOT NULL ORDER BY dead_at DESC LIMIT \(most)
      """
    ).map(StandingJob.init)
  }

  /// Jobs that wait for their time, next first.
  package func waitingJobs(most: Int = 200) throws -> [StandingJob] {
    try rows(
      """
      SELECT id, kind, key, payload, due, attempts, last_error, dead_at FROM job
      WHERE dead_at IS NULL ORDER BY due LIMIT \(most)
      """
    ).map(StandingJob.init)
  }

  /// Due and dead jobs by number, for `/metrics`.
  package func jobCounts(at now: Instant) throws -> (due: Int, dead: Int) {
    let due: Int? = try value("SELECT COUNT(*) FROM job WHERE dead_at IS NULL AND due <= \(now)")
    let dead: Int? = try value("SELECT COUNT(*) FROM job WHERE dead_at IS NOT NULL")
    return (due ?? 0, dead ?? 0)
  }

  /// Sends a dead job on its way again.
  ///
  /// - Returns: whether there was such a dead job.
  package func reviveJob(_ id: ID<Job>, at now: Instant) throws -> Bool {
    try change(
      "UPDATE job SET dead_at = NULL, attempts = 0, due = \(now) WHERE id = \(id) AND dead_at IS NOT NULL")
      > 0
  }
}

extension StandingJob {
  fileprivate init(_ row: Row) throws {
    id = try row("id")
    job = Job(kind: try row("kind"), key: try row("key"), payload: try row("payload"), due: try row("due"))
    attempts = try row("attempts")
    lastError = try row("last_error")
    deadAt = try row("dead_at")
  }
}
