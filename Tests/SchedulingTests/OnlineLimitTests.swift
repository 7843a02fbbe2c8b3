import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import Scheduling

@Suite struct `How much one network may ask for` {
  @Test(arguments: EngineKind.underTest)
  func `neighbours count as one, and whoever is at their own page is not stopped by them`(
    _ engine: EngineKind
  ) async throws {
    try await withCast(engine) { cast in
      let desk = cast.scheduling
      try await cast.open(.asked)
      try await desk.keep(
        OnlineRules(publicPage: true, aheadDays: 90, changeHours: 24, most: 12, keepHours: 24), by: cast.mills
      )
      let slots = (0..<11).map { cast.slot(9 + $0 % 2, days: [1, 2, 3, 7, 8, 9][$0 / 2]) }
      for (number, slot) in slots.prefix(10).enumerated() {
        try await desk.askAsNewcomer(
          cast.online(slot), cast.newcomer(), address: "2001:db8:1:2::\(number)", request: "")
      }
      await #expect(throws: OnlineRefused.busy) {
        try await desk.askAsNewcomer(
          cast.online(slots[10]), cast.newcomer(), address: "2001:db8:1:2:a:b:c:d", request: "")
      }
      let session = try await desk.openPass(
        desk.makePass(for: cast.ruth.id, by: cast.ortega), birthDate: try #require(LocalDay("1951-03-04")),
        address: "2001:db8:1:2::7", request: "")
      let access = try #require(
        try await desk.ownAccess(session, address: "2001:db8:1:2::7", request: ""))
      _ = try await desk.bookOwn(cast.online(slots[10]), access)
      try await desk.askAsNewcomer(
        cast.online(cast.slot(11, days: 3)), cast.newcomer(), address: "2001:db8:1:3::7", request: "")
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `links are asked for ten times an hour from one network`(_ engine: EngineKind) async throws {
    try await withCast(engine) { cast in
      func ask(_ address: String) async throws {
        try await cast.scheduling.askForLink(
          birthDate: cast.today, phone: PhoneNumber("617 555 0101"), email: "", reach: [.text],
          address: address,
          request: "")
      }
      for number in 0..<10 { try await ask("2001:db8:1:2::\(number)") }
      await #expect(throws: OnlineRefused.busy) { try await ask("2001:db8:1:2:a::") }
      try await ask("2001:db8:1:3::1")
    }
  }
}
