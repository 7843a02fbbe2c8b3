import Driver
import Foundation
import Kernel
import Store
import Support
import Synchronization
import Testing

@testable import foyer

@Suite(.serialized) struct BadDayTests {
  @Test(arguments: EngineKind.underTest)
  func `after a kill at any moment every acknowledged booking is there, and none twice`(
    engine: EngineKind
  ) async throws {
    try await BusyOffice.with(engine) { office in
      let diary = Diary()
      for round in 0..<3 {
        let server = try office.serve()
        let clients = (0..<4).map { client in
          Task {
            try await onThread { try diary.book(office, server.port, first: (round * 4 + client) * 200) }
          }
        }
        await diary.wait(until: (round + 1) * 40)
        server.end(SIGKILL)
        for client in clients { try await client.value }
      }
      let retries = diary.lost
      let server = try office.serve()
      try await onThread {
        // Everybody whose answer was lost sends the same form again.
        let visitor = try office.visitor(server)
        for (number, submission) in retries {
          #expect(try office.book(number, visitor, submission: submission) == 303)
        }
      }
      server.end()
      let booked = try await office.bookings()
      for number in diary.acknowledged + retries.map(\.number) {
        #expect(booked[office.start(number)] == 1)
      }
      #expect(booked.count == diary.acknowledged.count + retries.count)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `SIGTERM ends the server at once although somebody watches a live page`(engine: EngineKind)
    async throws
  {
    try await BusyOffice.with(engine) { office in
      let server = try office.serve()
      let seconds = try await onThread {
        let stream = try office.visitor(server).listen(
          "/live?topic=schedule:\(office.location):\(office.slot(0).day)")
        #expect(String(decoding: try stream.readSome() ?? [], as: UTF8.self).hasPrefix("HTTP/1.1 200"))
        return withExtendedLifetime(stream) { server.end() }
      }
      #expect(seconds < 5)
    }
  }

  @Test(.enabled(if: EngineKind.underTest.contains(.postgres)))
  func `two servers on one PostgreSQL tell each other, and never book one slot twice`() async throws {
    try await BusyOffice.with(.postgres) { office in
      let first = try office.serve()
      let other = try TemporaryFolder()
      try FileManager.default.copyItem(
        atPath: office.practice.data.officeKey, toPath: other.file("office.key"))
      let second = try office.serve(data: other.path)
      try await onThread {
        let (here, there) = (try office.visitor(first), try office.visitor(second))
        let stream = try here.listen("/live?topic=schedule:\(office.location):\(office.slot(0).day)")
        var heard = ""
        while !heard.contains("event: hello") {
          heard += String(decoding: try stream.readSome() ?? [], as: UTF8.self)
        }
        #expect(try office.book(0, there) == 303)
        #expect(try office.book(0, here) == 409)
        while !heard.contains("event: changed") {
          guard let bytes = try stream.readSome() else { break }
          heard += String(decoding: bytes, as: UTF8.self)
        }
        #expect(heard.contains("event: changed"))
      }
      second.end()
      first.end()
      #expect(try await office.bookings() == [office.start(0): 1])
    }
  }

  @Test(.enabled(if: SmallDisk.isPossible))
  func `on a full disk a booking is refused as a whole, and goes on when there is room`() async throws {
    let disk = try SmallDisk(megabytes: 12)
    try await BusyOffice.with(.sqlite, in: disk.folder) { office in
      let server = try office.serve()
      let (acknowledged, refused) = try await onThread {
        let visitor = try office.visitor(server)
        var acknowledged = [0]
        #expect(try office.book(0, visitor) == 303)
        try disk.fill()
        var refused: [Int] = []
        // The journal's own free pages take some more bookings before the disk is missed.
        for number in 1..<3000 where refused.count < 3 {
          if try office.book(number, visitor) == 303 {
            acknowledged.append(number)
          } else {
            refused.append(number)
          }
        }
        try disk.makeRoom()
        for number in refused { #expect(try office.book(number, visitor) == 303) }
        return (acknowledged, refused)
      }
      #expect(refused.count == 3)
      server.end()
      let booked = try await office.bookings()
      #expect(
        booked == Dictionary(uniqueKeysWithValues: (acknowledged + refused).map { (office.start($0), 1) }))
    }
  }

  @Test func `a second server on the folder and a misspelled setting are refused with their exit codes`()
    async throws
  {
    try await BusyOffice.with(.sqlite) { office in
      let server = try office.serve()
      let second = try FoyerProcess.run(BusyOffice.binary, ["serve"], data: office.practice.folder.path)
      #expect(second.code == 1)
      #expect(second.output.contains("is running on \(office.practice.folder.path)"))
      server.end()
      let misspelled = try FoyerProcess.run(
        BusyOffice.binary, ["serve"], data: office.practice.folder.path, settings: ["FOYER_PROT": "80"])
      #expect(misspelled.code == 78)
      #expect(misspelled.output.contains("Did you mean FOYER_PORT?"))
      let open = try FoyerProcess.run(
        BusyOffice.binary, ["serve", "--host", "0.0.0.0"], data: office.practice.folder.path)
      #expect(open.code == 78)
      #expect(try FoyerProcess.run(BusyOffice.binary, ["staff", "bogus"], data: "/x").code == 64)
    }
  }
}

/// What several clients were told, and what they never heard.
final class Diary: Sendable {
  private let pages = Mutex<(acknowledged: [Int], lost: [(number: Int, submission: String)])>(([], []))

  private let (news, told) = AsyncStream.makeStream(of: Void.self)

  var acknowledged: [Int] { pages.withLock { $0.acknowledged } }
  var lost: [(number: Int, submission: String)] { pages.withLock { $0.lost } }

  /// Books one slot after the other until the server is gone.
  func book(_ office: BusyOffice, _ port: Int, first: Int) throws {
    guard let visitor = try? Visitor(port: port) else { return }
    do { try visitor.signIn("maria", BusyOffice.password) } catch is ConnectionLost { return }
    for number in first..<(first + 200) {
      let submission = UUID().uuidString.lowercased()
      do {
        let status = try office.book(number, visitor, submission: submission)
        try #require(status == 303)
        pages.withLock { $0.acknowledged.append(number) }
        told.yield()
      } catch is ConnectionLost {
        return pages.withLock { $0.lost.append((number, submission)) }
      }
    }
  }

  /// Goes on when so many bookings were acknowledged in all.
  func wait(until count: Int) async {
    for await _ in news where acknowledged.count >= count { return }
  }
}

/// A disk of a few megabytes in memory, where the tests may make one.
final class SmallDisk: Sendable {
  static let isPossible = geteuid() == 0
  let folder: TemporaryFolder

  init(megabytes: Int) throws {
    folder = try TemporaryFolder()
    let path = folder.path
    guard mount("foyer-test", path, "tmpfs", 0, "size=\(megabytes)m,mode=700") == 0 else {
      throw POSIXError(.EPERM)
    }
  }

  deinit { umount2(folder.path, Int32(MNT_DETACH)) }

  func fill() throws {
    let ballast = open(folder.file("ballast"), O_WRONLY | O_CREAT, 0o600)
    defer { close(ballast) }
    let block = [UInt8](repeating: 7, count: 4096)
    while write(ballast, block, block.count) == block.count {}
  }

  func makeRoom() throws { try FileManager.default.removeItem(atPath: folder.file("ballast")) }
}
