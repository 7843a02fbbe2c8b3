import Kernel
import Store

extension Practice {
  /// Takes a resource out of use for new visits.
  package func retire(_ id: ID<Resource>, by who: Who) async throws {
    try who.require(.managePlaces)
    let moment = now()
    try await store.write { tx in
      let resource = try tx.existingResource(id)
      try who.require(resource.location)
      if !resource.active { throw PlaceRefused.alreadyRetired }
      try tx.run(
        "INSERT INTO resource_retirement (resource, at, by_name) VALUES (\(id), \(moment), \(who.name))")
      try tx.audit("resource.retired", by: who, subject: "resource:\(id)", detail: resource.name, at: moment)
    }
  }
}
