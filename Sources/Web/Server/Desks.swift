import Kernel
import Practice
import Records
import Scheduling
import Store

/// Everything a handler can turn to.
package struct Desks: Sendable {
  package let practice: Practice
  package let records: Records
  package let scheduling: Scheduling
  package let store: Store
  package let now: @Sendable () -> Instant
  package let newID: @Sendable () -> String
  let drawnBoards = DrawnBoards()

  package init(
    practice: Practice, records: Records, scheduling: Scheduling, store: Store,
    now: @escaping @Sendable () -> Instant = { .now },
    newID: @escaping @Sendable () -> String = { ID<Never>().rawValue }
  ) {
    self.practice = practice
    self.records = records
    self.scheduling = scheduling
    self.store = store
    self.now = now
    self.newID = newID
  }
}
