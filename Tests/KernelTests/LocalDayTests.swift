import Kernel
import Testing

struct LocalDayTests {
  @Test(arguments: [
    "2026-02-30", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1",
    "0000-01-01",
    "2026-11-23 ", "26-11-23", "-2026-01-01", "2026-11-2³", "٢٠٢٦-١١-٢٣", "",
  ])
  func `refuses a day that does not exist`(text: String) { #expect(LocalDay(text) == nil) }

  @Test func `reads leap days, old days and far ones`() throws {
    #expect(try #require(LocalDay("2024-02-29")).daysSince1970 == 19782)
    #expect(LocalDay("2000-02-29") != nil)
    #expect(try #require(LocalDay("1899-12-31")).description == "1899-12-31")
    #expect(try #require(LocalDay("9999-12-31")).civil == (9999, 12, 31))
    #expect(try #require(LocalDay("0001-01-01")).daysSince1970 == -719_162)
  }

  @Test func `counts every day of four centuries the same way back`() {
    for days in stride(from: -135_140, to: 50_000, by: 1) {
      let day = LocalDay(daysSince1970: days)
      let civil = day.civil
      if LocalDay(civil.year, civil.month, civil.day) != day { Issue.record("\(days)") }
    }
  }

  @Test func `knows the weekday, before 1970 too`() throws {
    #expect(try #require(LocalDay("2026-11-23")).weekday == .monday)
    #expect(try #require(LocalDay("1969-12-31")).weekday == .wednesday)
    #expect(try #require(LocalDay("1923-05-06")).weekday == .sunday)
    #expect(try #require(LocalDay("2026-11-29")).monday.description == "2026-11-23")
  }

  @Test func `who was born on a leap day turns older on 1 March`() throws {
    let birth = try #require(LocalDay("2004-02-29"))
    #expect(try #require(LocalDay("2026-02-28")).age(bornOn: birth) == 21)
    #expect(try #require(LocalDay("2026-03-01")).age(bornOn: birth) == 22)
    #expect(try #require(LocalDay("2028-02-29")).age(bornOn: birth) == 24)
  }

  @Test func `is written as people write it`() throws {
    let day = try #require(LocalDay("2026-11-03"))
    #expect(day.long == "3 November 2026")
    #expect(day.short == "3 Nov 2026")
  }
}

struct WallTimeTests {
  @Test(arguments: [
    ("9:30", 570), ("09:30", 570), ("0930", 570), ("930", 570), ("9", 540), ("9am", 540), ("9:30 pm", 1290),
    ("12am", 0), ("12 p.m.", 720), ("noon", 720), ("24:00", 1440), ("0:00", 0),
  ])
  func `reads what people type`(text: String, minutes: Int) { #expect(WallTime(text)?.minutes == minutes) }

  @Test(arguments: [
    "", "25:00", "24:01", "9:60", "9:3", "13pm", "0am", "9:30:00", "-1:00", "nine", "99999", "١٠:٠٠", ":30",
  ])
  func `refuses what is no time`(text: String) { #expect(WallTime(text) == nil) }

  @Test func `is written short on the screen and padded in a form`() {
    #expect(WallTime(9, 5)?.description == "9:05")
    #expect(WallTime(9, 5)?.padded == "09:05")
  }
}

struct InstantTests {
  @Test func `is written in UTC`() {
    #expect(Instant(milliseconds: 0).iso8601 == "1970-01-01T00:00:00.000Z")
    #expect(Instant(milliseconds: -1).iso8601 == "1969-12-31T23:59:59.999Z")
    #expect(Instant(milliseconds: 1_795_448_520_042).iso8601 == "2026-11-23T15:42:00.042Z")
  }

  @Test func `counts whole minutes, rounded down`() {
    let noon = Instant(milliseconds: 1_000_000)
    #expect(noon.advanced(bySeconds: 119).minutes(since: noon) == 1)
    #expect(noon.minutes(since: noon.advanced(bySeconds: 1)) == -1)
  }
}
