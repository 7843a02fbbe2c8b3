import Kernel

/// A place where patients are seen, with its own clock.
package struct Location: Sendable, Equatable {
  package let id: ID<Location>
  package var name: String
  package var zone: Zone
  /// Street, town: as on an envelope, each line for itself.
  package var addressLines: [String]
  package var phone: PhoneNumber?
  package var active: Bool
  /// Where it is on a map, if somebody said so.
  package var point: GeoPoint?

  package init(
    id: ID<Location>, name: String, zone: Zone, addressLines: [String] = [], phone: PhoneNumber? = nil,
    active: Bool = true, point: GeoPoint? = nil
  ) {
    self.id = id
    self.name = name
    self.zone = zone
    self.addressLines = addressLines
    self.phone = phone
    self.active = active
    self.point = point
  }
}
