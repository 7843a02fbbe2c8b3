import Kernel
import Store

extension Practice {
  /// The places this person works at, retired ones too.
  package func locations(by who: Who) async throws -> [Location] {
    try who.require(.seeSchedule)
    return try await store.read { tx in try tx.locations() }.filter { who.may(at: $0.id) }
  }
}
