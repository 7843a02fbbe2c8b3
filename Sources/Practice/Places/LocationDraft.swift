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

extension Location {
  var address: String { addressLines.joined(separator: "\n") }
}
