import Foundation
import Kernel

/// The folder that holds a practice. Only its owner may enter it.
///
/// ```
/// foyer.sqlite (+ -wal, -shm)   the practice, unless it is on PostgreSQL
/// office.key                    opens what is sealed in the database
/// foyer.lock                    held by the server that runs on it
/// last-backup.json              when the last backup was made
/// restoring/                    a restore on its way; replaced-…/ what it replaced
/// ```
struct DataFolder: Sendable {
  let path: String

  var database: String { path + "/foyer.sqlite" }
  var officeKey: String { path + "/office.key" }
  var lockFile: String { path + "/foyer.lock" }
  var lastBackup: String { path + "/last-backup.json" }
  var restoring: String { path + "/restoring" }

  struct Refused: Refusal, Equatable {
    let sentence: String
    var kind: RefusalKind { .invalid }
  }

  /// Opens the folder, or creates it open to its owner alone.
  static func open(_ path: String) throws -> DataFolder {
    let folder = DataFolder(path: URL(fileURLWithPath: path).standardizedFileURL.path)
    if !FileManager.default.fileExists(atPath: folder.path) { try folder.create() }
    if let trouble = folder.trouble() { throw Refused(sentence: trouble) }
    return folder
  }

  /// Opens a folder that must be there already: nobody means to back up or examine a new, empty one.
  static func existing(_ path: String) throws -> DataFolder {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Refused(sentence: "There is no practice in \(path): set FOYER_DATA to the folder it is in.")
    }
    return try open(path)
  }

  private func create() throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Refused(
        sentence: "The data folder \(path) cannot be created: "
          + "create it yourself or set FOYER_DATA to a folder you own.")
    }
    // Folders on the way down belong to whoever made them; this one is ours whatever the umask says.
    chmod(path, 0o700)
  }

  /// What is wrong with the folder, in a sentence; nil when all is well.
  func trouble() -> String? {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return "The data folder \(path) cannot be read: \(systemReason())." }
    guard facts.st_mode & S_IFMT == S_IFDIR else { return "The data folder \(path) is a file, not a folder." }
    guard facts.st_uid == geteuid() else {
      return "The data folder \(path) belongs to another user: start Foyer as its owner."
    }
    let rights = facts.st_mode & 0o777
    guard rights & 0o077 == 0 else {
      return "The data folder \(path) is open to other users of this machine "
        + "(its rights are \(String(rights, radix: 8))): run chmod 700 \(path)."
    }
    guard access(path, W_OK) == 0 else { return "The data folder \(path) cannot be written." }
    return nil
  }
}

/// The system's words for the last failed call.
func systemReason() -> String { String(cString: strerror(errno)) }
