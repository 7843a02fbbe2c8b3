import Foundation
import Kernel
import Testing

@testable import Post

@Suite struct MailMessageTests {
  private let monday = Instant(milliseconds: 1_795_438_800_000)

  private func composed(
    from: String = "Riverside Family <office@example.org>", subject: String = "Your visit",
    body: String = "Hello"
  ) throws -> [String] {
    let sender = try #require(Mailbox(from))
    let to = try #require(EmailAddress("ruth@example.com"))
    return MailMessage(to: to, subject: subject, body: body)
      .composed(from: sender, id: "1@example.org", at: monday).components(separatedBy: "\r\n")
  }

  private func decoded(_ lines: [String]) throws -> String {
    let body = try #require(lines.firstIndex(of: ""))
    let data = try #require(Data(base64Encoded: lines[body...].joined()))
    return String(decoding: data, as: UTF8.self)
  }

  @Test func `a message says who it is from, when, and that nobody wrote it by hand`() throws {
    let lines = try composed()
    #expect(
      lines.prefix(7) == [
        "From: \"Riverside Family\" <office@example.org>", "To: ruth@example.com", "Subject: Your visit",
        "Date: Mon, 23 Nov 2026 13:00:00 +0000", "Message-ID: <1@example.org>",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
      ])
    #expect(try decoded(lines) == "Hello")
  }

  @Test(arguments: ["\n", "\r\n", "\r", "\u{2028}", "\u{0B}", "\0"])
  func `a line break in a subject or a name begins no header`(breaking: String) throws {
    let lines = try composed(
      from: "Riverside\(breaking)Bcc: all@example.org <office@example.org>",
      subject: "Visit\(breaking)Bcc: all@example.org")
    #expect(!lines.contains { $0.hasPrefix("Bcc") })
    #expect(lines.count { $0.hasPrefix("Subject: ") } == 1)
    #expect(lines.contains("Subject: Visit Bcc: all@example.org"))
  }

  @Test func `other letters are encoded, and none is cut in two`() throws {
    let subject = "Recordatorio de su cita mañana 👩‍⚕️ con la doctora Ñandú, a las 9:30 en Riverside"
    let lines = try composed(subject: subject)
    let start = try #require(lines.firstIndex { $0.hasPrefix("Subject: ") })
    var words = [lines[start].replacingOccurrences(of: "Subject: ", with: "")]
    words += lines[(start + 1)...].prefix { $0.hasPrefix(" ") }.map { String($0.dropFirst()) }
    let read = try words.map { word -> String in
      #expect(word.utf8.count <= 75 && word.hasPrefix("=?utf-8?B?") && word.hasSuffix("?="))
      let data = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
      return try #require(String(data: data, encoding: .utf8))
    }
    #expect(read.joined() == subject)
  }

  @Test func `long lines and leading dots arrive as they were written`() throws {
    let body = String(repeating: "a", count: 2000) + "\n.\n..hidden\nüñ👍\n"
    let lines = try composed(body: body)
    #expect(lines.allSatisfy { $0.utf8.count <= 78 })
    #expect(!lines.contains { $0.hasPrefix(".") })
    #expect(try decoded(lines) == body.replacingOccurrences(of: "\n", with: "\r\n"))
  }

  @Test(arguments: [
    "", "ruth", "ruth@", "@example.com", "ruth@example", "a b@example.com",
    "ruth@example.com\r\nRCPT TO:<x@y.z>",
    "ruth@exa mple.com", "<ruth@example.com>", "ruth@@example.com", "ruth.@example.com", "rüth@example.com",
    "\"ruth\"@example.com",
  ])
  func `an address that could break out of its line is none`(text: String) {
    #expect(EmailAddress(text) == nil)
  }

  @Test(arguments: ["ruth@example.com", "r.o'neil+x@mail.example-1.org"])
  func `an ordinary address is read`(text: String) { #expect(EmailAddress(text)?.text == text) }
}
