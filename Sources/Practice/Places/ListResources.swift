import Kernel
import Store

extension Practice {
  /// Every room, device and chair at the places this person works at.
  package func resources(by who: Who) async throws -> [Resource] {
    try who.require(.seeSchedule)
    return try await store.read { tx in try tx.resources() }.filter { who.may(at: $0.location) }
  }
}
