import Kernel
import Store

/// What is said about a place.
package struct LocationDraft: Sendable, Equatable {
  package var name: String
  /// `America/New_York`
  package var zone: String
  package var addressLines: [String]
  package var phone: String

  package init(name: String, zone: String, addressLines: [String] = [], phone: String = "") {
    self.name = name
    self.zone = zone
    self.addressLines = addressLines
    self.phone = phone
  }

  func admit(as id: ID<Location>) throws(InvalidInput) -> Location {
    let name = try cleanLine(name, "name", "The name")
    guard let zone = Zone(zone) else {
      throw InvalidInput("zone", "There is no such time zone. One looks like America/New_York.")
    }
    if addressLines.count > 8 { throw InvalidInput("address", "An address has at most eight lines.") }
    var lines: [String] = []
    for line in addressLines {
      let clean = try cleanLine(line, "address", "A line of the address", mayBeEmpty: true)
      if !clean.isEmpty { lines.append(clean) }
    }
    let number = phone.allSatisfy(\.isWhitespace) ? nil : PhoneNumber(phone)
    if number == nil, !phone.allSatisfy(\.isWhitespace) {
      throw InvalidInput(
        "phone", "This is no telephone number. One looks like (617) 555-0100 or +44 20 7946 0958.")
    }
    return Location(id: id, name: name, zone: zone, addressLines: lines, phone: number)
  }
}

extension Practice {
  /// The places this person works at, retired ones too.
  package func locations(by who: Who) async throws -> [Location] {
    try who.require(.seeSchedule)
    return try await store.read { tx in try tx.locations() }.filter { who.may(at: $0.id) }
  }

  package func addLocation(_ draft: LocationDraft, by who: Who) async throws -> Location {
    try who.require(.managePlaces)
    // Who is kept to some places could not work at a new one.
    if who.locations != nil { throw Forbidden.location }
    let (location, moment) = (try draft.admit(as: id()), now())
    try await store.write { tx in
      let isNew = try tx.run(
        """
        INSERT INTO location (id, name, zone, address, phone, added_at)
        VALUES (\(location.id), \(location.name), \(location.zone), \(location.address), \(location.phone),
          \(moment))
        ON CONFLICT (name) DO NOTHING
        """)
      if isNew == 0 { throw PlaceRefused.nameTaken(location.name) }
      try tx.audit(
        "location.added", by: who, subject: "location:\(location.id)", detail: location.name, at: moment)
    }
    return location
  }

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
      let detail = before.zone == location.zone ? "" : "zone: \(before.zone.name) → \(location.zone.name)"
      try tx.audit("location.edited", by: who, subject: "location:\(id)", detail: detail, at: moment)
      return try tx.existingLocation(id)
    }
  }

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

extension Location {
  fileprivate var address: String { addressLines.joined(separator: "\n") }
}
