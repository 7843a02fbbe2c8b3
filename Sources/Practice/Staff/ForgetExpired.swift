import Kernel
import Store

extension Practice {
  /// Removes what no longer opens anything: sessions, tickets and attempts whose time is over.
  package func forgetExpired() async throws {
    let moment = now()
    let limits = sessionLimits
    try await store.write { tx in
      try tx.run(
        """
        DELETE FROM session WHERE seen_at < \(limits.seenSince(moment)) OR created_at < \(limits.madeSince(moment))
        """)
      try tx.run(
        "DELETE FROM sign_in_ticket WHERE made_at < \(moment.advanced(bySeconds: -ticketSeconds))")
      try tx.run(
        "DELETE FROM sign_in_attempt WHERE at < \(moment.advanced(bySeconds: -SignInThrottle.window))")
    }
  }
}
