import Kernel
import Store

extension Practice {
  /// Says that a room or a device can be used again. One that is back already stays so.
  /// `also` is what belongs into the same commit, such as the visits that have their room again.
  package func returnToService(
    _ id: ID<Resource>, by who: Who, also: @escaping @Sendable (Transaction) throws -> Void = { _ in }
  ) async throws {
    try who.require(.runDay)
    let moment = now()
    try await store.write { tx in
      let resource = try tx.existingResource(id)
      try who.require(resource.location)
      // It was away until now; a stretch that begins this very moment was away for an instant.
      let back = try tx.change(
        """
        UPDATE out_of_service SET ended_by = \(who.name),
          until_at = CASE WHEN from_at < \(moment) THEN \(moment) ELSE from_at + 1 END
        WHERE resource = \(id) AND until_at > \(moment)
        """)
      if back == 0 { return }
      try also(tx)
      try tx.audit(
        "resource.back_in_service", by: who, subject: "resource:\(id)", detail: resource.name, at: moment)
      try tx.announce("schedule:\(resource.location)")
    }
  }
}
