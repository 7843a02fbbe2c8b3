import Foundation
import Kernel
import Testing

struct SecretsTests {
  @Test func `hashes as FIPS 180-4 says`() {
    #expect(
      SHA256.hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(SHA256.hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func `keys a hash as RFC 2202 and RFC 4231 say`() {
    let (key, text) = (Array("Jefe".utf8), Array("what do ya want for nothing?".utf8))
    #expect(Hex.text(HMAC.sha1(text, key: key)) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
    #expect(
      Hex.text(HMAC.sha256(text, key: key))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
  }

  @Test func `two tokens are never the same and have 128 bits`() {
    #expect(Set((0..<1000).map { _ in RandomBytes.token() }).count == 1000)
    #expect(Hex.bytes(RandomBytes.token())?.count == 16)
  }

  @Test func `compares secrets whole`() {
    #expect(sameSecret([1, 2, 3], [1, 2, 3]))
    #expect(!sameSecret([1, 2, 3], [1, 2, 4]))
    #expect(!sameSecret([1, 2, 3], [1, 2]))
    #expect(sameSecret([], []))
  }

  @Test(arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar"])
  func `writes and reads Base32`(text: String) {
    let known = [
      "": "", "f": "MY", "fo": "MZXQ", "foo": "MZXW6", "foob": "MZXW6YQ", "fooba": "MZXW6YTB",
      "foobar": "MZXW6YTBOI",
    ]
    #expect(Base32.text(Array(text.utf8)) == known[text])
    #expect(Base32.bytes(known[text]?.lowercased() ?? "") == Array(text.utf8))
    #expect(Base32.bytes("M0XW") == nil)
  }

  @Test(arguments: [
    (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
    (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
  ])
  func `makes the codes of RFC 6238`(seconds: Int64, code: String) {
    let totp = OneTimeCode(secret: Array("12345678901234567890".utf8))
    let step = OneTimeCode.step(at: Instant(milliseconds: seconds * 1000))
    #expect(totp.code(step: step, digits: 8) == code)
    #expect(totp.code(step: step) == code.suffix(6))
  }

  @Test func `takes a code of the step before and after, but none twice and none further off`() {
    let totp = OneTimeCode(secret: RandomBytes.make(20))
    let now = Instant(milliseconds: 1_795_448_520_000)
    let step = OneTimeCode.step(at: now)
    for off in -1...1 as ClosedRange<Int64> {
      #expect(totp.step(of: totp.code(step: step + off), at: now, after: nil) == step + off)
    }
    let written = totp.code(step: step)
    #expect(totp.step(of: "\(written.prefix(3)) \(written.suffix(3))", at: now, after: step - 1) == step)
    #expect(totp.step(of: written, at: now, after: step) == nil)
    #expect(totp.step(of: totp.code(step: step - 1), at: now, after: step) == nil)
    #expect(totp.step(of: totp.code(step: step + 2), at: now, after: nil) == nil)
    #expect(totp.step(of: "", at: now, after: nil) == nil)
  }

  @Test func `tells an authenticator app whose code it is`() {
    let address = OneTimeCode(secret: Array("hello".utf8)).address(account: "ana@desk", issuer: "Elm & Oak")
    #expect(
      address == "otpauth://totp/Elm%20%26%20Oak:ana%40desk?secret=NBSWY3DP&issuer=Elm%20%26%20Oak"
        + "&algorithm=SHA1&digits=6&period=30")
  }
}

struct PasswordHashTests {
  @Test(arguments: ["correct horse", "", "pass\u{0}word", "пароль 🔑", String(repeating: "long ", count: 200)])
  func `a password opens its own hash and no other`(password: String) throws {
    let hash = try PasswordHash.make(Array(password.utf8), cost: .least)
    #expect(hash.hasPrefix("$argon2id$v=19$"))
    #expect(PasswordHash.verify(Array(password.utf8), against: hash))
    #expect(!PasswordHash.verify(Array((password + "x").utf8), against: hash))
    #expect(!PasswordHash.verify(Array(password.utf8.dropLast()) + [7], against: hash))
  }

  @Test func `the office's hash costs what OWASP asks for, and is salted`() throws {
    let first = try PasswordHash.make(Array("same".utf8))
    #expect(first.contains("m=19456,t=2,p=1"))
    #expect(try PasswordHash.make(Array("same".utf8)) != first)
  }

  @Test(arguments: ["", "nonsense", "$argon2id$v=19$m=19456,t=2,p=1$", "$2b$12$abc"])
  func `nothing opens what is no hash`(hash: String) {
    #expect(!PasswordHash.verify(Array("x".utf8), against: hash))
  }
}

struct OfficeKeyTests {
  @Test func `opens what it sealed, in its place only`() throws {
    let key = OfficeKey()
    let box = try key.seal(Array("a seed".utf8), context: "second_factor:7:secret")
    #expect(try key.open(box, context: "second_factor:7:secret") == Array("a seed".utf8))
    #expect(throws: AESGCM.DoesNotOpen.self) { try key.open(box, context: "second_factor:8:secret") }
    #expect(throws: AESGCM.DoesNotOpen.self) { try OfficeKey().open(box, context: "second_factor:7:secret") }
    #expect(try key.seal(Array("a seed".utf8), context: "x") != key.seal(Array("a seed".utf8), context: "x"))
  }

  @Test func `sees a change of any bit, and a box cut short`() throws {
    let key = OfficeKey()
    let box = try key.seal([1, 2, 3], context: "t:1:c")
    for place in box.indices {
      var changed = box
      changed[place] ^= 1
      #expect(throws: AESGCM.DoesNotOpen.self) { try key.open(changed, context: "t:1:c") }
    }
    for length in 0..<box.count {
      #expect(throws: AESGCM.DoesNotOpen.self) { try key.open(Array(box.prefix(length)), context: "t:1:c") }
    }
    #expect(try key.open(key.seal([], context: "t:1:c"), context: "t:1:c").isEmpty)
  }

  @Test func `seals as NIST's test vector 15 of AES-GCM opens`() throws {
    let key = try #require(Hex.bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"))
    let box = try #require(
      Hex.bytes(
        "01cafebabefacedbaddecaf888522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590d"
          + "bb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015adb094dac5d93471bdec1a502270e3cc6c"))
    let plain = try AESGCM.open(box, key: key, context: [])
    #expect(Hex.text(plain).hasPrefix("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"))
  }

  @Test func `is made once with 32 random bytes that only its owner reads`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "foyer-key-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "office.key").path
    let box = try await withThrowingTaskGroup(of: OfficeKey.self) { group in
      for _ in 0..<16 { group.addTask { try OfficeKey(loading: path) } }
      var boxes: [[UInt8]] = []
      for try await key in group { boxes.append(try key.seal([7], context: "x")) }
      return boxes
    }
    let key = try OfficeKey(loading: path)
    #expect(try box.allSatisfy { try key.open($0, context: "x") == [7] })
    let facts = try FileManager.default.attributesOfItem(atPath: path)
    #expect(facts[.posixPermissions] as? Int == 0o600)
    #expect(facts[.size] as? Int == 32)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["office.key"])
  }

  @Test func `a key file of the wrong length is not used`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "foyer-key-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data([1, 2, 3]).write(to: URL(filePath: path))
    #expect(throws: OfficeKey.Unusable.self) { try OfficeKey(loading: path) }
  }
}
