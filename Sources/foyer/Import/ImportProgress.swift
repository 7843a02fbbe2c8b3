import Foundation

/// Where an import stands: a bar on a terminal, else a plain line every ten seconds.
struct ImportProgress {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let began = Date()
  private var shown = Date.distantPast
  private let total: Int

  init(total: Int) {
    self.total = max(1, total)
    if !isTerminal { shown = began }
  }

  var seconds: Double { -began.timeIntervalSinceNow }

  mutating func show(done: Int, settled: Int, _ doing: String) {
    guard -shown.timeIntervalSinceNow > (isTerminal ? 0.2 : 10) else { return }
    shown = Date()
    let share = min(1, Double(done) / Double(total))
    let rate = Int(Double(settled) / max(0.001, seconds))
    let facts =
      "\(Int(share * 100)) %  \(readable(bytes: done)) of \(readable(bytes: total))  \(settled) done, \(rate)/s  \(doing)"
    if isTerminal {
      let filled = Int(share * 24)
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
      write("\r\u{1B}[K\(bar) \(facts)")
    } else {
      write(facts + "\n")
    }
  }

  func end() { if isTerminal { write("\r\u{1B}[K") } }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
