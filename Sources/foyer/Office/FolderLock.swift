import Foundation
import Kernel

/// Held by the one server that runs on an SQLite folder, and by a restore. The system lets go of it when the
/// process ends, however it ends.
final class FolderLock: Sendable {
  private let descriptor: Int32

  struct Taken: Refusal, Equatable {
    let sentence: String
  }

  /// - Throws: ``Taken`` while another process holds it.
  init(_ folder: DataFolder, for purpose: String) throws {
    let descriptor = open(folder.lockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw DataFolder.Refused(
        sentence: "The lock file \(folder.lockFile) cannot be opened: \(systemReason()).")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let holder = (try? String(contentsOfFile: folder.lockFile, encoding: .utf8)) ?? ""
      close(descriptor)
      throw Taken(
        sentence: "Another Foyer\(holder.isEmpty ? "" : " (\(holder))") is running on \(folder.path): "
          + "stop it first, or give this one its own FOYER_DATA.")
    }
    self.descriptor = descriptor
    let text = Array("\(purpose), process \(getpid())".utf8)
    ftruncate(descriptor, 0)
    _ = pwrite(descriptor, text, text.count, 0)
  }

  deinit { close(descriptor) }
}
