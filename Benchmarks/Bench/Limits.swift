import Driver
import Foundation
import GRDB

/// What this machine can do at best, measured in the same minutes.
enum Limits {
  /// Durable commits a second of plain SQLite: WAL, FULL, one insert a commit, one connection.
  static func syncedCommits(_ folder: String, seconds: Double) throws -> Double {
    let path = folder + "/limit-\(UUID().uuidString).sqlite"
    defer { for end in ["", "-wal", "-shm"] { unlink(path + end) } }
    let database = try DatabaseQueue(path: path)
    try database.writeWithoutTransaction { db in
      try db.execute(
        sql:
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)"
      )
    }
    var commits = 0
    let began = ContinuousClock.now
    while ContinuousClock.now - began < .seconds(seconds) {
      try database.write { db in
        try db.execute(sql: "INSERT INTO t (text) VALUES (?)", arguments: ["a booking of about this length"])
      }
      commits += 1
    }
    return Double(commits) / ((ContinuousClock.now - began) / .seconds(1))
  }

  /// The tables of `pgbench`.
  static func fillPgbench(_ server: String) throws {
    _ = try run("pgbench", ["-i", "-q", "-s", "10"], server)
  }

  /// Transactions a second of `pgbench -N` on the same server.
  static func pgbench(_ server: String, clients: Int, seconds: Double) throws -> Double {
    let said = try run(
      "pgbench", ["-N", "-c", "\(clients)", "-j", "2", "-T", "\(max(2, Int(seconds)))"], server)
    let line = said.split(separator: "\n").first { $0.hasPrefix("tps = ") }
    return line.flatMap { Double($0.split(separator: " ")[2]) } ?? 0
  }

  /// A database of its own on that server: each part begins with an empty practice.
  static func database(_ name: String, on server: String) throws -> String {
    _ = try run("psql", ["-q", "-c", "CREATE DATABASE \(name)"], server)
    // Of two words that say the same, libpq takes the last.
    return server + " dbname=\(name)"
  }

  private static func run(_ name: String, _ words: [String], _ server: String) throws -> String {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // A child inherits what our threads block, and pgbench ends its run by an alarm.
    process.arguments = ["--default-signal=ALRM", name] + words + [server]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Town.Trouble(description: "\(name) failed: \(text)") }
    return text
  }
}
