import Kernel
import Post
import Practice
import Records
import Support
import Testing

@testable import Scheduling

@Suite struct `Words of messages` {
  private let zone = Zone.utc

  private func words(
    _ kind: VisitMessage.Kind, _ language: Tongue, practice: String, link: String
  ) throws -> MessageWords {
    let wednesday = LocalDay(daysSince1970: 20_775)
    let slot = Slot(
      provider: "p", location: "l", day: wednesday, time: try #require(WallTime(12, 30)), minutes: 30)
    let noon = Instant(milliseconds: 1_795_438_800_000)
    let facts = MessageFacts(
      id: "m", kind: kind,
      visit: Appointment(
        id: "a", patient: "x", visitType: "t", slot: slot, time: noon..<noon.advanced(byMinutes: 30),
        weighted: 30),
      place: Location(id: "l", name: "Riverside", zone: zone, phone: PhoneNumber("617 555 0100")),
      providerName: "Dr. A. Okafor", writtenAt: noon, given: "Ruth", language: language, preference: .text,
      hasDied: false,
      phones: [], hasStopped: false, emails: [], rule: nil, note: "", writtenFor: nil,
      expected: WallTime(12, 55), sendings: [], remindedByText: [])
    return MessageWords(facts, practice: practice, namesProvider: false, link: link)
  }

  @Test(
    arguments: Tongue.allCases.flatMap { language in
      VisitMessage.Kind.allCases.flatMap { kind in
        [
          "Foyer", "Cañón Ñuñoa “Family” & Women’s Health Center of Greater Springfield",
          "Łódź Przychodnia Rodzinna 健康",
        ].map { (language, kind, $0) }
      }
    })
  func `a text message fits into one, with who writes, the link, and how to end it`(
    language: Tongue, kind: VisitMessage.Kind, practice: String
  ) throws {
    for link in [
      "https://a.example/my/0123456789abcdef",
      "https://office.of.springfield.example.org/my/0123456789abcdef0123456789abcdef",
    ] {
      let text = try #require(try words(kind, language, practice: practice, link: link).text)
      let count = try #require(TextLength.count(text), "only letters of the telephone's alphabet")
      #expect(count <= 160)
      #expect(text.contains(" \(link) STOP "))
      #expect(text.hasPrefix(TextLength.plain(practice).prefix(5)))
    }
  }

  @Test func `a link that leaves no room is not sent by text`() throws {
    let link = "https://example.org/" + String(repeating: "a", count: 130)
    #expect(try words(.reminder, .english, practice: "Riverside", link: link).text == nil)
  }

  @Test(arguments: Tongue.allCases, VisitMessage.Kind.allCases)
  func `e-mail says day, time and place, the link and the telephone`(
    language: Tongue, kind: VisitMessage.Kind
  ) throws {
    let to = try #require(EmailAddress("ruth@example.com"))
    let mail = try words(kind, language, practice: "Riverside", link: "https://a.example/my/1").email(to: to)
    #expect(mail.body.contains("\nhttps://a.example/my/1\n"))
    #expect(mail.body.contains("Ruth"))
    #expect(mail.body.contains("(617) 555-0100"))
    #expect(kind == .late || mail.body.contains("2026"))
    #expect(!mail.body.contains("Okafor"))
  }

  @Test func `one o'clock is la una in Spanish`() {
    #expect(Tongue.spanish.hour(.at(13)) == "la 1:00 pm")
    #expect(Tongue.spanish.hour(.at(11)) == "las 11:00 am")
    #expect(Tongue.english.hour(.at(13)) == "1:00 pm")
  }
}
