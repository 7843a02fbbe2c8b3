import Kernel
import Store

extension Practice {
  /// The closures that end on this day or later, first things first.
  package func closures(from day: LocalDay, by who: Who) async throws -> [Closure] {
    try who.require(.seeSchedule)
    return try await store.read { tx in try tx.closures("last_day >= \(day)") }
      .filter { $0.location.map(who.may(at:)) ?? true }
  }
}
