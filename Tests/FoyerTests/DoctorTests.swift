import Foundation
import Kernel
import Store
import Support
import Testing

@testable import foyer

@Suite struct DoctorTests {
  private let noon = Instant(milliseconds: 1_795_435_200_000)

  private func receipt(hoursAgo hours: Int) -> BackupReceipt {
    BackupReceipt(
      file: "/b", bytes: 1000, engine: "sqlite", madeAt: noon.advanced(bySeconds: -3600 * hours).iso8601,
      seconds: 1)
  }

  @Test func `a backup grows old`() {
    #expect(ExamineBackup.finding(nil, now: noon).health == .trouble)
    #expect(ExamineBackup.finding(receipt(hoursAgo: 3), now: noon).health == .well)
    #expect(ExamineBackup.finding(receipt(hoursAgo: 30), now: noon).health == .notice)
    #expect(ExamineBackup.finding(receipt(hoursAgo: 24 * 8), now: noon).health == .trouble)
    #expect(ExamineBackup.finding(receipt(hoursAgo: -5), now: noon).health == .trouble)
  }

  @Test func `a clock that lies is found out`() {
    func health(_ now: Instant, _ last: Instant?, _ synchronized: Bool?) -> Finding.Health {
      ExamineClock.finding(now: now, lastRecorded: last, isSynchronized: synchronized).health
    }
    #expect(health(Instant(milliseconds: 0), nil, true) == .trouble)
    #expect(health(noon, noon.advanced(byMinutes: 10), true) == .trouble)
    #expect(health(noon, noon.advanced(bySeconds: 30), nil) == .well)
    #expect(health(noon, noon, false) == .notice)
  }

  @Test func `room on the disk is weighed`() {
    #expect(ExamineFolder.room(free: 400_000_000, of: 1_000_000_000_000).health == .trouble)
    #expect(ExamineFolder.room(free: 3_000_000_000, of: 1_000_000_000_000).health == .notice)
    #expect(ExamineFolder.room(free: 600_000_000_000, of: 1_000_000_000_000).health == .well)
    #expect(ExamineFolder.room(free: 1_000_000_000, of: 8_000_000_000).health == .well)
  }

  @Test func `an encrypted disk is recognized through the layers under it`() throws {
    let folder = try TemporaryFolder()
    func device(_ path: String, uuid: String?, below: String? = nil) throws {
      let (files, root) = (FileManager.default, folder.file(path))
      try files.createDirectory(atPath: root + "/dm", withIntermediateDirectories: true)
      if let uuid { try Data(uuid.utf8).write(to: URL(fileURLWithPath: root + "/dm/uuid")) }
      if let below {
        try files.createDirectory(atPath: "\(root)/slaves/\(below)", withIntermediateDirectories: true)
      }
    }
    try device("8:1", uuid: nil)
    try device("253:1", uuid: "CRYPT-LUKS2-1234-root\n")
    try device("253:2", uuid: "LVM-abcd\n", below: "dm-1")
    try device("253:2/slaves/dm-1", uuid: "CRYPT-LUKS2-1234-root\n")
    try device("253:3", uuid: "LVM-abcd\n", below: "sda1")
    let examine = ExamineFolder(folder: DataFolder(path: folder.path), devices: folder.path)
    #expect(examine.isEncrypted(folder.file("8:1")) == false)
    #expect(examine.isEncrypted(folder.file("253:1")) == true)
    #expect(examine.isEncrypted(folder.file("253:2")) == true)
    #expect(examine.isEncrypted(folder.file("253:3")) == false)
    #expect(examine.isEncrypted(folder.file("0:44")) == nil)
  }

  @Test(arguments: EngineKind.underTest)
  func `every finding of a practice in trouble says what to do`(engine: EngineKind) async throws {
    try await WholePractice.with(engine) { practice in
      let before = await DoctorCommand.examine(practice.configuration, now: .now)
      #expect(
        before.contains { $0.subject == (engine == .sqlite ? "database" : "tables") && $0.health != .well })
      try await Office.visit(practice.configuration) { _ in }
      let after = await DoctorCommand.examine(practice.configuration, now: .now)
      #expect(after.contains { $0.subject == "database" && $0.health == .well })
      #expect(after.contains { $0.subject == "tables" && $0.health == .well })
      for finding in before + after where finding.health != .well { #expect(finding.todo != nil) }
    }
  }
}
