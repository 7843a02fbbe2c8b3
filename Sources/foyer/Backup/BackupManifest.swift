import Foundation
import Kernel
import Store

/// The first file of a backup: what the rest is.
struct BackupManifest: Codable, Equatable, Sendable {
  static let file = "manifest.json"
  static let officeKey = "office.key"

  let format: Int
  /// `sqlite` or `postgres`
  let engine: String
  /// The version of Foyer that made it.
  let madeBy: String
  /// RFC 3339, UTC
  let madeAt: String

  var kind: EngineKind? { EngineKind(rawValue: engine) }

  var bytes: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return Array(try encoder.encode(self))
    }
  }
}

extension EngineKind {
  /// The name of the database among a backup's files.
  var backupFile: String {
    switch self {
    case .sqlite: "database.sqlite"
    case .postgres: "database.pgdump"
    }
  }
}

/// What `foyer backup` did, and what `foyer doctor` later reads in `last-backup.json`.
struct BackupReceipt: Codable, Equatable, Sendable {
  let file: String
  let bytes: Int
  let engine: String
  let madeAt: String
  let seconds: Double
}
