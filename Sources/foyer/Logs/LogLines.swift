import Foundation
import Kernel
import Logging

/// Log lines a person can read and a program can split:
/// `2026-11-23T15:42:00.000Z info  ready label=foyer port=8080`.
///
/// Each line is one `write` to a file opened for appending, so lines of several threads never mix and a log
/// rotated by copying goes on without a signal.
struct LogLines: LogHandler {
  let label: String
  let descriptor: Int32
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let line = Self.line(
      at: .now, event.level, event.message.description, label: label,
      metadata.merging(event.metadata ?? [:]) { $1 })
    let bytes = Array(line.utf8)
    _ = write(descriptor, bytes, bytes.count)
  }

  static func line(
    at moment: Instant, _ level: Logger.Level, _ message: String, label: String, _ metadata: Logger.Metadata
  ) -> String {
    var line = moment.iso8601 + " " + level.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0) + " "
    line += oneLine(message) + " label=" + label
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      let text = oneLine(value.description)
      let plain = !text.isEmpty && text.utf8.allSatisfy { $0 > 32 && $0 != UInt8(ascii: "\"") }
      line += " \(key)=" + (plain ? text : "\"" + text.replacing("\"", with: "'") + "\"")
    }
    return line + "\n"
  }

  /// Nobody forges a second line by a value with a line break.
  private static func oneLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
  }

  /// Sends all log lines to the configured file, else to standard error. Called once, before anything logs.
  static func start(_ configuration: Configuration) throws {
    let descriptor = try configuration.logFile.map(open) ?? STDERR_FILENO
    let level = configuration.logLevel
    LoggingSystem.bootstrap { LogLines(label: $0, descriptor: descriptor, logLevel: level) }
  }

  private static func open(_ path: String) throws -> Int32 {
    let descriptor = Foundation.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else {
      throw BadSetting(sentence: "FOYER_LOG_FILE is \(path), which cannot be written: \(systemReason()).")
    }
    return descriptor
  }
}
