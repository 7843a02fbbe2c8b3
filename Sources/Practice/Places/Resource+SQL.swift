import Kernel
import Store

extension Transaction {
  /// Every resource, retired ones too, by location and name.
  package func resources() throws -> [Resource] { try settled("resources") { try resources("TRUE") } }

  package func resources(at location: ID<Location>) throws -> [Resource] {
    try resources().filter { $0.location == location }
  }

  package func resource(_ id: ID<Resource>) throws -> Resource? { try resources().first { $0.id == id } }

  func existingResource(_ id: ID<Resource>) throws -> Resource {
    guard let resource = try resource(id) else { throw NotFound("room or device") }
    return resource
  }

  private func resources(_ condition: SQL) throws -> [Resource] {
    try rows(
      """
      SELECT r.id, r.location, r.name, r.kind, r.group_name, t.at
      FROM resource r LEFT JOIN resource_retirement t ON t.resource = r.id
      WHERE \(condition)
      ORDER BY r.location, r.name
      """
    ).map { row in
      let retired: Instant? = try row("at")
      return try Resource(
        id: row("id"), location: row("location"), name: row("name"), kind: row("kind"),
        group: row("group_name"), active: retired == nil)
    }
  }
}
