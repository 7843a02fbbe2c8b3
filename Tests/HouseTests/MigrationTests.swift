import CCrypto
import Foundation
import Testing

/// The migrations that are out in the world, by name and hash: one that changed would leave every practice with
/// another schema than the one that was tested. `make migrations` writes the list until the first release.
private struct Ledger {
  static let path = "Tests/HouseTests/migrations.txt"
  /// `2026-11-23 staff` → the SHA-256 of its SQL.
  var hashes: [String: String] = [:]

  init(text: String) {
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: "\t")
      if parts.count == 2 { hashes[String(parts[1])] = String(parts[0]) }
    }
  }

  init(files: [HouseFile]) throws {
    let head = "Migration\\(\\s*$|Migration\\(\\s*\"\"\\s*,"
    for file in files where file.room != "Store" {
      for call in try matches(head, in: file.swift.code) {
        // The name and the SQL are the next two strings from here on.
        let next = file.swift.literals.drop { $0.line < call.line }.prefix(2)
        guard let name = next.first?.text, let sql = next.last?.text, next.count == 2 else { continue }
        hashes[name] = sha256(sql)
      }
    }
  }

  var text: String {
    let lines = hashes.sorted { $0.key < $1.key }.map { "\($0.value)\t\($0.key)\n" }
    return "# SHA-256 and name of every migration. One that is released never changes.\n" + lines.joined()
  }

  func differences(from recorded: Ledger) -> [String] {
    hashes.compactMap { name, hash in
      switch recorded.hashes[name] {
      case hash: nil
      case nil: "\(name) is new: add it to \(Ledger.path)"
      default: "\(name) has changed: write a new migration instead"
      }
    }.sorted() + recorded.hashes.keys.filter { hashes[$0] == nil }.map { "\($0) is gone" }.sorted()
  }
}

/// Of the text with every line's leading blanks and empty lines left out: moving it about is no change.
private func sha256(_ sql: String) -> String {
  let plain = sql.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
    !$0.isEmpty
  }
  let bytes = Array(plain.joined(separator: "\n").utf8)
  var digest = [UInt8](repeating: 0, count: 32)
  var length: UInt32 = 0
  EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha256(), nil)
  return digest.map { String(format: "%02x", Int($0)) }.joined()
}

@Suite struct MigrationTests {
  @Test func `released migrations stand as they were released`() throws {
    let now = try Ledger(files: House.sources)
    #expect(!now.hashes.isEmpty)
    if ProcessInfo.processInfo.environment["FOYER_TEST_RECORD_MIGRATIONS"] != nil {
      try now.text.write(
        to: House.root.appendingPathComponent(Ledger.path), atomically: true, encoding: .utf8)
    }
    #expect(try now.differences(from: Ledger(text: House.text(Ledger.path))) == [])
  }

  static func schema(_ sql: String) -> HouseFile {
    HouseFile(
      "Sources/Practice/Schema.swift",
      "let schema = [\n  Migration(\n    \"2026-01-01 staff\",\n    \"\(sql)\")\n]")
  }

  @Test func `a changed, a new and a lost migration are found`() throws {
    let before = try Ledger(files: [Self.schema("CREATE TABLE staff (id TEXT)")])
    let after = try Ledger(files: [Self.schema("CREATE TABLE staff (id TEXT, name TEXT)")])
    #expect(before.hashes.count == 1)
    #expect(before.differences(from: Ledger(text: before.text)) == [])
    #expect(
      after.differences(from: before) == ["2026-01-01 staff has changed: write a new migration instead"])
    #expect(before.differences(from: Ledger(text: "")).count == 1)
    #expect(Ledger(text: "").differences(from: before) == ["2026-01-01 staff is gone"])
  }

  @Test func `a migration is plain text, nothing is put in when it runs`() throws {
    let findings = try House.sources.filter { $0.name.hasPrefix("Schema") }.flatMap { file in
      try file.literalFindings("(?i)(?:CREATE|ALTER)\\s+[^;]*\\\\\\(\\)", "an interpolation in the schema")
    }
    expectNone(findings)
  }
}
