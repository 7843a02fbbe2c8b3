import Foundation
import Kernel

extension DataFolder {
  /// Whether a restore would replace something.
  var holdsAPractice: Bool {
    [database, officeKey].contains { FileManager.default.fileExists(atPath: $0) }
  }

  /// Moves a restore that is complete (`restoring/READY`) into the practice's place, and what was there into
  /// `replaced-…/`; throws away one that is not.
  ///
  /// Every start does this first, so a power cut between two moves leaves neither the old nor half of the new
  /// practice in place: the next start finishes the moves.
  func finishRestore() throws {
    let files = FileManager.default
    guard files.fileExists(atPath: restoring) else { return }
    guard files.fileExists(atPath: restoring + "/READY") else {
      try files.removeItem(atPath: restoring)
      return
    }
    let replaced = path + "/replaced-" + Instant.now.iso8601.replacing(":", with: "-")
    // The old journal must never be read into the new database, so it leaves before the new one comes.
    for name in ["office.key", "foyer.sqlite"] where files.fileExists(atPath: "\(restoring)/\(name)") {
      for old in [name, name + "-wal", name + "-shm"] where files.fileExists(atPath: "\(path)/\(old)") {
        try files.createDirectory(
          atPath: replaced, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try files.moveItem(atPath: "\(path)/\(old)", toPath: "\(replaced)/\(old)")
      }
      try files.moveItem(atPath: "\(restoring)/\(name)", toPath: "\(path)/\(name)")
    }
    syncFolder(of: database)
    try files.removeItem(atPath: restoring)
    syncFolder(of: restoring)
  }
}
