import Kernel
import Practice
import Store

/// That messages do not go out by one way, and why.
package struct SendingTrouble: Sendable, Equatable {
  package let channel: MessageChannel
  /// What came of the last try: `The gateway did not take the name or the password.`
  package let reason: String
  /// When the first of the tries was made that failed one after the other.
  package let since: Instant
  /// How many messages wait because of it.
  package let waiting: Int
}

extension Scheduling {
  /// The ways by which messages do not go out just now: the last try of each was put off. So whoever looks after the
  /// settings hears of a wrong one, before the desk has called everybody.
  package func sendingTroubles(by who: Who) async throws -> [SendingTrouble] {
    try who.require(.manageSchedule)
    // Whatever waits is tried every hour: who was not tried for a week has no trouble now.
    let week = now().advanced(byMinutes: -7 * 1440)
    return try await store.read { tx in
      try MessageChannel.allCases.compactMap { try tx.trouble(of: $0, since: week) }
    }
  }
}

extension Transaction {
  fileprivate func trouble(of channel: MessageChannel, since week: Instant) throws -> SendingTrouble? {
    let later = MessageSending.Outcome.later
    guard
      let last = try row(
        """
        SELECT outcome, reason FROM message_sending
        WHERE channel = \(channel) AND begun_at > \(week) AND ended_at IS NOT NULL
        ORDER BY begun_at DESC LIMIT 1
        """), try last("outcome") as MessageSending.Outcome == later
    else { return nil }
    let well: Instant? = try value(
      """
      SELECT begun_at FROM message_sending
      WHERE channel = \(channel) AND begun_at > \(week) AND ended_at IS NOT NULL AND outcome <> \(later)
      ORDER BY begun_at DESC LIMIT 1
      """)
    let since: Instant? = try value(
      """
      SELECT MIN(begun_at) FROM message_sending WHERE channel = \(channel) AND outcome = \(later)
        AND begun_at >= \(well ?? week)
      """)
    let waiting: Int? = try value(
      """
      SELECT COUNT(*) FROM visit_message m WHERE m.ended_at IS NULL AND EXISTS (
        SELECT 1 FROM message_sending s WHERE s.message = m.id AND s.channel = \(channel) AND s.outcome = \(later)
          AND s.number = (SELECT MAX(t.number) FROM message_sending t WHERE t.message = m.id))
      """)
    guard let since, let waiting, waiting > 0 else { return nil }
    return SendingTrouble(channel: channel, reason: try last("reason"), since: since, waiting: waiting)
  }
}
