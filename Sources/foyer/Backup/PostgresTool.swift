import Foundation
import Kernel

/// One of PostgreSQL's own programs, run against the practice's database. The password goes by environment, so
/// that no list of processes shows it.
struct PostgresTool: Sendable {
  private let name: String
  let url: String
  let password: String?

  struct Failed: Refusal, Equatable {
    let sentence: String
  }

  init(_ name: String, at url: String) {
    self.name = name
    (self.url, password) = url.contains("://") ? Self.parted(url: url) : Self.parted(words: url)
  }

  /// `postgres://ruth:secret@host/practice`
  private static func parted(url: String) -> (url: String, password: String?) {
    guard var parts = URLComponents(string: url) else { return (url, nil) }
    let password = parts.password
    parts.password = nil
    return (parts.string ?? url, password)
  }

  /// `host=… user=ruth password='secret' dbname=practice`
  private static func parted(words: String) -> (url: String, password: String?) {
    let pattern = /(?:^|\s)password\s*=\s*(?:'((?:[^'\\]|\\.)*)'|(\S*))/
    guard let found = words.firstMatch(of: pattern) else { return (words, nil) }
    let quoted = found.output.1.map { $0.replacing(/\\(.)/) { $0.output.1 } }
    let rest = words.replacingCharacters(in: found.range, with: "")
    return (rest, quoted.map(String.init) ?? found.output.2.map(String.init))
  }

  /// Starts the program with its standard output as a file to read, or with a file as its input.
  func start(_ arguments: [String], input: FileHandle? = nil, bare: Bool = false) throws -> (
    Process, FileHandle
  ) {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments + (bare ? [] : ["--dbname", url])
    var environment = ProcessInfo.processInfo.environment
    environment["PGPASSWORD"] = password ?? environment["PGPASSWORD"]
    environment["PGAPPNAME"] = "foyer backup"
    process.environment = environment
    process.standardInput = input ?? FileHandle.nullDevice
    process.standardOutput = output
    try process.run()
    return (process, output.fileHandleForReading)
  }

  /// Waits for the program's end.
  func finish(_ process: Process) throws {
    process.waitUntilExit()
    switch process.terminationStatus {
    case 0: return
    case 127:
      throw Failed(sentence: "\(name) is not installed (Debian's package is postgresql-client-15).")
    default: throw Failed(sentence: "\(name) failed with exit code \(process.terminationStatus).")
    }
  }
}
