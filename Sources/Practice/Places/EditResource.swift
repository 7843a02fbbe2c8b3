import Kernel
import Store

extension Practice {
  /// Every room, device and chair at the places this person works at.
  package func resources(by who: Who) async throws -> [Resource] {
    try who.require(.seeSchedule)
    return try await store.read { tx in try tx.resources() }.filter { who.may(at: $0.location) }
  }

  package func addResource(
    _ name: String, _ kind: Resource.Kind, at location: ID<Location>, by who: Who
  ) async throws -> Resource {
    try who.require(.managePlaces)
    try who.require(location)
    let resource = Resource(
      id: id(), location: location, name: try cleanLine(name, "name", "The name"), kind: kind)
    let moment = now()
    try await store.write { tx in
      _ = try tx.openLocation(location)
      let isNew = try tx.run(
        """
        INSERT INTO resource (id, location, name, kind, added_at)
        VALUES (\(resource.id), \(location), \(resource.name), \(kind), \(moment))
        ON CONFLICT (location, name) DO NOTHING
        """)
      if isNew == 0 { throw PlaceRefused.nameTaken(resource.name) }
      try tx.audit(
        "resource.added", by: who, subject: "resource:\(resource.id)", detail: resource.name, at: moment)
    }
    return resource
  }

  package func edit(
    _ id: ID<Resource>, name: String, _ kind: Resource.Kind, by who: Who
  ) async throws -> Resource {
    try who.require(.managePlaces)
    let name = try cleanLine(name, "name", "The name")
    let moment = now()
    return try await store.write { tx in
      let before = try tx.existingResource(id)
      try who.require(before.location)
      let taken: ID<Resource>? = try tx.value(
        "SELECT id FROM resource WHERE location = \(before.location) AND name = \(name)")
      if let taken, taken != id { throw PlaceRefused.nameTaken(name) }
      try tx.run("UPDATE resource SET name = \(name), kind = \(kind) WHERE id = \(id)")
      try tx.audit(
        "resource.edited", by: who, subject: "resource:\(id)", detail: "\(before.name) → \(name)", at: moment)
      return try tx.existingResource(id)
    }
  }

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

extension Transaction {
  /// Every resource, retired ones too, by location and name.
  package func resources() throws -> [Resource] { try resources("TRUE") }

  package func resources(at location: ID<Location>) throws -> [Resource] {
    try resources("r.location = \(location)")
  }

  package func resource(_ id: ID<Resource>) throws -> Resource? { try resources("r.id = \(id)").first }

  fileprivate func existingResource(_ id: ID<Resource>) throws -> Resource {
    guard let resource = try resource(id) else { throw NotFound("room or device") }
    return resource
  }

  private func resources(_ condition: SQL) throws -> [Resource] {
    try rows(
      """
      SELECT r.id, r.location, r.name, r.kind, t.at
      FROM resource r LEFT JOIN resource_retirement t ON t.resource = r.id
      WHERE \(condition)
      ORDER BY r.location, r.name
      """
    ).map { row in
      let retired: Instant? = try row("at")
      return try Resource(
        id: row("id"), location: row("location"), name: row("name"), kind: row("kind"), active: retired == nil
      )
    }
  }
}
