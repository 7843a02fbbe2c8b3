import Foundation
import Kernel

/// Whether this machine knows what time it is. Everything a practice records has a moment.
enum ExamineClock {
  /// Weighs what the clock shows against the latest moment in the audit trail and against what the system says
  /// of its time service (nil where it says nothing).
  static func finding(now: Instant, lastRecorded: Instant?, isSynchronized: Bool?) -> Finding {
    let todo = "Set the clock, and turn on time synchronization: timedatectl set-ntp true."
    if now < Release.built {
      return .trouble("clock", "The clock shows \(now.iso8601), before this program was made.", todo: todo)
    }
    if let lastRecorded, lastRecorded > now.advanced(bySeconds: 120) {
      return .trouble(
        "clock",
        "The clock shows \(now.iso8601), but something was recorded at \(lastRecorded.iso8601) already.",
        todo: todo)
    }
    switch isSynchronized {
    case true?: return .well("clock", "The clock is synchronized.")
    case false?: return .notice("clock", "The clock is not synchronized.", todo: todo)
    case nil: return .well("clock", "The clock shows \(now.iso8601), and nothing speaks against it.")
    }
  }

  /// What systemd says, where it is there to ask.
  static func askSystem() -> Bool? {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["timedatectl", "show", "--property=NTPSynchronized", "--value"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    switch String(decoding: answer, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) {
    case "yes": return true
    case "no": return false
    default: return nil
    }
  }
}
