import ArgumentParser
import Foundation
import Kernel
import Practice
import Store

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Proves that the database is sound and the audit trail untouched.",
    discussion: """
      The answer ends with the last link of the trail's chain, such as 1234:9f86d0…: noted on paper or kept \
      elsewhere, it proves later, with --anchor, that nothing before it was changed. The exit code is 1 when \
      something was found.
      """)

  @Option(help: "A last link that was noted earlier.") var anchor: String?
  @Flag(help: "Answers in JSON.") var json = false
  @OptionGroup var place: PlaceFlags

  struct Answer: Encodable, Sendable {
    let isSound: Bool
    let database: [String]
    let audit: [String]
    let sealed: Int
    let waiting: Int
    let lastLink: String
  }

  func run() async throws {
    let anchor = try self.anchor.map { text in
      guard let head = AuditHead(text) else {
        throw InvalidInput("anchor", "--anchor must be a link as foyer verify prints it, 1234:9f86d0…")
      }
      return head
    }
    let configuration = try place.configuration()
    _ = try DataFolder.existing(configuration.data)
    let answer = try await Office.visit(configuration) { office in
      var progress = Progress()
      defer { progress.end() }
      return try await Self.verify(office, anchor: anchor) { progress.show("\($0) rows of the audit trail") }
    }
    if json { try printJSON(answer) } else { Self.show(answer) }
    if !answer.isSound { throw ExitCode(1) }
  }

  static func verify(
    _ office: Office, anchor: AuditHead?, progress: (Int) -> Void = { _ in }
  ) async throws -> Answer {
    let troubles = try await office.store.troubles()
    // Without a server nobody seals what commands wrote; with one, both come to the same chain.
    try await AuditSealer(store: office.store).sealAll()
    let report = try await office.practice.verifyAudit(anchor: anchor, progress: progress)
    return Answer(
      isSound: troubles.isEmpty && report.isSound, database: troubles,
      audit: report.findings.map(\.sentence), sealed: report.sealed, waiting: report.waiting,
      lastLink: report.head.text)
  }

  private static func show(_ answer: Answer) {
    for sentence in answer.database { print("database: \(sentence)") }
    for sentence in answer.audit { print("audit trail: \(sentence)") }
    print(
      answer.isSound
        ? "The database is sound, and all \(answer.sealed) rows of the audit trail are as they were written."
        : "\(answer.database.count + answer.audit.count) things are wrong.")
    print("Last link: \(answer.lastLink)")
  }
}
