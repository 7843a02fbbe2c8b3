import Kernel
import Practice
import Store

extension Scheduling {
  /// A hold that somebody made themselves and that still stands; nil where it is over, or another's.
  package func standingHold(_ id: ID<Hold>, by who: Who) async throws -> Hold? {
    try who.require(.bookVisits)
    let moment = now()
    return try await store.read { tx in
      try tx.hold(id).flatMap { $0.expires > moment && $0.madeBy == who.staff ? $0 : nil }
    }
  }
}
