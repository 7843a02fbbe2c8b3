import Foundation
import Kernel

/// Writes a backup: files, one after another, sealed chunk by chunk in constant memory.
final class BackupWriter {
  private let output: FileHandle
  private let stream: SealedStream
  private let chunk: Int
  private var buffer: [UInt8] = []
  private var number: UInt64 = 0
  private(set) var written: Int

  init(
    to output: FileHandle, key: BackupKey, cost: BackupKey.Cost = .standard, chunk: UInt32 = 65_536
  ) throws {
    let (head, stream) = try BackupHead.make(for: key, cost: cost, chunk: chunk)
    self.output = output
    self.stream = stream
    self.chunk = Int(chunk)
    written = BackupHead.length
    try output.write(contentsOf: head.bytes)
  }

  /// Adds a file whose bytes come piece by piece; `next` gives an empty piece at the end.
  func add(_ name: String, _ next: () throws -> [UInt8]) throws {
    try put(.file, Array(name.utf8))
    while case let piece = try next(), !piece.isEmpty { try put(.data, piece) }
    try put(.endOfFile, [])
  }

  func add(_ name: String, bytes: [UInt8]) throws {
    var rest = bytes[...]
    try add(name) {
      defer { rest = rest.dropFirst(65_536) }
      return Array(rest.prefix(65_536))
    }
  }

  /// Seals what is left as the last chunk. Without it the backup does not open.
  func finish() throws {
    try put(.end, [])
    try flush(isLast: true)
  }

  private func put(_ kind: BackupFrame, _ bytes: [UInt8]) throws {
    buffer.append(kind.rawValue)
    buffer += UInt32(bytes.count).bigEndianBytes
    buffer += bytes
    // One chunk always stays behind, so that the last one is known to be the last.
    while buffer.count > chunk { try flush(isLast: false) }
  }

  private func flush(isLast: Bool) throws {
    let sealed = try stream.seal(buffer.prefix(chunk), number: number, isLast: isLast)
    buffer.removeFirst(min(chunk, buffer.count))
    number += 1
    try output.write(contentsOf: sealed)
    written += sealed.count
  }
}

/// What stands inside the sealed stream: a letter, a length of four bytes, the bytes.
enum BackupFrame: UInt8 {
  /// A file begins; the bytes are its name.
  case file = 0x46
  case data = 0x44
  case endOfFile = 0x45
  /// The backup is complete.
  case end = 0x5A
}
