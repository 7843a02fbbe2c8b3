import Kernel
import Store

extension Practice {
  /// Everybody patients are or were booked with, by name.
  package func providers(by who: Who) async throws -> [Provider] {
    try who.require(.seeSchedule)
    return try await store.read { tx in try tx.providers() }
  }
}
