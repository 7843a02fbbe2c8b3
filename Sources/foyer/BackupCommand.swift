import ArgumentParser
import Foundation
import Kernel
import Store

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Makes a sealed backup while the practice goes on working.",
    discussion: """
      The backup is one file with the database and the office key, sealed with AES-256-GCM under a passphrase \
      or a key file. Nobody opens it without that, you neither: keep it apart from the backup.
      """)

  @Argument(help: "The file to make, or a folder in which a file named for the moment is made.")
  var to = "."
  @Flag(help: "Replaces a file of that name.") var overwrite = false
  @Flag(help: "Answers in JSON.") var json = false
  @OptionGroup var seal: BackupKeyFlags
  @OptionGroup var place: PlaceFlags

  func run() async throws {
    let configuration = try place.configuration(seal.given)
    let key = try BackupKeyFlags.key(configuration, isNew: true)
    let folder = try DataFolder.existing(configuration.data)
    let store = try Office.openStore(configuration, folder)
    let result = await Result { try await back(up: store, folder, configuration, key) }
    await store.close()
    try report(try result.get())
  }

  private func back(
    up store: Store, _ folder: DataFolder, _ configuration: Configuration, _ key: BackupKey
  ) async throws -> BackupReceipt {
    let take = TakeBackup(
      store: store, folder: folder, databaseURL: configuration.databaseURL, key: key, now: { .now })
    var progress = Progress()
    defer { progress.end() }
    return try await take.run(to: destination(.now), overwrite: overwrite) { bytes in
      progress.show("sealed \(readable(bytes: bytes))")
    }
  }

  private func destination(_ moment: Instant) -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: to, isDirectory: &isFolder), isFolder.boolValue else {
      return to
    }
    let stamp = moment.iso8601.prefix(19).replacing(":", with: "-")
    return (to as NSString).appendingPathComponent("foyer-\(stamp).foyerbackup")
  }

  private func report(_ receipt: BackupReceipt) throws {
    if json { return try printJSON(receipt) }
    print("The backup \(receipt.file) is made: \(readable(bytes: receipt.bytes)) in \(receipt.seconds) s.")
  }
}

extension Result where Failure == any Error {
  /// What an asynchronous closure gives or throws.
  init(_ body: () async throws -> Success) async {
    do {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}
