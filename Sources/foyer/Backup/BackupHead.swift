import Kernel

/// The first 72 bytes of a backup: how its key is made and a check of it. Laid out in
/// `docs/decisions/0009-backup-format.md`.
struct BackupHead: Equatable, Sendable {
  static let magic = Array("FOYERBK1".utf8)
  static let length = 72

  enum KeyKind: UInt8, Sendable {
    case keyFile = 0
    case passphrase = 1
  }

  let kind: KeyKind
  let passes: UInt32
  let memoryKiB: UInt32
  let chunk: UInt32
  let salt: [UInt8]
  /// Tells a wrong passphrase from a damaged file.
  let check: [UInt8]

  var bytes: [UInt8] {
    Self.magic + [1, kind.rawValue, 0, 0] + passes.bigEndianBytes + memoryKiB.bigEndianBytes
      + chunk.bigEndianBytes + salt + check
  }

  /// Nil unless the bytes are the head of a backup this version can read, within sane bounds: a hostile file
  /// must not make us take all memory.
  init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.length, Array(bytes[0..<8]) == Self.magic, bytes[8] == 1,
      let kind = KeyKind(rawValue: bytes[9])
    else { return nil }
    self.kind = kind
    passes = UInt32(bigEndianBytes: bytes[12..<16])
    memoryKiB = UInt32(bigEndianBytes: bytes[16..<20])
    chunk = UInt32(bigEndianBytes: bytes[20..<24])
    salt = Array(bytes[24..<56])
    check = Array(bytes[56..<72])
    guard (1...16).contains(passes), (8...1_048_576).contains(memoryKiB),
      (1024...16_777_216).contains(chunk)
    else { return nil }
  }

  private init(kind: KeyKind, cost: BackupKey.Cost, chunk: UInt32, salt: [UInt8], check: [UInt8]) {
    self.kind = kind
    passes = cost.passes
    memoryKiB = cost.memoryKiB
    self.chunk = chunk
    self.salt = salt
    self.check = check
  }

  /// A head for a new backup, with a salt of its own, and the stream it begins.
  static func make(
    for key: BackupKey, cost: BackupKey.Cost, chunk: UInt32
  ) throws -> (BackupHead, SealedStream) {
    let salt = RandomBytes.make(32)
    let master = try key.master(salt: salt, cost: cost)
    let head = BackupHead(
      kind: key.kind, cost: cost, chunk: chunk, salt: salt, check: Self.check(master, salt))
    return (head, Self.stream(master, head))
  }

  /// The stream behind this head; nil when the key is not the one it was sealed with.
  func stream(for key: BackupKey) throws -> SealedStream? {
    guard key.kind == kind else { return nil }
    let master = try key.master(salt: salt, cost: BackupKey.Cost(passes: passes, memoryKiB: memoryKiB))
    return Self.check(master, salt) == check ? Self.stream(master, self) : nil
  }

  private static func check(_ master: [UInt8], _ salt: [UInt8]) -> [UInt8] {
    Array(SealedStream.derivedKey(from: master, for: "foyer backup check", salt: salt).prefix(16))
  }

  private static func stream(_ master: [UInt8], _ head: BackupHead) -> SealedStream {
    SealedStream(
      key: SealedStream.derivedKey(from: master, for: "foyer backup seal", salt: head.salt), head: head.bytes)
  }
}

/// What seals and opens a backup.
enum BackupKey: Sendable {
  case passphrase(String)
  case keyFile([UInt8])

  /// What an attacker has to pay for each guess: argon2id over this memory, this many times.
  struct Cost: Equatable, Sendable {
    let passes: UInt32
    let memoryKiB: UInt32
    static let standard = Cost(passes: 3, memoryKiB: 262_144)
  }

  var kind: BackupHead.KeyKind {
    switch self {
    case .passphrase: .passphrase
    case .keyFile: .keyFile
    }
  }

  func master(salt: [UInt8], cost: Cost) throws -> [UInt8] {
    switch self {
    case .passphrase(let words):
      try PasswordHash.key(
        from: Array(words.utf8), salt: Array(salt.prefix(16)),
        cost: .init(memory: Int(cost.memoryKiB) * 1024, passes: UInt64(cost.passes)))
    case .keyFile(let bytes):
      SealedStream.derivedKey(from: bytes, for: "foyer backup key file", salt: salt)
    }
  }
}

extension UInt32 {
  var bigEndianBytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: self >> UInt32(24 - 8 * $0)) } }
  init(bigEndianBytes bytes: ArraySlice<UInt8>) { self = bytes.reduce(0) { $0 << 8 | UInt32($1) } }
}
