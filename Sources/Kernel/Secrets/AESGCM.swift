import CCrypto

/// AES-256-GCM: nobody reads it without the key, and nobody changes it or moves it elsewhere unnoticed.
///
/// A sealed box is a version byte, 12 random bytes, the ciphertext and 16 bytes of proof. The context is not in
/// the box: it has to be said again to open it, so that a box copied to another row does not open there.
package enum AESGCM {
  package static let keyLength = 32
  /// What sealing adds to the length.
  package static let overhead = 29
  private static let version: UInt8 = 1
  private static let nonceLength = 12
  private static let tagLength = 16

  /// The box does not open: another key, another context, or changed bytes.
  package struct DoesNotOpen: Error, CustomStringConvertible {
    package let description = "the sealed value does not open with this key and context"
  }

  package static func seal(_ bytes: [UInt8], key: [UInt8], context: [UInt8]) throws -> [UInt8] {
    precondition(key.count == keyLength)
    let nonce = RandomBytes.make(nonceLength)
    let cipher = try Cipher()
    try cipher.check(EVP_EncryptInit_ex(cipher.context, EVP_aes_256_gcm(), nil, key, nonce), "start sealing")
    var length: Int32 = 0
    try cipher.check(
      EVP_EncryptUpdate(cipher.context, nil, &length, context, Int32(context.count)), "bind the context")
    var sealed = [UInt8](repeating: 0, count: bytes.count)
    try cipher.check(
      EVP_EncryptUpdate(cipher.context, &sealed, &length, bytes, Int32(bytes.count)), "seal")
    var rest: [UInt8] = [UInt8](repeating: 0, count: tagLength)
    try cipher.check(EVP_EncryptFinal_ex(cipher.context, &rest, &length), "finish sealing")
    var tag = [UInt8](repeating: 0, count: tagLength)
    try cipher.check(
      EVP_CIPHER_CTX_ctrl(cipher.context, EVP_CTRL_AEAD_GET_TAG, Int32(tagLength), &tag), "give the proof")
    return [version] + nonce + sealed + tag
  }

  package static func open(_ box: [UInt8], key: [UInt8], context: [UInt8]) throws -> [UInt8] {
    precondition(key.count == keyLength)
    guard box.count >= overhead, box[0] == version else { throw DoesNotOpen() }
    let nonce = Array(box[1..<1 + nonceLength])
    let sealed = Array(box[(1 + nonceLength)..<(box.count - tagLength)])
    var tag = Array(box.suffix(tagLength))
    let cipher = try Cipher()
    try cipher.check(EVP_DecryptInit_ex(cipher.context, EVP_aes_256_gcm(), nil, key, nonce), "start opening")
    var length: Int32 = 0
    try cipher.check(
      EVP_DecryptUpdate(cipher.context, nil, &length, context, Int32(context.count)), "bind the context")
    var bytes = [UInt8](repeating: 0, count: sealed.count)
    try cipher.check(
      EVP_DecryptUpdate(cipher.context, &bytes, &length, sealed, Int32(sealed.count)), "open")
    try cipher.check(
      EVP_CIPHER_CTX_ctrl(cipher.context, EVP_CTRL_AEAD_SET_TAG, Int32(tagLength), &tag), "take the proof")
    var rest = [UInt8](repeating: 0, count: tagLength)
    guard EVP_DecryptFinal_ex(cipher.context, &rest, &length) == 1 else { throw DoesNotOpen() }
    return bytes
  }

  /// Frees OpenSSL's working memory, which wipes it, however the work ends.
  private final class Cipher {
    let context: OpaquePointer

    init() throws {
      guard let context = EVP_CIPHER_CTX_new() else { throw CryptoFault("get memory") }
      self.context = context
    }

    deinit { EVP_CIPHER_CTX_free(context) }

    func check(_ result: Int32, _ what: String) throws { if result != 1 { throw CryptoFault(what) } }
  }
}
