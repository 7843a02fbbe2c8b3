import Foundation
import Kernel

/// Rights, room and encryption of the disk under the practice.
struct ExamineFolder {
  let folder: DataFolder
  /// The system's view of block devices; a test brings its own.
  var devices = "/sys/dev/block"

  func findings() -> [Finding] {
    if let trouble = folder.trouble() {
      return [.trouble("data folder", trouble, todo: "Set the folder right, then run the doctor again.")]
    }
    return [.well("data folder", "\(folder.path) is open to its owner alone.")] + files() + [
      room(), encryption(),
    ]
  }

  private func files() -> [Finding] {
    let names = ["office.key", "foyer.sqlite", "foyer.sqlite-wal", "foyer.sqlite-shm", "last-backup.json"]
    let open = names.filter { name in
      var facts = stat()
      return stat("\(folder.path)/\(name)", &facts) == 0 && facts.st_mode & 0o077 != 0
    }
    var findings: [Finding] = []
    // Nobody else can enter the folder, so open files in it are a habit to mend, not a leak.
    if !open.isEmpty {
      findings.append(
        .notice(
          "file rights", "Other users could read \(open.joined(separator: ", ")) were the folder opened.",
          todo: "Run chmod 600 on them in \(folder.path)."))
    }
    let left = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let replaced = left.filter { $0.hasPrefix("replaced-") }
    if !replaced.isEmpty {
      findings.append(
        .notice(
          "old practice", "A restore kept what it replaced: \(replaced.sorted().joined(separator: ", ")).",
          todo: "Remove it from \(folder.path) once you are sure the restore was right."))
    }
    return findings
  }

  private func room() -> Finding {
    var facts = statvfs()
    guard statvfs(folder.path, &facts) == 0 else {
      return .notice("free disk", "The disk does not say how full it is.", todo: "Look at it with df.")
    }
    let free = Int(facts.f_bavail) * Int(facts.f_frsize)
    return Self.room(free: free, of: Int(facts.f_blocks) * Int(facts.f_frsize))
  }

  static func room(free: Int, of total: Int) -> Finding {
    let said = "\(readable(bytes: free)) of \(readable(bytes: total)) are free."
    if free < 500_000_000 {
      return .trouble("free disk", said, todo: "Make room now: without it nothing can be booked.")
    }
    if free < min(total / 10, 5_000_000_000) {
      return .notice("free disk", said, todo: "Make room within days, or move the data folder.")
    }
    return .well("free disk", said)
  }

  private func encryption() -> Finding {
    var facts = stat()
    guard stat(folder.path, &facts) == 0 else { return Self.encryption(nil) }
    // Linux keeps the major number in bits 8…19 and the minor in bits 0…7 and 20…31.
    let device = UInt64(facts.st_dev)
    let (major, minor) = (device >> 8 & 0xfff, device & 0xff | device >> 12 & 0xfff00)
    return Self.encryption(isEncrypted("\(devices)/\(major):\(minor)"))
  }

  static func encryption(_ isEncrypted: Bool?) -> Finding {
    switch isEncrypted {
    case true?: .well("disk encryption", "The disk under the practice is encrypted.")
    case false?:
      .trouble(
        "disk encryption", "The disk under the practice is not encrypted.",
        todo:
          "Move the data folder to an encrypted disk (LUKS): a stolen machine must not hand over patients.")
    case nil:
      .notice(
        "disk encryption", "The system does not tell whether the disk is encrypted.",
        todo: "Make sure it is, as with a network disk or a rented machine, and keep a note of how you know.")
    }
  }

  /// Whether a block device or one it lies on is a dm-crypt mapping; nil where there is no such device.
  func isEncrypted(_ device: String) -> Bool? {
    let files = FileManager.default
    guard files.fileExists(atPath: device) else { return nil }
    if let mapping = try? String(contentsOfFile: device + "/dm/uuid", encoding: .utf8),
      mapping.hasPrefix("CRYPT-")
    {
      return true
    }
    let below = (try? files.contentsOfDirectory(atPath: device + "/slaves")) ?? []
    return !below.isEmpty && below.allSatisfy { isEncrypted("\(device)/slaves/\($0)") == true }
  }
}
