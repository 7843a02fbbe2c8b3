import Foundation

/// Prints one JSON document with sorted keys, for scripts.
func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
  print(String(decoding: try encoder.encode(value), as: UTF8.self))
}

/// A line about long work that is written over itself on a terminal, and on standard error in any case, so that
/// the answer on standard output stays clean.
struct Progress {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var shown = Date.distantPast

  /// Shows where the work stands, a few times a second at most.
  mutating func show(_ text: @autoclosure () -> String) {
    guard isTerminal, -shown.timeIntervalSinceNow > 0.2 else { return }
    shown = Date()
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text())".utf8))
  }

  /// Clears the line.
  func end() {
    if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}

/// `12.4 MB`
func readable(bytes: Int) -> String {
  let units = ["bytes", "kB", "MB", "GB", "TB"]
  var amount = Double(bytes)
  var unit = 0
  while amount >= 1000, unit < units.count - 1 {
    amount /= 1000
    unit += 1
  }
  return unit == 0 ? "\(bytes) bytes" : "\((amount * 10).rounded() / 10) \(units[unit])"
}
