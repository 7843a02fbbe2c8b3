import Foundation
import Testing

@testable import foyer

@Suite struct DataFolderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func rights(_ path: String) throws -> Int {
    try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  @Test func `a new folder is open to its owner alone`() throws {
    let data = try DataFolder.open(folder.file("practice/data"))
    #expect(try rights(data.path) == 0o700)
  }

  @Test(arguments: [0o755, 0o750, 0o701])
  func `a folder that others may look into is refused with what to do`(mode: Int) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.path)
    #expect {
      try DataFolder.open(folder.path)
    } throws: { error in
      (error as? DataFolder.Refused)?.sentence.contains("chmod 700 \(folder.path)") == true
    }
  }

  @Test func `a file in the folder's place is refused`() throws {
    try Data().write(to: folder.url("data"))
    #expect(throws: DataFolder.Refused.self) { try DataFolder.open(folder.file("data")) }
  }

  @Test func `a second server on the folder is refused until the first is gone`() throws {
    let data = try DataFolder.open(folder.path)
    var first: FolderLock? = try FolderLock(data, for: "the server")
    #expect(first != nil)
    #expect {
      try FolderLock(data, for: "the server")
    } throws: { error in
      (error as? FolderLock.Taken)?.sentence.contains("the server, process") == true
    }
    first = nil
    _ = try FolderLock(data, for: "the server")
  }
}
