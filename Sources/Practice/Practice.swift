import Kernel
import Store

/// The practice itself: who works here, where, and what was seen and done.
package struct Practice: Sendable {
  let store: Store
  let key: OfficeKey
  let passwords: PasswordWork
  let sessions = SessionMemory()
  /// How long a person may be away before they have to sign in again.
  package let idleSeconds: Double
  let now: @Sendable () -> Instant
  let newID: @Sendable () -> String

  package init(
    store: Store, key: OfficeKey, idleSeconds: Double = 900, passwords: PasswordHash.Cost = .office,
    now: @escaping @Sendable () -> Instant = { .now },
    newID: @escaping @Sendable () -> String = { ID<Practice>().rawValue }
  ) {
    self.store = store
    self.key = key
    self.passwords = PasswordWork(cost: passwords)
    self.idleSeconds = idleSeconds
    self.now = now
    self.newID = newID
  }

  func id<Of>(_ of: Of.Type = Of.self) -> ID<Of> { ID(rawValue: newID()) }
}
