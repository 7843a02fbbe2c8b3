import Kernel
import Store

extension Practice {
  /// Everybody who works or worked here, by name.
  package func staff(by who: Who) async throws -> [Staff] {
    try who.require(.seeStaff)
    return try await store.read { tx in try tx.allStaff() }
  }

  package func staff(_ id: ID<Staff>, by who: Who) async throws -> Staff {
    if id != who.staff { try who.require(.seeStaff) }
    guard let staff = try await store.read({ tx in try tx.staff(id) }) else { throw NotFound("account") }
    return staff
  }

  /// Whether nobody has an account yet: the very first start.
  package func isEmpty() async throws -> Bool {
    try await store.read { tx in try tx.value("SELECT COUNT(*) FROM staff") ?? 0 } == 0
  }
}
