import Foundation
import Kernel

/// Where a place is on the earth, in millionths of a degree: a tenth of a metre.
package struct GeoPoint: Sendable, Hashable {
  package let latitude: Int
  package let longitude: Int

  /// Nil beyond the poles or more than half around the earth.
  package init?(latitude: Int, longitude: Int) {
    guard (-90_000_000...90_000_000).contains(latitude), (-180_000_000...180_000_000).contains(longitude)
    else {
      return nil
    }
    self.latitude = latitude
    self.longitude = longitude
  }

  /// As it stands on maps: `42.3601` and `-71.0589`.
  package init?(_ latitude: String, _ longitude: String) {
    guard let north = Self.millionths(latitude), let east = Self.millionths(longitude) else { return nil }
    self.init(latitude: north, longitude: east)
  }

  private static func millionths(_ text: String) -> Int? {
    let clean = text.trimmingCharacters(in: .whitespaces).replacing("−", with: "-")
    guard clean.count <= 20, let degrees = Double(clean), degrees.isFinite, abs(degrees) <= 180 else {
      return nil
    }
    return Int((degrees * 1_000_000).rounded())
  }

  /// Metres to another point as the crow flies, on a round earth: right to half a percent.
  package func metres(to other: GeoPoint) -> Int {
    func radians(_ millionths: Int) -> Double { Double(millionths) / 1_000_000 * .pi / 180 }
    let (a, b) = (radians(latitude), radians(other.latitude))
    let (north, east) = (sin((b - a) / 2), sin(radians(other.longitude - longitude) / 2))
    let h = north * north + cos(a) * cos(b) * east * east
    return Int((2 * 6_371_000 * asin(min(1, h.squareRoot()))).rounded())
  }

  /// `42.3601`
  package static func degrees(_ millionths: Int) -> String {
    let (whole, rest) = (abs(millionths) / 1_000_000, abs(millionths) % 1_000_000)
    var digits = String(1_000_000 + rest).dropFirst()
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    return (millionths < 0 ? "-" : "") + "\(whole).\(digits)"
  }
}

/// What a distance is said in.
package enum DistanceUnit: String, Sendable, CaseIterable {
  case miles = "mi"
  case kilometres = "km"

  package var metres: Double { self == .miles ? 1609.344 : 1000 }

  /// `3 km`, `0.8 mi`
  package func words(_ metres: Int) -> String {
    let tenths = Int((Double(metres) / self.metres * 10).rounded())
    return tenths < 100 && tenths % 10 > 0
      ? "\(tenths / 10).\(tenths % 10) \(rawValue)" : "\((tenths + 5) / 10) \(rawValue)"
  }
}
