import Foundation
import Kernel
import Testing

@testable import foyer

@Suite struct BackupStreamTests {
  private static let cheap = BackupKey.Cost(passes: 1, memoryKiB: 64)
  private let folder: TemporaryFolder
  private let key = BackupKey.passphrase("correct horse battery staple")

  init() throws { folder = try TemporaryFolder() }

  private func seal(_ files: [(String, [UInt8])], chunk: UInt32 = 1024) throws -> [UInt8] {
    let path = folder.file(UUID().uuidString)
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let output = try #require(FileHandle(forWritingAtPath: path))
    let writer = try BackupWriter(to: output, key: key, cost: Self.cheap, chunk: chunk)
    for (name, bytes) in files { try writer.add(name, bytes: bytes) }
    try writer.finish()
    try output.close()
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private func open(_ sealed: [UInt8], with other: BackupKey? = nil) throws -> [String: [UInt8]] {
    let path = folder.file(UUID().uuidString)
    try Data(sealed).write(to: URL(fileURLWithPath: path))
    let input = try #require(FileHandle(forReadingAtPath: path))
    let reader = try BackupReader(input, key: other ?? key)
    var files: [String: [UInt8]] = [:]
    while let name = try reader.nextFile() {
      var bytes: [UInt8] = []
      while let piece = try reader.nextPiece() { bytes += piece }
      files[name] = bytes
    }
    return files
  }

  private static let practice: [(String, [UInt8])] = [
    ("manifest.json", Array("{}".utf8)), ("empty", []),
    ("database", (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }),
  ]

  @Test(arguments: [1024, 1029, 4096, 65_536] as [UInt32])
  func `what was sealed comes out as it went in`(chunk: UInt32) throws {
    let files = try open(try seal(Self.practice, chunk: chunk))
    #expect(files.count == 3)
    for (name, bytes) in Self.practice { #expect(files[name] == bytes) }
  }

  @Test func `every length around the borders of a chunk comes out`() throws {
    for length in 1000...1040 {
      let bytes = [UInt8](repeating: 7, count: length)
      #expect(try open(try seal([("a", bytes)]))["a"] == bytes)
    }
  }

  @Test func `another passphrase is told from a damaged file`() throws {
    let sealed = try seal(Self.practice)
    #expect(throws: BackupUnreadable.wrongPassphrase) {
      try open(sealed, with: .passphrase("correct horse battery stable"))
    }
    #expect(throws: BackupUnreadable.needsPassphrase) {
      try open(sealed, with: .keyFile([UInt8](repeating: 1, count: 32)))
    }
    #expect(throws: BackupUnreadable.notABackup) { try open(Array("PK\u{3}\u{4} a zip file".utf8)) }
    #expect(throws: BackupUnreadable.notABackup) { try open([]) }
  }

  @Test func `a backup cut at any place does not open`() throws {
    let sealed = try seal(Self.practice)
    for length in stride(from: 0, to: sealed.count, by: 61) {
      #expect(throws: BackupUnreadable.self) { try open(Array(sealed.prefix(length))) }
    }
    let atBorder = BackupHead.length + 3 * (1024 + SealedStream.tagLength)
    #expect(throws: BackupUnreadable.cutShort) { try open(Array(sealed.prefix(atBorder))) }
    #expect(throws: BackupUnreadable.self) { try open(Array(sealed.dropLast())) }
  }

  @Test func `a backup with one bit turned over does not open, whichever it is`() throws {
    let sealed = try seal([("a", [UInt8](repeating: 9, count: 1500))])
    for place in stride(from: 0, to: sealed.count, by: 7) {
      var changed = sealed
      changed[place] ^= 1 << UInt8(place % 8)
      // The memory to use stands in the head: it may be refused as out of bounds before any key is made.
      #expect(throws: (any Error).self, "byte \(place)") { try open(changed) }
    }
  }

  @Test func `chunks that change places, are doubled or come from another backup do not open`() throws {
    let sealed = try seal(Self.practice)
    let size = 1024 + SealedStream.tagLength
    func chunk(_ number: Int) -> Range<Int> {
      BackupHead.length + number * size..<BackupHead.length + (number + 1) * size
    }
    var swapped = sealed
    swapped.replaceSubrange(chunk(1), with: sealed[chunk(2)])
    swapped.replaceSubrange(chunk(2), with: sealed[chunk(1)])
    #expect(throws: BackupUnreadable.self) { try open(swapped) }
    var doubled = sealed
    doubled.insert(contentsOf: sealed[chunk(1)], at: chunk(2).lowerBound)
    #expect(throws: BackupUnreadable.self) { try open(doubled) }
    let other = try seal(Self.practice)
    var mixed = sealed
    mixed.replaceSubrange(chunk(1), with: other[chunk(1)])
    #expect(throws: BackupUnreadable.self) { try open(mixed) }
    #expect(throws: BackupUnreadable.self) { try open(sealed + [0]) }
  }

  @Test func `two backups of the same data share no bytes after their heads`() throws {
    let (one, other) = (try seal(Self.practice), try seal(Self.practice))
    #expect(one[56..<100] != other[56..<100])
  }
}
