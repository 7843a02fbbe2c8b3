import Foundation
import Kernel

/// How a gateway signs what it tells us, as Twilio does: HMAC-SHA1 over the address it was told to call and all fields
/// in the order of their names, with the password that only both sides know.
package enum GatewaySignature {
  package static func make(_ url: String, _ fields: [(name: String, value: String)], secret: String) -> String
  {
    let sorted = fields.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
    let text = sorted.reduce(url) { $0 + $1.name + $1.value }
    return Data(HMAC.sha1(Array(text.utf8), key: Array(secret.utf8))).base64EncodedString()
  }

  package static func isGood(
    _ signature: String, _ url: String, _ fields: [(name: String, value: String)], secret: String
  ) -> Bool {
    sameSecret(Array(signature.utf8), Array(make(url, fields, secret: secret).utf8))
  }
}
