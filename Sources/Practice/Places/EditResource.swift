import Kernel
import Store

extension Practice {
  package func edit(
    _ id: ID<Resource>, name: String, _ kind: Resource.Kind, group: String = "", by who: Who
  ) async throws -> Resource {
    try who.require(.managePlaces)
    let name = try cleanLine(name, "name", "The name")
    let group = try resourceGroup(group)
    let moment = now()
    return try await store.write { tx in
      let before = try tx.existingResource(id)
      try who.require(before.location)
      let taken: ID<Resource>? = try tx.value(
        "SELECT id FROM resource WHERE location = \(before.location) AND name = \(name)")
      if let taken, taken != id { throw PlaceRefused.nameTaken(name) }
      try tx.run("UPDATE resource SET name = \(name), kind = \(kind), group_name = \(group) WHERE id = \(id)")
      try tx.audit(
        "resource.edited", by: who, subject: "resource:\(id)", detail: "\(before.name) → \(name)", at: moment)
      return try tx.existingResource(id)
    }
  }
}
