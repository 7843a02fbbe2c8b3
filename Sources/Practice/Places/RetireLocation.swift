import Kernel
import Store

extension Practice {
  /// Closes a place for good. What happened there stays.
  package func retire(_ id: ID<Location>, by who: Who) async throws {
    try who.require(.managePlaces)
    try who.require(id)
    let moment = now()
    try await store.write { tx in
      guard try tx.existingLocation(id).active else { throw PlaceRefused.alreadyRetired }
      try tx.run(
        "INSERT INTO location_retirement (location, at, by_name) VALUES (\(id), \(moment), \(who.name))")
      try tx.audit("location.retired", by: who, subject: "location:\(id)", at: moment)
    }
  }
}
