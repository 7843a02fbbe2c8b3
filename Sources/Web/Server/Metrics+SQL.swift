import Kernel
import Store

/// What `/metrics` tells of the office itself.
struct OfficeState: Sendable {
  let sessions: Int
  let jobsDue: Int
  let jobsDead: Int
  /// Entries of the audit trail that the sealer has not linked yet.
  let unsealed: Int
}

extension Transaction {
  func officeState(at now: Instant, seenSince: Instant) throws -> OfficeState {
    let jobs = try jobCounts(at: now)
    let sessions: Int? = try value("SELECT COUNT(*) FROM session WHERE seen_at >= \(seenSince)")
    let unsealed: Int? = try value("SELECT COUNT(*) FROM audit_waiting")
    return OfficeState(
      sessions: sessions ?? 0, jobsDue: jobs.due, jobsDead: jobs.dead, unsealed: unsealed ?? 0)
  }
}
