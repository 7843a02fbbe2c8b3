import Kernel
import Store

extension Practice {
  package func edit(_ id: ID<Location>, _ draft: LocationDraft, by who: Who) async throws -> Location {
    try who.require(.managePlaces)
    try who.require(id)
    let (location, moment) = (try draft.admit(as: id), now())
    return try await store.write { tx in
      let before = try tx.existingLocation(id)
      let taken: ID<Location>? = try tx.value("SELECT id FROM location WHERE name = \(location.name)")
      if let taken, taken != id { throw PlaceRefused.nameTaken(location.name) }
      try tx.run(
        """
        UPDATE location SET name = \(location.name), zone = \(location.zone), address = \(location.address),
          phone = \(location.phone)
        WHERE id = \(id)
        """)
      try tx.keep(location.point, of: id)
      let detail = before.zone == location.zone ? "" : "zone: \(before.zone.name) → \(location.zone.name)"
      try tx.audit("location.edited", by: who, subject: "location:\(id)", detail: detail, at: moment)
      return try tx.existingLocation(id)
    }
  }
}
