import Foundation
import Kernel
import Store

/// Whether the database answers, is sound, and has the tables of this version.
struct ExamineDatabase {
  let configuration: Configuration
  let folder: DataFolder

  struct Answer {
    var findings: [Finding]
    /// The latest moment in the audit trail.
    var lastRecorded: Instant?
  }

  func examine(now: Instant) async -> Answer {
    if configuration.databaseURL == nil, !FileManager.default.fileExists(atPath: folder.database) {
      return Answer(findings: [
        .trouble(
          "database", "There is no database in \(folder.path).",
          todo: "Start foyer serve once to make one, or restore a backup.")
      ])
    }
    do {
      let store = try Office.openStore(configuration, folder)
      let result = await Result { try await examine(store, now) }
      await store.close()
      return try result.get()
    } catch {
      return Answer(findings: [
        .trouble(
          "database", (error as? any Refusal)?.sentence ?? "The database cannot be read: \(error)",
          todo: configuration.databaseURL == nil
            ? "Restore the last backup into an empty folder and compare."
            : "See that PostgreSQL runs and that the address and password are right.")
      ])
    }
  }

  private func examine(_ store: Store, _ now: Instant) async throws -> Answer {
    var findings: [Finding] = []
    let troubles = try await store.troubles()
    let version = try await store.engineVersion()
    findings += troubles.map {
      .trouble("database", $0, todo: "Keep a copy of the data folder, then restore the last backup.")
    }
    if troubles.isEmpty { findings.append(.well("database", "\(version) is sound.")) }
    let pending = try await store.pending(wholeSchema)
    guard pending.isEmpty else {
      findings.append(
        .notice(
          "tables", "\(pending.count) steps of the schema are still to be done.",
          todo: "Run foyer migrate, or just start the server."))
      return Answer(findings: findings)
    }
    findings.append(.well("tables", "All tables are those of this version."))
    let (dead, last) = try await store.read { tx -> (Int, Instant?) in
      let last: Int? = try tx.value("SELECT COALESCE(MAX(at), 0) FROM audit_entry")
      return (
        try tx.jobCounts(at: now).dead, last.flatMap { $0 == 0 ? nil : Instant(milliseconds: Int64($0)) }
      )
    }
    if dead > 0 {
      findings.append(
        .trouble("jobs", "\(dead) jobs were given up.", todo: "Look at them on the page Operations."))
    }
    return Answer(findings: findings, lastRecorded: last)
  }
}
