import Kernel
import Practice
import Records
import Store

/// The schedule: who is seen when, by whom and where.
package struct Scheduling: Sendable {
  let store: Store
  let now: @Sendable () -> Instant
  let newID: @Sendable () -> String

  package init(
    store: Store,
    now: @escaping @Sendable () -> Instant = { .now },
    newID: @escaping @Sendable () -> String = { ID<Scheduling>().rawValue }
  ) {
    self.store = store
    self.now = now
    self.newID = newID
  }
}
