import Foundation
import Kernel

/// A backup that cannot be opened, and why.
struct BackupUnreadable: Refusal, Equatable {
  let sentence: String
  var kind: RefusalKind { .invalid }

  static let notABackup = Self(sentence: "This file is not a Foyer backup, or its beginning is damaged.")
  static let wrongPassphrase = Self(sentence: "This is not the passphrase the backup was sealed with.")
  static let wrongKeyFile = Self(sentence: "This is not the key file the backup was sealed with.")
  static let needsPassphrase = Self(
    sentence: "This backup was sealed with a passphrase, not with a key file.")
  static let needsKeyFile = Self(
    sentence: "This backup was sealed with a key file: name it with --backup-key-file.")
  static let cutShort = Self(sentence: "The backup is cut short: its end is missing.")
  static func changed(at offset: Int) -> Self {
    Self(sentence: "The backup was changed or damaged near byte \(offset): nothing of it can be trusted.")
  }
}

/// Reads a backup from front to back in constant memory; throws ``BackupUnreadable`` at the first byte that is
/// not as it was written.
final class BackupReader {
  private let input: FileHandle
  private let stream: SealedStream
  private let sealedChunk: Int
  private var ahead: [UInt8]
  private var plain: [UInt8] = []
  private var place = 0
  private var number: UInt64 = 0
  private var atEnd = false
  private(set) var consumed = BackupHead.length

  init(_ input: FileHandle, key: BackupKey) throws {
    guard let bytes = try input.read(upToCount: BackupHead.length), let head = BackupHead(Array(bytes)) else {
      throw BackupUnreadable.notABackup
    }
    guard let stream = try head.stream(for: key) else {
      switch (head.kind, key.kind) {
      case (.passphrase, .passphrase): throw BackupUnreadable.wrongPassphrase
      case (.keyFile, .keyFile): throw BackupUnreadable.wrongKeyFile
      case (.passphrase, .keyFile): throw BackupUnreadable.needsPassphrase
      case (.keyFile, .passphrase): throw BackupUnreadable.needsKeyFile
      }
    }
    self.input = input
    self.stream = stream
    sealedChunk = Int(head.chunk) + SealedStream.tagLength
    ahead = try Self.read(input, sealedChunk)
  }

  /// The next file's name; nil when the backup was read to its proper end.
  func nextFile() throws -> String? {
    switch try frame() {
    case (.file, let name): return String(decoding: name, as: UTF8.self)
    case (.end, _):
      guard atEnd, place == plain.count else { throw BackupUnreadable.changed(at: consumed) }
      return nil
    default: throw BackupUnreadable.changed(at: consumed)
    }
  }

  /// The next piece of the current file; nil at its end.
  func nextPiece() throws -> [UInt8]? {
    switch try frame() {
    case (.data, let bytes): return bytes
    case (.endOfFile, _): return nil
    default: throw BackupUnreadable.changed(at: consumed)
    }
  }

  private func frame() throws -> (BackupFrame, [UInt8]) {
    let head = try take(5)
    guard let kind = BackupFrame(rawValue: head[0]) else { throw BackupUnreadable.changed(at: consumed) }
    return (kind, try take(Int(UInt32(bigEndianBytes: head[1..<5]))))
  }

  private func take(_ count: Int) throws -> [UInt8] {
    while plain.count - place < count { try openChunk() }
    defer { place += count }
    return Array(plain[place..<place + count])
  }

  private func openChunk() throws {
    guard !atEnd else { throw BackupUnreadable.changed(at: consumed) }
    let chunk = ahead
    ahead = chunk.count == sealedChunk ? try Self.read(input, sealedChunk) : []
    let isLast = ahead.isEmpty
    guard let opened = try stream.open(chunk[...], number: number, isLast: isLast) else {
      let whole = isLast ? try stream.open(chunk[...], number: number, isLast: false) : nil
      // A whole chunk that was not the last stands at the end, or the last one is too short to be a chunk.
      throw whole != nil ? BackupUnreadable.cutShort : damaged(chunk, isLast)
    }
    plain = Array(plain[place...]) + opened
    place = 0
    number += 1
    consumed += chunk.count
    atEnd = isLast
  }

  private func damaged(_ chunk: [UInt8], _ isLast: Bool) -> BackupUnreadable {
    isLast && chunk.count < sealedChunk
      ? BackupUnreadable(
        sentence: "The backup is cut short or was changed near its end, byte \(consumed): "
          + "nothing of it can be trusted.")
      : .changed(at: consumed)
  }

  private static func read(_ input: FileHandle, _ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count, let piece = try input.read(upToCount: count - bytes.count), !piece.isEmpty {
      bytes += piece
    }
    return bytes
  }
}
