import Foundation
import Kernel
import Testing

@testable import Wire

/// Calendars of other programs, good and broken, where they lie beside the checkout.
struct ICalendarSamplesTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/samples/ics").standardizedFileURL

  private func samples() throws -> [(name: String, reading: Reading<[ICalendarPart]>)] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: Self.folder.path) else {
      print("skipped: there are no samples at \(Self.folder.path)")
      return []
    }
    return try names.filter { $0.hasSuffix(".ics") }.sorted().map {
      ($0, ICalendarReader.read(Array(try Data(contentsOf: Self.folder.appending(path: $0)))))
    }
  }

  /// Files that are broken on purpose, with the lines that cannot be read; 0 is a calendar without an end.
  private static let broken = [
    "broken_ical.ics": [4], "fuzz_testcase_0_char_in_component_name.ics": [0],
    "issue_104_broken_calendar.ics": [13],
    "issue_348_exception_parsing_value.ics": [8, 9], "issue_351_whitespace_in_property_and_params.ics": [4],
    "pr_480_summary_with_colon.ics": [0], "small_bad_calendar.ics": [0], "timezone_rdate.ics": [53],
    "timezone_same_start_and_offset.ics": [23, 0],
  ]

  @Test func `every calendar of the samples is read, and what is broken in the broken ones is told`() throws {
    for (name, reading) in try samples() {
      #expect(reading.findings.map(\.line) == Self.broken[name] ?? [], "\(name): \(reading.findings)")
      let isWhole = !(Self.broken[name] ?? []).contains(0)
      #expect(reading.value.isEmpty != isWhole, "\(name)")
    }
  }

  @Test func `the events of the samples are all there`() throws {
    let all = try samples()
    if all.isEmpty { return }
    let events = all.flatMap(\.reading.value).flatMap(\.parts).filter { $0.name == "VEVENT" }
    #expect(events.count == 61)
  }
}
