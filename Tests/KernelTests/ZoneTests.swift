import Kernel
import Testing

struct ZoneTests {
  private func zone(_ name: String) throws -> Zone { try #require(Zone(name)) }
  private func day(_ text: String) throws -> LocalDay { try #require(LocalDay(text)) }
  private func time(_ text: String) throws -> WallTime { try #require(WallTime(text)) }

  private func utc(_ zone: String, _ day: String, _ time: String) throws -> String {
    try self.zone(zone).instant(self.day(day), self.time(time)).iso8601
  }

  @Test func `a summer morning in New York is four hours behind UTC, a winter one five`() throws {
    #expect(try utc("America/New_York", "2026-07-01", "9:00") == "2026-07-01T13:00:00.000Z")
    #expect(try utc("America/New_York", "2026-12-01", "9:00") == "2026-12-01T14:00:00.000Z")
  }

  @Test func `half past two in the night of the jump is meant an hour later in New York`() throws {
    let reading = try zone("America/New_York").read(day("2026-03-08"), time("2:30"))
    guard case .skipped(let meant) = reading else {
      Issue.record("\(reading)")
      return
    }
    #expect(meant.iso8601 == "2026-03-08T07:30:00.000Z")
    #expect(try zone("America/New_York").wall(meant).time == time("3:30"))
  }

  @Test func `half past one shows twice in New York when summer ends, and the first is meant`() throws {
    let reading = try zone("America/New_York").read(day("2026-11-01"), time("1:30"))
    guard case .twice(let first, let second) = reading else {
      Issue.record("\(reading)")
      return
    }
    #expect(first.iso8601 == "2026-11-01T05:30:00.000Z")
    #expect(second.iso8601 == "2026-11-01T06:30:00.000Z")
    #expect(reading.instant == first)
  }

  @Test func `the minutes beside a jump are ordinary`() throws {
    let newYork = try zone("America/New_York")
    #expect(try newYork.read(day("2026-03-08"), time("1:59")).instant.iso8601 == "2026-03-08T06:59:00.000Z")
    #expect(try newYork.read(day("2026-03-08"), time("3:00")).instant.iso8601 == "2026-03-08T07:00:00.000Z")
    guard case .once = try newYork.read(day("2026-11-01"), time("2:00")) else {
      Issue.record("2:00 shows once")
      return
    }
  }

  @Test func `Lord Howe jumps by half an hour`() throws {
    let island = try zone("Australia/Lord_Howe")
    guard case .skipped(let meant) = try island.read(day("2026-10-04"), time("2:15")) else {
      Issue.record("2:15 never shows")
      return
    }
    #expect(try island.wall(meant).time == time("2:45"))
    guard case .twice(let first, let second) = try island.read(day("2026-04-05"), time("1:45")) else {
      Issue.record("1:45 shows twice")
      return
    }
    #expect(second.milliseconds - first.milliseconds == 30 * 60_000)
  }

  @Test func `Lisbon jumps at one and back at two`() throws {
    guard case .skipped(let meant) = try zone("Europe/Lisbon").read(day("2026-03-29"), time("1:30")) else {
      Issue.record("1:30 never shows")
      return
    }
    #expect(meant.iso8601 == "2026-03-29T01:30:00.000Z")
    guard case .twice = try zone("Europe/Lisbon").read(day("2026-10-25"), time("1:30")) else {
      Issue.record("1:30 shows twice")
      return
    }
  }

  @Test func `Phoenix never changes its clock`() throws {
    for month in 1...12 {
      let day = try #require(LocalDay(2026, month, 8))
      guard case .once(let moment) = try zone("America/Phoenix").read(day, time("2:30")) else {
        Issue.record("\(day)")
        return
      }
      #expect(moment.iso8601 == "\(day)T09:30:00.000Z")
    }
  }

  @Test func `Kathmandu is a quarter of an hour off everybody`() throws {
    #expect(try utc("Asia/Kathmandu", "2026-06-01", "5:45") == "2026-06-01T00:00:00.000Z")
  }

  @Test func `a day of the jump has 23 hours and the day back has 25`() throws {
    let newYork = try zone("America/New_York")
    let hours = { (day: LocalDay) in
      let range = newYork.range(of: day)
      return (range.upperBound.milliseconds - range.lowerBound.milliseconds) / 3_600_000
    }
    #expect(try hours(day("2026-03-08")) == 23)
    #expect(try hours(day("2026-11-01")) == 25)
    #expect(try hours(day("2026-11-02")) == 24)
  }

  @Test(arguments: [
    "America/New_York", "Australia/Lord_Howe", "Europe/Lisbon", "America/Phoenix", "Asia/Kathmandu", "UTC",
    "Pacific/Apia", "Africa/Casablanca",
  ])
  func `what the wall shows leads back to a moment that shows the same`(name: String) throws {
    let zone = try zone(name)
    var moment = Instant(milliseconds: 1_767_225_600_000)
    for _ in 0..<3000 {
      let wall = zone.wall(moment)
      let reading = zone.read(wall.day, wall.time)
      switch reading {
      case .once(let back): #expect(back == moment, "\(wall) in \(name)")
      case .twice(let first, let second): #expect(first == moment || second == moment, "\(wall) in \(name)")
      case .skipped: Issue.record("\(wall) in \(name) was shown, and is said never to be")
      }
      moment = moment.advanced(byMinutes: 175)
    }
  }

  @Test(arguments: ["", "EST", "Mars/Olympus", "America/New York", "../etc/passwd", "America/"])
  func `refuses what is no zone`(name: String) { #expect(Zone(name) == nil) }
}
