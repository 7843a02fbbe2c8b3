import Foundation
import Store
import Support
import Testing

/// The migrations that are out in the world, by name and hash: one that changed would leave every practice with
/// another schema than the one that was tested. `make migrations` writes the list until the first release.
private struct Ledger {
  static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("migrations.txt")

  /// `2026-11-23 staff` → the SHA-256 of its SQL.
  var hashes: [String: String] = [:]

  init(_ migrations: [Migration]) {
    hashes = Dictionary(uniqueKeysWithValues: migrations.map { ($0.name, $0.hash) })
  }

  init(text: String) {
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: "\t")
      if parts.count == 2 { hashes[String(parts[1])] = String(parts[0]) }
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
      case nil: "\(name) is new: add it to the list"
      default: "\(name) has changed: write a new migration instead"
      }
    }.sorted() + recorded.hashes.keys.filter { hashes[$0] == nil }.map { "\($0) is gone" }.sorted()
  }
}

@Suite struct ReleasedMigrationTests {
  @Test func `released migrations stand as they were released`() throws {
    let now = Ledger(wholeSchema)
    #expect(now.hashes.count == wholeSchema.count)
    if ProcessInfo.processInfo.environment["FOYER_TEST_RECORD_MIGRATIONS"] != nil {
      try now.text.write(to: Ledger.path, atomically: true, encoding: .utf8)
    }
    let recorded = Ledger(text: try String(contentsOf: Ledger.path, encoding: .utf8))
    #expect(now.differences(from: recorded) == [])
  }

  @Test func `a changed, a new and a lost migration are found`() {
    let before = Ledger([Migration("2026-01-01 staff", "CREATE TABLE staff (id TEXT)")])
    let after = Ledger([Migration("2026-01-01 staff", "CREATE TABLE staff (id TEXT, name TEXT)")])
    #expect(before.differences(from: Ledger(text: before.text)) == [])
    #expect(
      after.differences(from: before) == ["2026-01-01 staff has changed: write a new migration instead"])
    #expect(before.differences(from: Ledger([])) == ["2026-01-01 staff is new: add it to the list"])
    #expect(Ledger([]).differences(from: before) == ["2026-01-01 staff is gone"])
  }
}
