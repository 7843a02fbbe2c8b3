import Kernel
import Store

/// The patients of the practice: who they are, how to find them, and what is known of their health and cover.
package struct Records: Sendable {
  let store: Store
  let now: @Sendable () -> Instant
  let newID: @Sendable () -> String

  /// The day on the practice's clock, against which birth dates are read.
  let today: @Sendable () -> LocalDay

  package init(
    store: Store,
    now: @escaping @Sendable () -> Instant = { .now },
    newID: @escaping @Sendable () -> String = { ID<Records>().rawValue },
    today: (@Sendable () -> LocalDay)? = nil
  ) {
    self.store = store
    self.now = now
    self.newID = newID
    self.today = today ?? { Zone.utc.day(of: now()) }
  }
}
