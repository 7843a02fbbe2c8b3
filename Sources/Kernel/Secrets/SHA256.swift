import CCrypto

/// What libcrypto could not do. Only a broken installation or no memory leads here.
package struct CryptoFault: Error, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = "OpenSSL could not \(description)" }
}

package enum SHA256 {
  package static func hash(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let done = EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
    precondition(done == 1, "OpenSSL has no SHA-256")
    return digest
  }

  package static func hash(_ text: String) -> [UInt8] { hash(Array(text.utf8)) }

  /// 64 hexadecimal digits.
  package static func hex(_ text: String) -> String { Hex.text(hash(text)) }
}

package enum HMAC {
  package static func sha1(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    mac(message, key, EVP_sha1(), 20)
  }

  package static func sha256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    mac(message, key, EVP_sha256(), 32)
  }

  private static func mac(_ message: [UInt8], _ key: [UInt8], _ kind: OpaquePointer?, _ size: Int) -> [UInt8]
  {
    var out = [UInt8](repeating: 0, count: size)
    var length: UInt32 = 0
    let made = CCrypto.HMAC(kind, key, Int32(key.count), message, message.count, &out, &length)
    precondition(made != nil && Int(length) == size, "OpenSSL has no HMAC")
    return out
  }
}
