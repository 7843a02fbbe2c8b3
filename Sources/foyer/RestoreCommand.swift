import ArgumentParser
import Foundation
import Kernel

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Puts a backup in the practice's place.",
    discussion: """
      The whole backup is read and proven before anything is touched. A practice that is there is replaced only \
      with --overwrite, and on SQLite kept beside it in a folder named replaced-…
      """)

  @Argument(help: "The backup.") var file: String
  @Flag(help: "Replaces the practice that is there.") var overwrite = false
  @Flag(help: "Only proves that the backup is whole and opens; restores nothing.") var check = false
  @Flag(help: "Answers in JSON.") var json = false
  @OptionGroup var seal: BackupKeyFlags
  @OptionGroup var place: PlaceFlags

  func run() async throws {
    let configuration = try place.configuration(seal.given)
    let key = try BackupKeyFlags.key(configuration, isNew: false)
    var progress = Progress()
    let said: (Int) -> Void = { progress.show("read \(readable(bytes: $0))") }
    let folder = check ? DataFolder(path: configuration.data) : try DataFolder.open(configuration.data)
    let restore = RestoreBackup(folder: folder, databaseURL: configuration.databaseURL, key: key)
    let manifest =
      check
      ? try restore.check(file, progress: said)
      : try await restore.run(from: file, overwrite: overwrite, progress: said)
    progress.end()
    if json { return try printJSON(manifest) }
    print("The backup of \(manifest.madeAt) (\(manifest.engine)) is \(check ? "whole" : "restored").")
  }
}
