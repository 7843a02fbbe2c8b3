import Kernel
import Practice
import Store

/// How long visits of one kind take with one provider, from entering to leaving the clinician.
package struct UsualLength: Sendable, Equatable {
  package let provider: ID<Provider>
  package let visitType: ID<VisitType>
  /// Of how many visits this is the mean.
  package let visits: Int
  package let minutes: Int

  /// Three visits are chance, five a habit.
  package var isKnown: Bool { visits >= 5 }
}

extension Scheduling {
  /// The job that learns a provider's lengths anew, some hours after a visit of theirs ended.
  package static let lengthsJob = "schedule.lengths"

  /// Learns how long a provider's visits take, from the steps of the last four months. Twice does no harm.
  package func learnLengths(of provider: ID<Provider>) async throws {
    let first = Zone.utc.day(of: now()).advanced(by: -120)
    try await store.write { tx in
      try tx.run("DELETE FROM usual_length WHERE provider = \(provider)")
      try tx.run(
        """
        INSERT INTO usual_length (provider, visit_type, visits, minutes)
        SELECT provider, visit_type, COUNT(*), (CAST(SUM(took) / COUNT(*) AS INTEGER) + 30000) / 60000
        FROM (
          SELECT a.provider, a.visit_type, MIN(e.at) - MIN(s.at) AS took
          FROM appointment a
            JOIN visit_step s ON s.appointment = a.id AND s.step = 'started' AND s.undone_at IS NULL
            JOIN visit_step e ON e.appointment = a.id AND e.step IN ('checkout', 'done') AND e.undone_at IS NULL
          WHERE a.provider = \(provider) AND a.day >= \(first) AND a.status IN ('checkout', 'done')
          GROUP BY a.id, a.provider, a.visit_type) AS finished
        -- Somebody forgot to press: what lasted hours says nothing about visits.
        WHERE took BETWEEN 60000 AND 14400000
        GROUP BY provider, visit_type
        """)
    }
  }
}

extension Transaction {
  /// Has the lengths of a provider learned anew, once the rush is over.
  func learnLater(_ provider: ID<Provider>, at moment: Instant) throws {
    try enqueue(
      Job(
        kind: Scheduling.lengthsJob, key: provider.rawValue, due: moment.advanced(byMinutes: 180)), at: moment
    )
  }

  func usualLengths(_ providers: some Sequence<ID<Provider>>) throws -> [UsualLength] {
    try rows(
      "SELECT provider, visit_type, visits, minutes FROM usual_length WHERE provider IN (\(each: providers))"
    ).map {
      UsualLength(
        provider: try $0("provider"), visitType: try $0("visit_type"), visits: try $0("visits"),
        minutes: try $0("minutes"))
    }
  }
}
