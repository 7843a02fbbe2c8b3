import Kernel
import Store

extension Practice {
  package func addLocation(_ draft: LocationDraft, by who: Who) async throws -> Location {
    try who.require(.managePlaces)
    // Who is kept to some places could not work at a new one.
    if who.locations != nil { throw Forbidden.location }
    let (location, moment) = (try draft.admit(as: id()), now())
    try await store.write { tx in
      let isNew = try tx.change(
        """
        INSERT INTO location (id, name, zone, address, phone, added_at)
        VALUES (\(location.id), \(location.name), \(location.zone), \(location.address), \(location.phone),
          \(moment))
        ON CONFLICT (name) DO NOTHING
        """)
      if isNew == 0 { throw PlaceRefused.nameTaken(location.name) }
      try tx.keep(location.point, of: location.id)
      try tx.audit(
        "location.added", by: who, subject: "location:\(location.id)", detail: location.name, at: moment)
    }
    return location
  }
}
