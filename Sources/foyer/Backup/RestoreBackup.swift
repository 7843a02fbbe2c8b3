import Foundation
import Kernel
import Store

/// A backup coming back: first all of it is read, proven and laid beside the practice, then it takes its place.
struct RestoreBackup {
  let folder: DataFolder
  let databaseURL: String?
  let key: BackupKey

  struct Refused: Refusal, Equatable {
    let sentence: String
  }

  private var engine: EngineKind { databaseURL == nil ? .sqlite : .postgres }

  /// Reads the whole backup without keeping anything.
  func check(_ path: String, progress: (Int) -> Void = { _ in }) throws -> BackupManifest {
    try read(path, progress) { _ in nil }
  }

  /// Puts the backup in the practice's place; one that is there is replaced only with `overwrite`. `progress`
  /// hears how many bytes were read.
  func run(
    from path: String, overwrite: Bool, progress: (Int) -> Void = { _ in }
  ) async throws -> BackupManifest {
    let lock = try FolderLock(folder, for: "a restore")
    defer { withExtendedLifetime(lock) {} }
    try folder.finishRestore()
    guard overwrite || !folder.holdsAPractice else {
      throw Refused(
        sentence: "There is a practice in \(folder.path) already: "
          + "--overwrite puts the backup in its place and keeps what was there beside it.")
    }
    if let databaseURL {
      try refuseWhileServed(databaseURL)
      if !overwrite { try await refuseFilled(databaseURL) }
    }
    let manifest = try stage(path, progress)
    switch engine {
    case .sqlite: try await soundOrRefused()
    case .postgres: try loadPostgres()
    }
    try Data().write(to: URL(fileURLWithPath: folder.restoring + "/READY"))
    syncFolder(of: folder.restoring + "/READY")
    try folder.finishRestore()
    return manifest
  }

  private func stage(_ path: String, _ progress: (Int) -> Void) throws -> BackupManifest {
    try? FileManager.default.removeItem(atPath: folder.restoring)
    try FileManager.default.createDirectory(
      atPath: folder.restoring, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    var isDone = false
    defer { if !isDone { try? FileManager.default.removeItem(atPath: folder.restoring) } }
    let manifest = try read(path, progress) { name in
      switch name {
      case BackupManifest.officeKey: try newFile(folder.restoring + "/office.key")
      case EngineKind.sqlite.backupFile: try newFile(folder.restoring + "/foyer.sqlite")
      case EngineKind.postgres.backupFile: try newFile(folder.restoring + "/database.pgdump")
      default: nil
      }
    }
    guard manifest.kind == engine else {
      throw Refused(
        sentence:
          "This backup is of a practice on \(manifest.engine), but this one is on \(engine.rawValue): "
          + (engine == .sqlite ? "set FOYER_DATABASE_URL." : "leave FOYER_DATABASE_URL out."))
    }
    isDone = true
    return manifest
  }

  /// Reads every file of the backup to its proven end; `keep` says where a file's bytes go.
  private func read(
    _ path: String, _ progress: (Int) -> Void, keep: (String) throws -> FileHandle?
  ) throws -> BackupManifest {
    guard let input = FileHandle(forReadingAtPath: path) else {
      throw Refused(sentence: "There is no backup \(path), or it cannot be read.")
    }
    defer { try? input.close() }
    do {
      let reader = try BackupReader(input, key: key)
      var manifest: [UInt8] = []
      while let name = try reader.nextFile() {
        let output = try keep(name)
        while let piece = try reader.nextPiece() {
          if name == BackupManifest.file { manifest += piece }
          try output?.write(contentsOf: piece)
          progress(reader.consumed)
        }
        try output?.synchronize()
        try output?.close()
      }
      return try JSONDecoder().decode(BackupManifest.self, from: Data(manifest))
    } catch let error as CocoaError where error.code == .fileWriteOutOfSpace {
      throw Refused(
        sentence: "There is not enough room on the disk of \(folder.path): nothing was restored.")
    }
  }

  private func soundOrRefused() async throws {
    let store = try Store.open(.sqlite(path: folder.restoring + "/foyer.sqlite"))
    let troubles = try await store.troubles()
    await store.close()
    guard troubles.isEmpty else {
      throw Refused(sentence: "The database in the backup is damaged: \(troubles[0])")
    }
  }

  /// No lock in the folder tells of servers on other machines, but the database knows who is connected.
  private func refuseWhileServed(_ url: String) throws {
    let question = """
      SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'foyer'
      """
    let tool = PostgresTool("psql", at: url)
    // A command that ended a moment ago is given the time to be gone.
    for pause in [0, 0.2, 0.5, 1] {
      Thread.sleep(forTimeInterval: pause)
      let words = ["--no-psqlrc", "--tuples-only", "--no-align", "--command=\(question)"]
      let (process, output) = try tool.start(words)
      let answer = String(decoding: try output.readToEnd() ?? Data(), as: UTF8.self)
      try tool.finish(process)
      if answer.trimmingCharacters(in: .whitespacesAndNewlines) == "0" { return }
    }
    throw Refused(sentence: "A Foyer is connected to the PostgreSQL database: stop all its servers first.")
  }

  private func refuseFilled(_ url: String) async throws {
    let store = try Store.open(.postgres(url: url, connections: 1))
    let isFilled = try await store.read { try !$0.tables().isEmpty }
    await store.close()
    guard !isFilled else {
      throw Refused(
        sentence: "There is a practice in the PostgreSQL database already: --overwrite replaces it.")
    }
  }

  /// Everything in one transaction: the old practice goes as the new one comes, or nothing changes.
  private func loadPostgres() throws {
    let file = folder.restoring + "/database.pgdump"
    let script = PostgresTool("pg_restore", at: databaseURL ?? "")
    let (writing, text) = try script.start(["--no-owner", "--no-privileges", "--file=-", file], bare: true)
    let load = PostgresTool("psql", at: databaseURL ?? "")
    let arguments = [
      "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null",
      "--command=SET client_min_messages = warning", "--command=DROP SCHEMA IF EXISTS public CASCADE",
      "--command=CREATE SCHEMA public", "--file=-",
    ]
    let (loading, _) = try load.start(arguments, input: text)
    try script.finish(writing)
    try load.finish(loading)
    unlink(file)
  }
}
