import Foundation
import Kernel
import Store

/// The office key in the data folder is not the one that the database's secrets are sealed with.
struct WrongOfficeKey: Refusal, Equatable {
  let sentence: String
}

extension Store {
  /// The office key, made first where the practice is new.
  ///
  /// A practice on PostgreSQL may have several servers with a folder each: they all need the same key, and a
  /// second one made by mistake would seal what the first cannot open. So a database that knows its key is never
  /// given another.
  func officeKey(at path: String) async throws -> OfficeKey {
    if !FileManager.default.fileExists(atPath: path), try await read({ try $0.sealedCheck() }) != nil {
      throw WrongOfficeKey(
        sentence: "The office key \(path) is missing, and this practice's secrets open only with it: "
          + "copy it from the practice's other server, or restore a backup.")
    }
    let key = try loadKey(path)
    let sealed = try key.seal(Self.word, context: Self.place)
    let known = try await write { try $0.sealedCheck(orKeep: sealed) }
    guard (try? key.open(known, context: Self.place)) == Self.word else {
      throw WrongOfficeKey(
        sentence: "The office key \(path) is another practice's: this practice's secrets do not open with it."
      )
    }
    return key
  }

  private func loadKey(_ path: String) throws -> OfficeKey {
    do {
      return try OfficeKey(loading: path)
    } catch let unusable as OfficeKey.Unusable {
      throw WrongOfficeKey(sentence: unusable.description)
    }
  }

  private static let word = Array("this is the office's key".utf8)
  private static let place = "office_key_check:1:sealed"
}

extension Transaction {
  fileprivate func sealedCheck() throws -> [UInt8]? {
    try value("SELECT sealed FROM office_key_check WHERE id = 1")
  }

  fileprivate func sealedCheck(orKeep sealed: [UInt8]) throws -> [UInt8] {
    try run("INSERT INTO office_key_check (id, sealed) VALUES (1, \(sealed)) ON CONFLICT (id) DO NOTHING")
    return try sealedCheck() ?? sealed
  }
}
