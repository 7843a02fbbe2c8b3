import Kernel
import Practice
import Store

/// The scheduling desk: visits, who is there when, and where there is still room.
///
/// Every verb is a file of its own: `BookVisit.swift`, `MoveVisit.swift`, `CancelVisit.swift`, …
package struct Scheduling: Sendable {
  let store: Store
  let now: @Sendable () -> Instant
  let newID: @Sendable () -> String
  /// What searches remember of the days they read.
  let remembered = RememberedDays()
  /// What boards remember of them.
  let rememberedVisits = RememberedVisits()

  package init(
    store: Store, now: @escaping @Sendable () -> Instant = { .now },
    newID: @escaping @Sendable () -> String = { ID<Scheduling>().rawValue }
  ) {
    self.store = store
    self.now = now
    self.newID = newID
  }

  /// What live pages watch: one day at one location.
  package static func topic(_ location: ID<Location>, _ day: LocalDay) -> String {
    "schedule:\(location):\(day)"
  }
}
