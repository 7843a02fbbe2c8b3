import Kernel
import Store

/// What is said about a place.
package struct LocationDraft: Sendable, Equatable {
  package var name: String
  /// `America/New_York`
  package var zone: String
  package var addressLines: [String]
  package var phone: String
  /// As they stand on maps: `42.3601`, `-71.0589`; both or neither.
  package var latitude: String
  package var longitude: String

  package init(
    name: String, zone: String, addressLines: [String] = [], phone: String = "", latitude: String = "",
    longitude: String = ""
  ) {
    self.name = name
    self.zone = zone
    self.addressLines = addressLines
    self.phone = phone
    self.latitude = latitude
    self.longitude = longitude
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
    return Location(
      id: id, name: name, zone: zone, addressLines: lines, phone: number, point: try point())
  }

  private func point() throws(InvalidInput) -> GeoPoint? {
    if (latitude + longitude).allSatisfy(\.isWhitespace) { return nil }
    guard let point = GeoPoint(latitude, longitude) else {
      throw InvalidInput(
        "latitude",
        "Give both: the latitude from -90 to 90 and the longitude from -180 to 180, like 42.3601 and -71.0589."
      )
    }
    return point
  }
}

extension Location {
  var address: String { addressLines.joined(separator: "\n") }
}
