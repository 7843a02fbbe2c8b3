import Foundation
import Kernel

/// How old the last backup is.
enum ExamineBackup {
  static func finding(_ folder: DataFolder, now: Instant) -> Finding {
    let data = FileManager.default.contents(atPath: folder.lastBackup)
    let receipt = data.flatMap { try? JSONDecoder().decode(BackupReceipt.self, from: $0) }
    return finding(receipt, now: now)
  }

  static func finding(_ receipt: BackupReceipt?, now: Instant) -> Finding {
    let todo = "Let foyer backup run every night, and carry the file to another place."
    guard let receipt, let made = moment(receipt.madeAt) else {
      return .trouble("last backup", "No backup was ever made from this folder.", todo: todo)
    }
    let hours = now.minutes(since: made) / 60
    let age = hours < 48 ? "\(hours) hours" : "\(hours / 24) days"
    let said = "The last backup is \(age) old: \(receipt.file), \(readable(bytes: receipt.bytes))."
    if hours < 0 {
      return .trouble("last backup", "The last backup lies in the future.", todo: "Set this machine's clock.")
    }
    if hours >= 24 * 7 { return .trouble("last backup", said, todo: todo) }
    if hours >= 26 { return .notice("last backup", said, todo: todo) }
    return .well("last backup", said)
  }

  private static func moment(_ text: String) -> Instant? {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    return (try? style.parse(text)).map { Instant(milliseconds: Int64($0.timeIntervalSince1970 * 1000)) }
  }
}
