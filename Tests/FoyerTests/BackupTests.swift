import Foundation
import Kernel
import Store
import Support
import Testing

@testable import foyer

@Suite struct BackupTests {
  private let key = BackupKey.passphrase("seven swans a-swimming")

  private func back(up office: Office, to path: String) async throws -> BackupReceipt {
    try await TakeBackup(
      store: office.store, folder: office.folder, databaseURL: office.configuration.databaseURL, key: key,
      cost: .init(passes: 1, memoryKiB: 64), now: { Instant(milliseconds: 1_795_435_200_000) }
    ).run(to: path, overwrite: false)
  }

  private func restore(
    _ path: String, to practice: WholePractice, key other: BackupKey? = nil, overwrite: Bool = false
  ) async throws {
    _ = try await RestoreBackup(
      folder: practice.data, databaseURL: practice.configuration.databaseURL, key: other ?? key
    ).run(from: path, overwrite: overwrite)
  }

  /// Some rows, so that there is something to lose.
  private func fill(_ store: Store, from first: Int = 0, count: Int = 500) async throws {
    try await store.write { tx in
      for number in first..<(first + count) {
        try tx.remember(
          submission: "key \(number)", by: "Ruth", answer: "☎ «\(number)» \n\t\\", at: .now)
      }
    }
  }

  private func prints(_ practice: WholePractice) async throws -> [String: String] {
    try await Office.visit(practice.configuration) { try await $0.store.fingerprint() }
  }

  @Test(arguments: EngineKind.underTest)
  func `a restored practice has every row of the one that was backed up`(engine: EngineKind) async throws {
    try await WholePractice.with(engine) { old in
      let before = try await Office.visit(old.configuration) { office in
        try await fill(office.store)
        let receipt = try await back(up: office, to: old.folder.file("b"))
        #expect(receipt.engine == engine.rawValue)
        return try await office.store.fingerprint()
      }
      #expect(before["submission"]?.hasPrefix("500 ") == true)
      #expect(ExamineBackup.finding(old.data, now: Instant(milliseconds: 1_795_435_260_000)).health == .well)
      try await WholePractice.with(engine) { new in
        try await restore(old.folder.file("b"), to: new)
        #expect(try await prints(new) == before)
        #expect(
          FileManager.default.contents(atPath: new.data.officeKey)
            == FileManager.default.contents(atPath: old.data.officeKey))
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a backup made while others write is one consistent picture`(engine: EngineKind) async throws {
    try await WholePractice.with(engine) { old in
      try await Office.visit(old.configuration) { office in
        try await fill(office.store, count: 20_000)
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { _ = try await back(up: office, to: old.folder.file("b")) }
          // Every write adds ten rows, so any consistent picture holds a multiple of ten.
          for round in 0..<40 { try await fill(office.store, from: 100_000 + round * 10, count: 10) }
          try await group.waitForAll()
        }
      }
      try await WholePractice.with(engine) { new in
        try await restore(old.folder.file("b"), to: new)
        let rows = try await Office.visit(new.configuration) { office in
          #expect(try await office.store.troubles().isEmpty)
          return try await office.store.read { try $0.value("SELECT COUNT(*) FROM submission") ?? 0 }
        }
        #expect(rows >= 20_000)
        #expect(rows % 10 == 0)
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a practice that is there is replaced only on request, and as a whole`(engine: EngineKind) async throws
  {
    try await WholePractice.with(engine) { practice in
      let before = try await Office.visit(practice.configuration) { office in
        try await fill(office.store)
        _ = try await back(up: office, to: practice.folder.file("b"))
        let before = try await office.store.fingerprint()
        try await fill(office.store, from: 1000)
        return before
      }
      let after = try await prints(practice)
      await #expect(throws: RestoreBackup.Refused.self) {
        try await restore(practice.folder.file("b"), to: practice)
      }
      #expect(try await prints(practice) == after)
      try await restore(practice.folder.file("b"), to: practice, overwrite: true)
      #expect(try await prints(practice) == before)
      let kept = try FileManager.default.contentsOfDirectory(atPath: practice.folder.path)
        .filter { $0.hasPrefix("replaced-") }
      #expect(kept.count == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a backup that does not open changes nothing`(engine: EngineKind) async throws {
    try await WholePractice.with(engine) { practice in
      try await Office.visit(practice.configuration) { office in
        try await fill(office.store)
        _ = try await back(up: office, to: practice.folder.file("b"))
      }
      let before = try await prints(practice)
      let sealed = try Data(contentsOf: practice.folder.url("b"))
      try sealed.prefix(sealed.count / 2).write(to: practice.folder.url("cut"))
      var turned = sealed
      turned[sealed.count * 3 / 4] ^= 1
      try turned.write(to: practice.folder.url("turned"))
      for name in ["cut", "turned"] {
        await #expect(throws: BackupUnreadable.self) {
          try await restore(practice.folder.file(name), to: practice, overwrite: true)
        }
      }
      await #expect(throws: BackupUnreadable.wrongPassphrase) {
        try await restore(
          practice.folder.file("b"), to: practice, key: .passphrase("seven geese"), overwrite: true)
      }
      #expect(try await prints(practice) == before)
      #expect(!FileManager.default.fileExists(atPath: practice.data.restoring))
    }
  }

  @Test func `a restore waits for no server: it is refused while one runs`() async throws {
    try await WholePractice.with(.sqlite) { practice in
      try await Office.visit(practice.configuration) {
        _ = try await back(up: $0, to: practice.folder.file("b"))
      }
      let server = try FolderLock(practice.data, for: "the server")
      await #expect(throws: FolderLock.Taken.self) {
        try await restore(practice.folder.file("b"), to: practice, overwrite: true)
      }
      withExtendedLifetime(server) {}
    }
  }

  @Test func `a restore that lost its power between two moves is finished by the next start`() async throws {
    try await WholePractice.with(.sqlite) { practice in
      let (before, backed) = try await Office.visit(practice.configuration) { office in
        try await fill(office.store)
        _ = try await back(up: office, to: practice.folder.file("b"))
        return (try await office.store.fingerprint(), practice.folder.file("b"))
      }
      try await Office.visit(practice.configuration) { try await fill($0.store, from: 5000) }
      try await WholePractice.with(.sqlite) { staged in
        try await restore(backed, to: staged)
        let files = FileManager.default
        try files.createDirectory(atPath: practice.data.restoring, withIntermediateDirectories: false)
        try files.copyItem(atPath: staged.data.database, toPath: practice.data.restoring + "/foyer.sqlite")
        try Data().write(to: URL(fileURLWithPath: practice.data.restoring + "/READY"))
      }
      #expect(try await prints(practice) == before)
    }
  }

  @Test func `a key of another practice is refused, and a missing one is never made anew`() async throws {
    try await WholePractice.with(.sqlite) { practice in
      try await Office.visit(practice.configuration) { try await fill($0.store, count: 1) }
      let key = try Data(contentsOf: URL(fileURLWithPath: practice.data.officeKey))
      try FileManager.default.removeItem(atPath: practice.data.officeKey)
      await #expect(throws: WrongOfficeKey.self) { try await Office.visit(practice.configuration) { _ in } }
      #expect(!FileManager.default.fileExists(atPath: practice.data.officeKey))
      try Data(repeating: 7, count: 32).write(to: URL(fileURLWithPath: practice.data.officeKey))
      await #expect(throws: WrongOfficeKey.self) { try await Office.visit(practice.configuration) { _ in } }
      try key.write(to: URL(fileURLWithPath: practice.data.officeKey))
      try await Office.visit(practice.configuration) { _ in }
    }
  }

  @Test(.enabled(if: EngineKind.underTest.contains(.postgres)))
  func `a restore into PostgreSQL is refused while a server is connected`() async throws {
    try await WholePractice.with(.postgres) { practice in
      try await Office.visit(practice.configuration) { office in
        _ = try await back(up: office, to: practice.folder.file("b"))
        await #expect(throws: RestoreBackup.Refused.self) {
          try await restore(practice.folder.file("b"), to: practice, overwrite: true)
        }
      }
    }
  }

  @Test(.enabled(if: SmallDisk.isPossible))
  func `a backup that finds no room says so and leaves nothing behind`() async throws {
    let disk = try SmallDisk(megabytes: 1)
    try await WholePractice.with(.sqlite) { practice in
      try await Office.visit(practice.configuration) { office in
        try await fill(office.store, count: 30_000)
        await #expect {
          _ = try await back(up: office, to: disk.folder.file("b"))
        } throws: { error in
          (error as? TakeBackup.Refused)?.sentence.contains("no room left") == true
        }
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: disk.folder.path).isEmpty)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: practice.folder.path).allSatisfy {
          !$0.hasPrefix("snapshot")
        })
    }
  }
}
