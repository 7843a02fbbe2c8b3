import Kernel
import Scheduling
import Support
import Testing

private func day(_ text: String) throws -> LocalDay { try #require(LocalDay(text)) }

@Suite struct `The rule of a series` {
  @Test func `returns every week and every second week on the weekdays that were chosen`() throws {
    let monday = try day("2026-11-23")
    let weekly = SeriesRule(first: monday, .weekly(every: 1, on: []), until: .visits(3))
    #expect(try weekly.days().map(\.description) == ["2026-11-23", "2026-11-30", "2026-12-07"])
    let twice = SeriesRule(
      first: try day("2026-11-25"), .weekly(every: 2, on: [.monday, .thursday]), until: .visits(4))
    // The Monday of the first week lies before the first visit.
    #expect(
      try twice.days().map(\.description) == ["2026-11-26", "2026-12-07", "2026-12-10", "2026-12-21"])
    #expect(twice.words == "every 2 weeks on Monday and Thursday, 4 visits")
  }

  @Test func `has the 31st of a short month on its last day`() throws {
    let rule = SeriesRule(first: try day("2027-01-31"), .monthlyOnDay(every: 1), until: .visits(4))
    #expect(
      try rule.days().map(\.description) == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"])
    let leap = SeriesRule(first: try day("2028-01-30"), .monthlyOnDay(every: 1), until: .visits(2))
    #expect(try leap.days().map(\.description) == ["2028-01-30", "2028-02-29"])
  }

  @Test func `keeps the second Tuesday, and takes the last where the month has no fifth`() throws {
    let second = SeriesRule(first: try day("2026-12-08"), .monthlyOnWeekday(every: 1), until: .visits(3))
    #expect(try second.days().map(\.description) == ["2026-12-08", "2027-01-12", "2027-02-09"])
    let fifth = SeriesRule(first: try day("2026-12-29"), .monthlyOnWeekday(every: 1), until: .visits(3))
    #expect(try fifth.days().map(\.description) == ["2026-12-29", "2027-01-26", "2027-02-23"])
    #expect(fifth.words == "every month on the last Tuesday, 3 visits")
  }

  @Test func `ends on its last day and knows days chosen one by one`() throws {
    let until = SeriesRule(
      first: try day("2026-11-23"), .weekly(every: 1, on: []), until: .day(try day("2026-12-07")))
    #expect(try until.days().count == 3)
    let days = [try day("2026-12-09"), try day("2026-12-01"), try day("2026-12-09")]
    let chosen = SeriesRule(first: try day("2026-12-01"), .days(days), until: .visits(3))
    #expect(try chosen.days().map(\.description) == ["2026-12-01", "2026-12-09"])
  }

  @Test func `says no to a hundred thousand visits at once, and to rules that are none`() throws {
    let monday = try day("2026-11-23")
    func refusal(_ pattern: SeriesRule.Pattern, _ end: SeriesRule.End) -> SeriesRefused? {
      do {
        _ = try SeriesRule(first: monday, pattern, until: end).days()
        return nil
      } catch { return error }
    }
    let weekly = SeriesRule.Pattern.weekly(every: 1, on: [])
    #expect(refusal(weekly, .visits(100_000)) == .tooMany(100_000))
    #expect(SeriesRefused.tooMany(100_000).sentence.hasPrefix("A series has at most 200 visits, not 100000."))
    #expect(refusal(weekly, .day(monday.advanced(by: 700_000))) == .tooMany(nil))
    #expect(refusal(weekly, .visits(0)) == .noVisits)
    #expect(refusal(.days([]), .visits(1)) == .noVisits)
    #expect(refusal(.weekly(every: 0, on: []), .visits(2)) == .rhythm)
    #expect(refusal(.monthlyOnDay(every: 25), .visits(2)) == .rhythm)
    #expect(
      refusal(weekly, .day(monday.advanced(by: -1))) == .endsBeforeStart(monday.advanced(by: -1), monday))
    #expect(refusal(weekly, .visits(200)) == nil)
  }

  @Test(arguments: [
    "America/New_York", "America/Phoenix", "Australia/Lord_Howe", "Europe/Lisbon", "Asia/Kathmandu",
  ])
  func `complaint 9: a series keeps its time on the wall over both changes of the clocks`(_ name: String)
    throws
  {
    let zone = try #require(Zone(name))
    let time = try #require(WallTime(9, 30))
    let rule = SeriesRule(first: try day("2026-09-07"), .weekly(every: 1, on: []), until: .visits(60))
    let days = try rule.days()
    let moments = try days.map { day in
      let slot = Slot(provider: ID(), location: ID(), day: day, time: time, minutes: 50)
      return try #require(slot.time(in: zone)).lowerBound
    }
    #expect(zip(days, moments).allSatisfy { zone.wall($1) == ($0, time) })
    let weeks = Set(zip(moments, moments.dropFirst()).map { $1.minutes(since: $0) })
    let (week, hour) = (7 * 1440, 60)
    switch name {
    case "America/Phoenix", "Asia/Kathmandu": #expect(weeks == [week])
    // Lord Howe moves its clock by half an hour.
    case "Australia/Lord_Howe": #expect(weeks == [week, week - 30, week + 30])
    default: #expect(weeks == [week, week - hour, week + hour])
    }
  }
}
