import Foundation
import Kernel
import Store

/// One backup in the making: of a store that others go on writing to, in constant memory.
struct TakeBackup: Sendable {
  let store: Store
  let folder: DataFolder
  let databaseURL: String?
  let key: BackupKey
  var cost = BackupKey.Cost.standard
  let now: @Sendable () -> Instant

  struct Refused: Refusal, Equatable {
    let sentence: String
  }

  /// Writes the backup beside its final name and renames it when all of it is on the disk. `progress` hears how
  /// many bytes of the practice were sealed so far.
  func run(
    to path: String, overwrite: Bool, progress: (Int) -> Void = { _ in }
  ) async throws -> BackupReceipt {
    guard overwrite || !FileManager.default.fileExists(atPath: path) else {
      throw Refused(sentence: "\(path) exists already: give another name, or --overwrite.")
    }
    let began = ContinuousClock.now
    let moment = now()
    let part = path + ".part"
    defer { unlink(part) }
    let output = try newFile(part)
    do {
      let size = try await seal(into: output, moment, progress)
      try output.synchronize()
      try output.close()
      guard rename(part, path) == 0 else {
        throw Refused(sentence: "\(path) cannot be written: \(systemReason()).")
      }
      syncFolder(of: path)
      let receipt = BackupReceipt(
        file: path, bytes: size, engine: store.kind.rawValue, madeAt: moment.iso8601,
        seconds: ((ContinuousClock.now - began) / .seconds(1) * 100).rounded() / 100)
      try JSONEncoder().encode(receipt).write(to: URL(fileURLWithPath: folder.lastBackup), options: .atomic)
      return receipt
    } catch let error as CocoaError where error.code == .fileWriteOutOfSpace {
      throw Refused(sentence: "There is no room left on the disk of \(path): the backup was not made.")
    }
  }

  private func seal(into output: FileHandle, _ moment: Instant, _ progress: (Int) -> Void) async throws -> Int
  {
    let writer = try BackupWriter(to: output, key: key, cost: cost)
    let manifest = BackupManifest(
      format: 1, engine: store.kind.rawValue, madeBy: Release.version, madeAt: moment.iso8601)
    try writer.add(BackupManifest.file, bytes: manifest.bytes)
    let officeKey = try Data(contentsOf: URL(fileURLWithPath: folder.officeKey))
    try writer.add(BackupManifest.officeKey, bytes: Array(officeKey))
    switch store.kind {
    case .sqlite: try await addSQLite(writer, progress)
    case .postgres: try addPostgres(writer, progress)
    }
    try writer.finish()
    return writer.written
  }

  /// Copies the database inside the data folder first, as one consistent picture, then seals the copy.
  private func addSQLite(_ writer: BackupWriter, _ progress: (Int) -> Void) async throws {
    let copy = folder.path + "/snapshot-\(UUID().uuidString).sqlite"
    defer { for end in ["", "-wal", "-shm", "-journal"] { unlink(copy + end) } }
    try await store.snapshot(to: copy)
    guard let input = FileHandle(forReadingAtPath: copy) else {
      throw Refused(sentence: "The copy of the database, \(copy), cannot be read.")
    }
    defer { try? input.close() }
    try add(EngineKind.sqlite.backupFile, from: input, to: writer, progress)
  }

  private func addPostgres(_ writer: BackupWriter, _ progress: (Int) -> Void) throws {
    let dump = PostgresTool("pg_dump", at: databaseURL ?? "")
    let (process, output) = try dump.start(["-Fc", "--no-owner", "--no-privileges"])
    do {
      try add(EngineKind.postgres.backupFile, from: output, to: writer, progress)
    } catch {
      process.terminate()
      throw error
    }
    try dump.finish(process)
  }

  private func add(
    _ name: String, from input: FileHandle, to writer: BackupWriter, _ progress: (Int) -> Void
  ) throws {
    var total = 0
    try writer.add(name) {
      let piece = try input.read(upToCount: 65_536).map(Array.init) ?? []
      total += piece.count
      progress(total)
      return piece
    }
  }
}

/// A new file that only its owner reads; what stood there unfinished is gone.
func newFile(_ path: String) throws -> FileHandle {
  unlink(path)
  let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else {
    throw TakeBackup.Refused(sentence: "\(path) cannot be written: \(systemReason()).")
  }
  return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
}

/// Makes a rename or a new name in a folder survive a power cut.
func syncFolder(of path: String) {
  let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_CLOEXEC)
  guard folder >= 0 else { return }
  fsync(folder)
  close(folder)
}
