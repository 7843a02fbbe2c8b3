import Kernel
import Store

extension Transaction {
  /// Every location, retired ones too, by name.
  package func locations() throws -> [Location] { try settled("locations") { try locations("TRUE") } }

  package func location(_ id: ID<Location>) throws -> Location? { try locations().first { $0.id == id } }

  func existingLocation(_ id: ID<Location>) throws -> Location {
    guard let location = try location(id) else { throw NotFound("location") }
    return location
  }

  /// A location that is still in use.
  func openLocation(_ id: ID<Location>) throws -> Location {
    let location = try existingLocation(id)
    if !location.active { throw PlaceRefused.locationRetired }
    return location
  }

  private func locations(_ condition: SQL) throws -> [Location] {
    try rows(
      """
      SELECT l.id, l.name, l.zone, l.address, l.phone, r.at, p.latitude, p.longitude
      FROM location l LEFT JOIN location_retirement r ON r.location = l.id
        LEFT JOIN location_point p ON p.location = l.id
      WHERE \(condition)
      ORDER BY l.name, l.id
      """
    ).map { row in
      let retired: Instant? = try row("at")
      let address: String = try row("address")
      let (latitude, longitude): (Int?, Int?) = (try row("latitude"), try row("longitude"))
      return try Location(
        id: row("id"), name: row("name"), zone: row("zone"),
        addressLines: address.split(separator: "\n").map(String.init), phone: row("phone"),
        active: retired == nil,
        point: latitude.flatMap { north in longitude.flatMap { GeoPoint(latitude: north, longitude: $0) } })
    }
  }

  /// Says where a place is on a map, or that nobody knows.
  func keep(_ point: GeoPoint?, of location: ID<Location>) throws {
    try run("DELETE FROM location_point WHERE location = \(location)")
    guard let point else { return }
    try run(
      """
      INSERT INTO location_point (location, latitude, longitude)
      VALUES (\(location), \(point.latitude), \(point.longitude))
      """)
  }
}
