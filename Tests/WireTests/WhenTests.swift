import Kernel
import Testing

@testable import Wire

struct WhenTests {
  @Test func `keeps a date as exactly as it is known`() {
    #expect(FHIR.When("1937").precision == .year)
    #expect(FHIR.When("1937").firstDay == LocalDay(1937, 1, 1))
    #expect(FHIR.When("1937").day == nil)
    #expect(FHIR.When("1937-10").precision == .month)
    #expect(FHIR.When("1937-10").firstDay == LocalDay(1937, 10, 1))
    #expect(FHIR.When("1937-10-21").day == LocalDay(1937, 10, 21))
    #expect(FHIR.When("1937-10-21").instant == nil)
  }

  @Test(arguments: [
    ("2026-03-08T09:30:15.25-05:00", "2026-03-08T14:30:15.250Z"),
    ("2026-03-08T23:30:00+14:00", "2026-03-08T09:30:00.000Z"),
    ("2026-03-08T23:30:00-05:00", "2026-03-09T04:30:00.000Z"),
    ("2011-12-13T22:28:27Z", "2011-12-13T22:28:27.000Z"),
    ("1969-12-31T23:59:60.123456Z", "1970-01-01T00:00:00.123Z"),
    ("2026-03-08T09:30Z", "2026-03-08T09:30:00.000Z"),
  ])
  func `reads a moment with its offset`(text: String, wanted: String) {
    #expect(FHIR.When(text).precision == .moment)
    #expect(FHIR.When(text).instant?.iso8601 == wanted)
  }

  @Test(arguments: [
    "", "19370", "1937-13", "1980-02-30", "1980-2-3", "1980-02-03T", "1980-02-03T25:00:00Z",
    "1980-02-03T10:00:00",
    "1980-02-03T10:00:00+99:00", "1980-02-03T10:00:00Zz", "yesterday",
  ])
  func `takes nothing else for a date`(text: String) {
    #expect(FHIR.When(text).precision == nil)
    #expect(FHIR.When(text).firstDay == nil)
  }

  @Test func `begins a day at the midnight of the practice`() throws {
    let boston = try #require(Zone("America/New_York"))
    #expect(FHIR.When("2026-07-01").instant(in: boston)?.iso8601 == "2026-07-01T04:00:00.000Z")
  }

  @Test(arguments: [
    ("Patient/1", FHIR.Target.resource(type: "Patient", id: "1")),
    ("https://a.example/fhir/Patient/1", .resource(type: "Patient", id: "1")),
    ("https://a.example/fhir/Patient/1/_history/4", .resource(type: "Patient", id: "1")),
    ("Patient/1/_history/4", .resource(type: "Patient", id: "1")),
    ("urn:uuid:0c0", .entry("urn:uuid:0c0")),
    ("#c1", .contained("c1")),
    (
      "Practitioner?identifier=http://npi|99",
      .search(type: "Practitioner", system: "http://npi", value: "99")
    ),
  ])
  func `understands every form of reference`(text: String, wanted: FHIR.Target) {
    #expect(FHIR.Target(text) == wanted)
  }
}
