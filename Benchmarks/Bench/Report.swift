import Foundation

/// The table and the machine it was measured on.
struct Report {
  private var lines: [String] = []

  mutating func add(_ what: String, _ measured: String, _ beside: String, _ goal: String) {
    lines.append("| \(what) | \(measured) | \(beside) | \(goal) |")
  }

  func text(_ scale: Scale) -> String {
    """
    # Benchmarks
    What Foyer exists for, measured with `make bench` on \(Self.today). Nothing here is asserted by a test: a machine \
    that is busy with something else gives other figures, so the limits of the same machine in the same minutes \
    stand beside them.

    \(Self.machine())

    The client and the server share the machine, so the figures hold both. Every booking is one durable commit to \
    whoever waits for it (WAL with `synchronous=FULL`, or PostgreSQL's `synchronous_commit=on`), goes through \
    session, permission, form token and audit trail, and every answer is read to its end.

    | what | measured | beside it | goal |
    |---|---|---|---|
    \(lines.joined(separator: "\n"))

    **How.** Bookings: each client is a person signed in on a keep-alive connection who books one free slot after \
    another by `POST /appointments`. Synced single commits: plain SQLite, WAL, FULL, one insert a commit, one \
    connection. Bookings and their limit take turns: what stands beside is the median of the turns. Search: names and birth dates typed letter by letter, one request a letter, one client. The board \
    is the whole page of one day. Latencies are p50 / p99 as the client sees them.

    """
  }

  private static var today: String {
    Date.now.formatted(.iso8601.year().month().day())
  }

  private static func machine() -> String {
    let processor = field("model name", of: "/proc/cpuinfo") ?? "an unknown processor"
    let memory =
      (field("MemTotal", of: "/proc/meminfo")?.split(separator: " ").first).flatMap { Int($0) } ?? 0
    let kernel = said("uname", "-sr")
    let load =
      (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8))?.split(separator: " ").first ?? "?"
    let postgres = said("pg_config", "--version")
    return """
      Machine: \(ProcessInfo.processInfo.activeProcessorCount) cores of \(processor), \(memory / 1_048_576) GiB, \
      \(kernel), \(said("df", "--output=fstype,source", ".").split(separator: "\n").last ?? "an unknown disk"), \
      \(postgres); load when the report was written: \(load).
      """
  }

  private static func field(_ name: String, of file: String) -> String? {
    let lines = (try? String(contentsOfFile: file, encoding: .utf8))?.split(separator: "\n") ?? []
    let line = lines.first { $0.hasPrefix(name) }
    return line?.split(separator: ":", maxSplits: 1).last?.trimmingCharacters(in: .whitespaces)
  }

  private static func said(_ words: String...) -> String {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return "" }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// How long many of the same took.
struct Timings: Sendable {
  var milliseconds: [Double] = []
  var seconds = 0.0

  mutating func add(_ more: Timings) {
    milliseconds += more.milliseconds
    seconds += more.seconds
  }

  var perSecond: Double { Double(milliseconds.count) / max(seconds, 0.001) }

  func quantile(_ part: Double) -> Double {
    guard !milliseconds.isEmpty else { return 0 }
    let sorted = milliseconds.sorted()
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
  }

  var words: String {
    String(format: "%.0f/s, %.1f / %.1f ms", perSecond, quantile(0.5), quantile(0.99))
  }
}
