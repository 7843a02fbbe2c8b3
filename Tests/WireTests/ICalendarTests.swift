import Kernel
import Testing

@testable import Wire

@Suite struct ICalendarTests {
  private static let eight = Instant(milliseconds: 1_795_438_800_000)

  private static func event(_ summary: String, at minutes: Int = 0) -> ICalendar.Event {
    ICalendar.Event(
      uid: "0198c0de-0000-7000-8000-000000000001", changed: eight.advanced(byMinutes: -60), sequence: 2,
      time: eight.advanced(byMinutes: minutes)..<eight.advanced(byMinutes: minutes + 30), summary: summary)
  }

  @Test func `an empty calendar is written as the standard wants it`() {
    #expect(
      ICalendar(name: "Room 1", events: []).text == """
        BEGIN:VCALENDAR\r
        VERSION:2.0\r
        PRODID:-//Foyer//Foyer//EN\r
        CALSCALE:GREGORIAN\r
        NAME:Room 1\r
        X-WR-CALNAME:Room 1\r
        REFRESH-INTERVAL;VALUE=DURATION:PT15M\r
        X-PUBLISHED-TTL:PT15M\r
        END:VCALENDAR\r

        """)
  }

  @Test func `an event is written to the letter`() {
    var event = Self.event("Cohen, Ruth; follow-up")
    event.location = "Riverside, Room 1"
    event.description = "Record 100234\nBring the \\ old letters"
    event.isPrivate = true
    let text = ICalendar(name: "Dr. A. Okafor, MD", refreshMinutes: 60, events: [event]).text
    #expect(
      text == """
        BEGIN:VCALENDAR\r
        VERSION:2.0\r
        PRODID:-//Foyer//Foyer//EN\r
        CALSCALE:GREGORIAN\r
        NAME:Dr. A. Okafor\\, MD\r
        X-WR-CALNAME:Dr. A. Okafor\\, MD\r
        REFRESH-INTERVAL;VALUE=DURATION:PT60M\r
        X-PUBLISHED-TTL:PT60M\r
        BEGIN:VEVENT\r
        UID:0198c0de-0000-7000-8000-000000000001\r
        DTSTAMP:20261123T120000Z\r
        LAST-MODIFIED:20261123T120000Z\r
        SEQUENCE:2\r
        DTSTART:20261123T130000Z\r
        DTEND:20261123T133000Z\r
        SUMMARY:Cohen\\, Ruth\\; follow-up\r
        LOCATION:Riverside\\, Room 1\r
        DESCRIPTION:Record 100234\\nBring the \\\\ old letters\r
        CLASS:PRIVATE\r
        STATUS:CONFIRMED\r
        TRANSP:OPAQUE\r
        END:VEVENT\r
        END:VCALENDAR\r

        """)
  }

  @Test(arguments: [
    String(repeating: "a", count: 200), String(repeating: "é", count: 120),
    String(repeating: "日本語", count: 50),
    String(repeating: "👩🏽‍⚕️", count: 20), String(repeating: "x", count: 67) + "é",
    String(repeating: ",;\\", count: 40),
    "e" + String(repeating: "\u{301}", count: 100),
  ])
  func `no line is longer than 75 bytes, no character is torn, and the text comes back`(_ summary: String)
    throws
  {
    let text = ICalendar(name: "n", events: [Self.event(summary)]).text
    for line in text.utf8.split(separator: 10) {
      #expect(line.count <= 76, "with its CR")
      #expect(line.last == 13)
      #expect(String(validating: line, as: UTF8.self) != nil)
    }
    let reading = ICalendarReader.read(Array(text.utf8))
    #expect(reading.findings == [])
    #expect(reading.value.first?.parts.first?["SUMMARY"]?.text == summary)
  }

  @Test func `line ends of any kind become one, and hidden characters are left out`() throws {
    let text = ICalendar(name: "n", events: [Self.event("a\r\nb\rc\nd\u{0}\u{7}\te\u{85}")]).text
    #expect(text.contains("SUMMARY:a\\nb\\nc\\nd\te\r\n"))
    // Nobody smuggles a line of their own into the calendar.
    let smuggled = ICalendar(name: "n", events: [Self.event("x\r\nATTACH:http://evil.example")]).text
    #expect(!smuggled.contains("\nATTACH"))
  }

  @Test func `what is written is read again, moment by moment`() throws {
    let events = (0..<50).map { Self.event("Visit \($0)", at: $0 * 45) }
    let reading = ICalendarReader.read(Array(ICalendar(name: "n", events: events).text.utf8))
    let read = try #require(reading.value.first).parts
    #expect(read.map { $0["DTSTART"]?.instant } == events.map(\.time.lowerBound))
    #expect(read.map { $0["DTEND"]?.instant } == events.map(\.time.upperBound))
    #expect(read.allSatisfy { $0["DTSTAMP"]?.instant == events[0].changed })
  }

  @Test func `a line that is none, an end without a beginning and a part without an end are told`() {
    let reading = ICalendarReader.read(
      Array("UID:1\r\nBEGIN:VCALENDAR\r\n;;x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VEVENT\r\n".utf8))
    #expect(reading.value.map(\.name) == ["VCALENDAR"])
    #expect(reading.findings.map(\.line) == [1, 3, 4, 0])
    let deep = ICalendarReader.read(Array(String(repeating: "BEGIN:X\n", count: 100_000).utf8))
    #expect(deep.value.isEmpty && deep.findings.count == 99_991)
  }

  @Test func `a parameter may be quoted, and may hold several values`() throws {
    let line = "BEGIN:A\nATTENDEE;MEMBER=\"mailto:a:b;c\",d;ROLE=CHAIR:mailto:x\nX;Y=\"open:z\nEND:A\n"
    let reading = ICalendarReader.read(Array(line.utf8))
    let attendee = try #require(reading.value.first?["ATTENDEE"])
    #expect(attendee.parameters == ["MEMBER": ["mailto:a:b;c", "d"], "ROLE": ["CHAIR"]])
    #expect(attendee.value == "mailto:x")
    #expect(reading.findings.map(\.line) == [3])
  }
}
