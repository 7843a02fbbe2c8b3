import Foundation
import HTTPTypes
import Hummingbird

/// Whether a change was asked for by a page of ours. Two independent witnesses: what the browser says about
/// where the request comes from, and a token only our pages know.
enum CrossSite {
  /// - Throws: ``WebRefusal`` unless `token` is the one expected and the browser names no other site.
  static func admit(_ request: Request, token given: String, expected: String) throws {
    guard comesFromHere(request), !expected.isEmpty, isSame(given, expected) else { throw WebRefusal.foreign }
  }

  /// Browsers of the last years send `Sec-Fetch-Site`; older ones send `Origin` with forms. A client that sends
  /// neither is no browser and carries nobody's cookies unasked.
  static func comesFromHere(_ request: Request) -> Bool {
    if let site = request.headers[HTTPField.Name.fetchSite] {
      return site == "same-origin" || site == "none"
    }
    guard let origin = request.headers[.origin] else { return true }
    guard let authority = request.head.authority, let colons = origin.range(of: "://") else { return false }
    return origin[colons.upperBound...].lowercased() == authority.lowercased()
  }

  /// Compares in the same time wherever the first difference lies.
  static func isSame(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    guard a.count == b.count else { return false }
    var difference: UInt8 = 0
    for place in a.indices { difference |= a[place] ^ b[place] }
    return difference == 0
  }
}

extension HTTPField.Name {
  static let fetchSite = known("Sec-Fetch-Site")
  static let live = known("Foyer-Live")
  static let csrf = known("X-CSRF")
  static let refresh = known("Refresh")
  static let requestNumber = known("X-Request-Id")

  private static func known(_ name: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is not a header's name") }
    return name
  }
}

/// 128 random bits, as hexadecimal digits.
func randomToken() -> String {
  var random = SystemRandomNumberGenerator()
  return [random.next(), random.next() as UInt64].map { half in
    let digits = String(half, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }.joined()
}
