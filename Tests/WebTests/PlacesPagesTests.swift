import Kernel
import Practice
import Store
import Support
import Testing

@testable import Web

@Suite struct PlacesPagesTests {
  @Test(arguments: EngineKind.underTest)
  func `Grace opens a second place, with hours and rooms`(_ engine: EngineKind) async throws {
    try await withOffice(engine) { office in
      let browser = try await office.browser(of: .manager)
      _ = try await browser.get("/places/new")
      let added = try await browser.post(
        "/places",
        [
          "name": "Harbor", "zone": "America/Chicago", "address": "1 Quay\r\nSpringfield",
          "phone": "(617) 555-0100",
        ])
      let page = try #require(added.location)
      #expect(try await browser.follow(added).text.contains("Springfield</textarea>"))
      let hours = try await browser.post(
        page + "/hours",
        ["opens-1-1": "8:00", "closes-1-1": "12:00", "opens-1-2": "1 pm", "closes-1-2": "17:00"])
      #expect(hours.status == 303)
      let monday = try await browser.get(page)
      #expect(monday.text.contains("value=\"13:00\""))
      let room = try await browser.post(page + "/resources", ["resource": "Room 1", "kind": "room"])
      #expect(try await browser.follow(room).text.contains("Name of Room 1"))
      let again = try await browser.post(page + "/resources", ["resource": "Room 1", "kind": "room"])
      #expect(again.status == 422 && again.text.contains("There is a “Room 1” already"))
    }
  }

  @Test func `hours that make no sense are told day by day`() async throws {
    try await withOffice { office in
      let browser = try await office.browser(of: .manager)
      let page = "/places/\(office.place.id)"
      _ = try await browser.get(page)
      let answer = try await browser.post(
        page + "/hours",
        [
          "opens-1-1": "8:00", "closes-1-1": "7:00", "opens-2-1": "8:00", "opens-3-1": "25:00",
          "closes-3-1": "9:00",
        ])
      #expect(answer.status == 422)
      for words in ["On Monday the closing time", "when it closes on Tuesday", "“25:00” is not a time"] {
        #expect(answer.text.contains(words))
      }
      #expect(answer.text.contains("value=\"25:00\""))
    }
  }

  @Test func `a holiday is put in and taken back`() async throws {
    try await withOffice { office in
      let browser = try await office.browser(of: .manager)
      _ = try await browser.get("/places")
      let wrong = try await browser.post(
        "/places/closures", ["first": "2026-02-30", "last": "", "reason": "Thanksgiving"])
      #expect(wrong.status == 422 && wrong.text.contains("value=\"Thanksgiving\""))
      let done = try await browser.post(
        "/places/closures", ["first": "2026-11-26", "last": "2026-11-27", "reason": "Thanksgiving"])
      let page = try await browser.follow(done)
      #expect(page.text.contains("26 Nov 2026") || page.text.contains("26 November 2026"))
      let url = try #require(page.text.firstMatch(of: /\/places\/closures\/[0-9a-f-]{36}\/removal/)?.output)
      let back = try await browser.post(String(url))
      #expect(try await browser.follow(back).text.contains("No holiday or closure ahead"))
    }
  }

  @Test func `a place that was changed into nonsense stays as it was`() async throws {
    try await withOffice { office in
      let browser = try await office.browser(of: .manager)
      let page = "/places/\(office.place.id)"
      _ = try await browser.get(page)
      let answer = try await browser.post(
        page, ["name": "<script>", "zone": "Mars/Olympus", "address": "", "phone": "call me"])
      #expect(answer.status == 422 && answer.text.contains("value=\"&lt;script&gt;\""))
      #expect(try await browser.get("/places").text.contains("Riverside"))
    }
  }
}
