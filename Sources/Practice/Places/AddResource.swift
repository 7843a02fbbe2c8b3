import Kernel
import Store

extension Practice {
  package func addResource(
    _ name: String, _ kind: Resource.Kind, group: String = "", at location: ID<Location>, by who: Who
  ) async throws -> Resource {
    try who.require(.managePlaces)
    try who.require(location)
    let resource = Resource(
      id: id(), location: location, name: try cleanLine(name, "name", "The name"), kind: kind,
      group: try resourceGroup(group))
    let moment = now()
    try await store.write { tx in
      _ = try tx.openLocation(location)
      let isNew = try tx.change(
        """
        INSERT INTO resource (id, location, name, kind, group_name, added_at)
        VALUES (\(resource.id), \(location), \(resource.name), \(kind), \(resource.group), \(moment))
        ON CONFLICT (location, name) DO NOTHING
        """)
      if isNew == 0 { throw PlaceRefused.nameTaken(resource.name) }
      try tx.audit(
        "resource.added", by: who, subject: "resource:\(resource.id)", detail: resource.name, at: moment)
    }
    return resource
  }
}

/// `Procedure` and `procedure ` ask for the same.
func resourceGroup(_ text: String) throws(InvalidInput) -> String {
  try cleanLine(text, "group", "What it serves", mayBeEmpty: true).lowercased()
}
