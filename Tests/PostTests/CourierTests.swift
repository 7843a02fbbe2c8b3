import Foundation
import Kernel
import Testing

@testable import Post

@Suite struct SendMailTests {
  private let monday = Instant(milliseconds: 1_795_438_800_000)

  private static let signIn = Data("\0office\0open".utf8).base64EncodedString()

  /// A mail server that says yes to everything but what the script says otherwise.
  private func send(
    _ script: [String: String] = [:], scheme: String = "smtp", user: String = "", isLoopback: Bool = true
  ) async throws -> (delivery: Delivery, heard: [String]) {
    let greeting = script["greeting"] ?? "220 mail.test ESMTP"
    var result: (Delivery, [String])?
    try await Correspondent.with(
      greeting: greeting,
      answer: { line in
        if let said = script.first(where: { line.hasPrefix($0.key) }) { return said.value }
        if line.hasPrefix("EHLO") { return "250-mail.test\r\n250 AUTH PLAIN" }
        if line.hasPrefix("DATA") { return "354 go on" }
        if line.hasPrefix("AUTH") { return "334 " }
        if line == Self.signIn { return "235 welcome" }
        if line.hasPrefix("QUIT") { return "221 bye" }
        if line == "." { return "250 taken" }
        return line.hasPrefix("MAIL") || line.hasPrefix("RCPT") ? "250 ok" : nil
      }
    ) { server in
      let mail = MailServer(
        url: "\(scheme)://127.0.0.1:\(server.port)", user: user, password: user.isEmpty ? "" : "open",
        from: try #require(Mailbox("Riverside <office@example.org>")), isLoopback: isLoopback)
      let to = try #require(EmailAddress("ruth@example.com"))
      let delivery = await Courier().send(
        MailMessage(to: to, subject: "Your visit", body: "Hello"), through: mail, id: "7", at: monday)
      result = (delivery, server.heard)
    }
    return try #require(result)
  }

  @Test func `a message is handed over whole`() async throws {
    let (delivery, heard) = try await send()
    #expect(delivery == .accepted("7@example.org"))
    #expect(heard.contains("MAIL FROM:<office@example.org>"))
    #expect(heard.contains("RCPT TO:<ruth@example.com>"))
    #expect(heard.contains("Subject: Your visit"))
    #expect(heard.contains("SGVsbG8="))
  }

  @Test func `who must sign in does`() async throws {
    let (delivery, heard) = try await send(user: "office")
    #expect(delivery == .accepted("7@example.org"))
    #expect(heard.contains("AUTH PLAIN") && heard.contains(Self.signIn))
  }

  @Test(arguments: [
    (
      ["RCPT": "550 no such person ruth@example.com"],
      Delivery.refused("The mail server does not know the address (550).")
    ),
    (
      ["RCPT": "550-5.1.1 no such person\r\n550 5.1.1 here"],
      .refused("The mail server does not know the address (550).")
    ),
    (["RCPT": "451 come back"], .later("The mail server could not take it (451).")),
    (["greeting": "421 closed"], .later("The mail server could not take it (421).")),
    (["MAIL": "530 sign in first"], .later("The mail server did not take the name or the password.")),
    (["RCPT": "530 5.7.0 sign in first"], .later("The mail server did not take the name or the password.")),
    (
      ["RCPT": "554 5.7.1 relay access denied"],
      .later("The mail server takes no mail from the practice's address (554).")
    ),
    (
      ["MAIL": "550 no such sender"],
      .later("The mail server takes no mail from the practice's address (550).")
    ),
    (
      ["MAIL": "553 not yours"], .later("The mail server takes no mail from the practice's address (553).")
    ),
    (["greeting": "554 no service"], .later("The mail server could not take it (554).")),
    (["EHLO": "550 unknown host", "HELO": "550 no"], .later("The mail server could not take it (550).")),
    (["DATA": "554 no"], .later("The mail server could not take it (554).")),
    ([".": "554 looks like spam"], .later("The mail server could not take it (554).")),
    (["RCPT": ""], .later("The mail server does not answer.")),
    ([".": ""], .unsure("The mail server did not say whether it took it.")),
  ])
  func `a server's no is told apart, and its words are not kept`(
    script: [String: String], expected: Delivery
  ) async throws {
    #expect(try await send(script).delivery == expected)
  }

  @Test func `a wrong password is no fault of the message`() async throws {
    let (delivery, _) = try await send(["AUTH": "535 no"], user: "office")
    #expect(delivery == .later("The mail server did not take the name or the password."))
  }

  @Test func `nothing goes out in the clear to another machine`() async throws {
    let (delivery, heard) = try await send(isLoopback: false)
    #expect(delivery == .later("The mail server does not encrypt."))
    #expect(!heard.contains { $0.hasPrefix("MAIL") })
  }

  @Test func `a server that is not there is asked again later`() async throws {
    let mail = MailServer(
      url: "smtp://127.0.0.1:1", user: "", password: "", from: try #require(Mailbox("office@example.org")),
      isLoopback: true)
    let message = MailMessage(to: try #require(EmailAddress("ruth@example.com")), subject: "", body: "")
    #expect(
      await Courier().send(message, through: mail, id: "7", at: monday)
        == .later("The mail server does not answer."))
  }
}

@Suite struct SendTextTests {
  private func send(_ answer: String) async throws -> (delivery: Delivery, heard: [String]) {
    var result: (Delivery, [String])?
    try await Correspondent.with(answer: { $0.contains("Body=") ? answer : nil }) { server in
      let gateway = TextGateway(
        url: "http://127.0.0.1:\(server.port)/Accounts/AC1/Messages.json", user: "AC1", password: "open",
        from: "+16175550199", isLoopback: true)
      let number = try #require(PhoneNumber("617 555 0142"))
      let delivery = await Courier().send("Your visit: ¿mañana? & more", to: number, through: gateway)
      result = (delivery, server.heard)
    }
    return try #require(result)
  }

  private func http(_ status: String, _ body: String) -> String {
    "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count + 2)\r\n\r\n\(body)"
  }

  @Test func `a text message is handed over with the office's number`() async throws {
    let (delivery, heard) = try await send(http("201 Created", #"{"sid": "SM42", "status": "queued"}"#))
    #expect(delivery == .accepted("SM42"))
    #expect(heard.first == "POST /Accounts/AC1/Messages.json HTTP/1.1")
    #expect(heard.contains("Authorization: Basic " + Data("AC1:open".utf8).base64EncodedString()))
    #expect(
      heard.last
        == "From=%2B16175550199&To=%2B16175550142&Body=Your%20visit%3A%20%C2%BFma%C3%B1ana%3F%20%26%20more")
  }

  @Test(arguments: [
    ("400 Bad Request", 21610, Delivery.stopped),
    ("400 Bad Request", 21614, .refused("This number takes no text messages.")),
    ("400 Bad Request", 21211, .refused("This number takes no text messages.")),
    ("400 Bad Request", 21635, .refused("This number takes no text messages.")),
    ("400 Bad Request", 21606, .later("The gateway could not take it (error 21606).")),
    ("400 Bad Request", 21612, .later("The gateway could not take it (error 21612).")),
    ("400 Bad Request", 99999, .later("The gateway could not take it (error 99999).")),
    ("403 Forbidden", 20003, .later("The gateway did not take the name or the password.")),
    ("404 Not Found", 20404, .later("The gateway is not at the address that is set (404).")),
    ("405 Method Not Allowed", 0, .later("The gateway is not at the address that is set (405).")),
    ("407 Proxy Authentication Required", 0, .later("The gateway could not take it (407).")),
    ("408 Request Timeout", 0, .later("The gateway could not take it (408).")),
    ("401 Unauthorized", 20003, .later("The gateway did not take the name or the password.")),
    ("429 Too Many Requests", 20429, .later("The gateway could not take it (error 20429).")),
    ("503 Service Unavailable", 0, .later("The gateway could not take it (503).")),
  ])
  func `a gateway's no is told apart, and its words are not kept`(
    status: String, code: Int, expected: Delivery
  ) async throws {
    let body = #"{"code": \#(code), "message": "The number +16175550142 is odd"}"#
    #expect(try await send(http(status, body)).delivery == expected)
  }

  @Test(arguments: ["409 Conflict", "425 Too Early", "302 Found"])
  func `a no without a reason is no fault of the number`(status: String) async throws {
    let expected = Delivery.later("The gateway could not take it (\(status.prefix(3))).")
    #expect(try await send(http(status, "no")).delivery == expected)
  }

  @Test func `silence after the request may be a message sent`() async throws {
    #expect(try await send("").delivery == .unsure("The gateway did not say whether it took it."))
  }
}

@Suite struct TextLengthTests {
  @Test func `letters of the telephone's alphabet are counted, the brackets twice`() {
    #expect(TextLength.count("Su cita: mañana, ¿sí?") == nil, "í is not of it")
    #expect(TextLength.count("Su cita: mañana") == 15)
    #expect(TextLength.count("[€]") == 6)
    #expect(TextLength.count("👍") == nil)
  }

  @Test func `other letters lose their accents`() {
    #expect(TextLength.plain("¿Sí? “Mañana” — José Łukasz 👍") == "¿Si? \"Mañana\" - José ?ukasz ?")
  }
}

@Suite struct GatewaySignatureTests {
  /// Computed with Python's hmac over the text that Twilio's documentation describes.
  @Test func `a signature is over the address and the fields in order`() {
    let fields = [("To", "+18005551212"), ("From", "+14158675310"), ("Body", "C")].map {
      (name: $0.0, value: $0.1)
    }
    let url = "https://office.example.org/inbound/text"
    #expect(GatewaySignature.make(url, fields, secret: "12345") == "OrRihOMToH95Jqvlpl2gRSkvURw=")
    #expect(GatewaySignature.isGood("OrRihOMToH95Jqvlpl2gRSkvURw=", url, fields.reversed(), secret: "12345"))
    #expect(!GatewaySignature.isGood("OrRihOMToH95Jqvlpl2gRSkvURw=", url, fields, secret: "12346"))
    #expect(!GatewaySignature.isGood("", url, fields, secret: "12345"))
  }
}
