import CCrypto

/// Seals a stream of any length in chunks with AES-256-GCM, so that neither a changed, a missing, a moved nor a
/// missing last chunk goes unseen (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
///
/// The chunk's number is its nonce, which is safe because a key seals one stream only: derive it with
/// ``derivedKey(from:salt:)`` from a salt that is new for every stream. The head of the stream and whether a
/// chunk is the last are bound as additional data.
package struct SealedStream: Sendable {
  package static let tagLength = 16
  package static let keyLength = 32

  private let key: [UInt8]
  private let head: [UInt8]

  /// - Parameters:
  ///   - key: 32 bytes that seal this stream alone.
  ///   - head: what stands before the chunks and must not be changed either.
  package init(key: [UInt8], head: [UInt8]) {
    precondition(key.count == Self.keyLength)
    self.key = key
    self.head = head
  }

  /// The chunk's bytes, followed by its tag of 16.
  package func seal(_ plain: ArraySlice<UInt8>, number: UInt64, isLast: Bool) throws -> [UInt8] {
    let cipher = try Cipher(key: key, nonce: nonce(number), bound: bound(isLast), sealing: true)
    var sealed = try cipher.update(plain)
    sealed += try cipher.tag()
    return sealed
  }

  /// The plain bytes of a sealed chunk; nil where chunk, number, head, key or its being the last do not fit.
  package func open(_ sealed: ArraySlice<UInt8>, number: UInt64, isLast: Bool) throws -> [UInt8]? {
    guard sealed.count >= Self.tagLength else { return nil }
    let cipher = try Cipher(key: key, nonce: nonce(number), bound: bound(isLast), sealing: false)
    let plain = try cipher.update(sealed.dropLast(Self.tagLength))
    return cipher.accepts(tag: sealed.suffix(Self.tagLength)) ? plain : nil
  }

  private func nonce(_ number: UInt64) -> [UInt8] {
    [0, 0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
  }

  private func bound(_ isLast: Bool) -> [UInt8] { head + [isLast ? 1 : 0] }
}

extension SealedStream {
  /// A key for one stream out of a long-lived one: HMAC-SHA-256 of the purpose and the salt.
  package static func derivedKey(from key: [UInt8], for purpose: String, salt: [UInt8]) -> [UInt8] {
    HMAC.sha256(Array(purpose.utf8) + [0] + salt, key: key)
  }
}

/// The cryptographic library could not do its work, which has nothing to do with the data.
package struct CipherFault: Error, CustomStringConvertible {
  package let step: String
  package var description: String { "the cryptographic library failed at \(step)" }
}

/// One AES-256-GCM run of OpenSSL.
private final class Cipher {
  private let context: OpaquePointer
  private let sealing: Bool

  init(key: [UInt8], nonce: [UInt8], bound: [UInt8], sealing: Bool) throws {
    guard let context = EVP_CIPHER_CTX_new() else { throw CipherFault(step: "EVP_CIPHER_CTX_new") }
    self.context = context
    self.sealing = sealing
    let direction: Int32 = sealing ? 1 : 0
    guard EVP_CipherInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce, direction) == 1 else {
      throw CipherFault(step: "EVP_CipherInit_ex")
    }
    var length: Int32 = 0
    guard EVP_CipherUpdate(context, nil, &length, bound, Int32(bound.count)) == 1 else {
      throw CipherFault(step: "EVP_CipherUpdate")
    }
  }

  deinit { EVP_CIPHER_CTX_free(context) }

  func update(_ bytes: ArraySlice<UInt8>) throws -> [UInt8] {
    var failed = false
    let out = [UInt8](unsafeUninitializedCapacity: bytes.count) { out, count in
      var length: Int32 = 0
      bytes.withUnsafeBufferPointer { input in
        guard input.count > 0 else { return }
        failed =
          EVP_CipherUpdate(context, out.baseAddress, &length, input.baseAddress, Int32(input.count)) != 1
      }
      count = Int(length)
    }
    if failed { throw CipherFault(step: "EVP_CipherUpdate") }
    return out
  }

  func tag() throws -> [UInt8] {
    var rest = [UInt8](repeating: 0, count: 16)
    var length: Int32 = 0
    var tag = [UInt8](repeating: 0, count: 16)
    guard EVP_CipherFinal_ex(context, &rest, &length) == 1,
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, &tag) == 1
    else { throw CipherFault(step: "EVP_CipherFinal_ex") }
    return tag
  }

  func accepts(tag: ArraySlice<UInt8>) -> Bool {
    var tag = Array(tag)
    var rest = [UInt8](repeating: 0, count: 16)
    var length: Int32 = 0
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, 16, &tag) == 1
      && EVP_CipherFinal_ex(context, &rest, &length) == 1
  }
}
