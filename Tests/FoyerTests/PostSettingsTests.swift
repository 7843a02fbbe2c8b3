import Foundation
import Post
import Testing

@testable import foyer

@Suite struct PostSettingsTests {
  private let mail = [
    "FOYER_PUBLIC_URL": "https://office.example.org/", "FOYER_SMTP_URL": "smtp://office@mail.example.org:587",
    "FOYER_SMTP_PASSWORD": "open", "FOYER_MAIL_FROM": "Riverside Family <office@example.org>",
  ]
  private let texts = [
    "FOYER_PUBLIC_URL": "https://office.example.org",
    "FOYER_SMS_URL": "https://api.example.com/Accounts/AC1/Messages.json", "FOYER_SMS_USER": "AC1",
    "FOYER_SMS_PASSWORD": "open", "FOYER_SMS_FROM": "617 555 0199",
  ]

  private func read(_ environment: [String: String]) throws -> PostSettings {
    try Configuration.read(environment: ["HOME": "/home/ruth"].merging(environment) { $1 }).post
  }

  private func refusal(_ environment: [String: String]) -> String? {
    do {
      _ = try read(environment)
      return nil
    } catch {
      return (error as? BadSetting)?.sentence
    }
  }

  @Test func `a whole set is followed`() throws {
    let post = try read(mail.merging(texts) { $1 })
    #expect(post.publicURL == "https://office.example.org")
    #expect(post.mail?.url == "smtp://mail.example.org:587")
    #expect(post.mail?.user == "office")
    #expect(post.mail?.isLoopback == false)
    #expect(post.texts?.from == "+16175550199")
    #expect(try read([:]) == PostSettings())
  }

  @Test(arguments: ["FOYER_PUBLIC_URL", "FOYER_SMTP_URL", "FOYER_SMTP_PASSWORD", "FOYER_MAIL_FROM"])
  func `half of what e-mail needs stops the start`(left: String) throws {
    let sentence = try #require(refusal(mail.filter { $0.key != left }))
    #expect(sentence.contains(left))
  }

  @Test(arguments: [
    "FOYER_PUBLIC_URL", "FOYER_SMS_URL", "FOYER_SMS_USER", "FOYER_SMS_PASSWORD", "FOYER_SMS_FROM",
  ])
  func `half of what text messages need stops the start`(left: String) throws {
    let sentence = try #require(refusal(texts.filter { $0.key != left }))
    #expect(sentence.contains(left))
  }

  @Test(arguments: [
    ("FOYER_PUBLIC_URL", "http://office.example.org"), ("FOYER_PUBLIC_URL", "office"),
    ("FOYER_SMTP_URL", "mail.example.org"), ("FOYER_SMTP_URL", "http://mail.example.org"),
    ("FOYER_SMTP_URL", "smtp://office:secret@mail.example.org"), ("FOYER_MAIL_FROM", "Riverside"),
    ("FOYER_SMTP_PASSWORD_FILE", "/nowhere/at/all"),
  ])
  func `a bad value is named, and what may hold a password is not repeated`(name: String, value: String)
    throws
  {
    let sentence = try #require(refusal(mail.merging([name: value]) { $1 }))
    #expect(sentence.contains(name))
    #expect(!sentence.contains("secret"))
  }

  @Test(arguments: [
    ("FOYER_SMS_URL", "http://api.example.com/x"), ("FOYER_SMS_URL", "http://127.example.com/x"),
    ("FOYER_SMS_FROM", "the office"),
    ("FOYER_PUBLIC_URL", "https://the.office.of.springfield.and.greater.boston.example.org"),
  ])
  func `a gateway is spoken to over https, from a number`(name: String, value: String) throws {
    #expect(try #require(refusal(texts.merging([name: value]) { $1 })).hasPrefix(name))
  }

  @Test func `a password may stand in a file`() throws {
    let folder = try TemporaryFolder()
    try Data("from a file\n".utf8).write(to: URL(fileURLWithPath: folder.file("password")))
    var given = mail
    given["FOYER_SMTP_PASSWORD"] = nil
    given["FOYER_SMTP_PASSWORD_FILE"] = folder.file("password")
    #expect(try read(given).mail?.password == "from a file")
    given["FOYER_SMTP_PASSWORD"] = "open"
    #expect(try #require(refusal(given)).contains("both set"))
  }

  @Test func `the doctor says what is set up`() throws {
    func found(_ environment: [String: String]) throws -> String {
      let all = ["FOYER_DATA": "/tmp"].merging(environment) { $1 }
      return ExamineConfiguration.findings(try Configuration.read(environment: all))
        .first { $0.subject == "messages" }?.found ?? ""
    }
    #expect(try found([:]) == "Nothing is set up to send them: the desk says them on the phone.")
    #expect(try found(texts) == "Text messages are set up, e-mail is not.")
    #expect(try found(mail.merging(texts) { $1 }) == "E-mail and text messages are set up.")
  }
}
