import ArgumentParser
import Foundation
import Kernel

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Looks at everything around the practice and says what to do.",
    discussion: "The exit code is 1 when something is in trouble, so that a nightly script can tell.")

  @Flag(help: "Answers in JSON.") var json = false
  @OptionGroup var place: PlaceFlags

  func run() async throws {
    let configuration = try place.configuration()
    let findings = await Self.examine(configuration, now: .now)
    if json { try printJSON(findings) } else { Self.show(findings) }
    if findings.contains(where: { $0.health == .trouble }) { throw ExitCode(1) }
  }

  static func examine(_ configuration: Configuration, now: Instant) async -> [Finding] {
    let folder = DataFolder(path: URL(fileURLWithPath: configuration.data).standardizedFileURL.path)
    var findings = ExamineConfiguration.findings(configuration) + ExamineFolder(folder: folder).findings()
    guard folder.trouble() == nil else { return findings }
    let database = await ExamineDatabase(configuration: configuration, folder: folder).examine(now: now)
    findings += database.findings
    findings.append(
      ExamineClock.finding(
        now: now, lastRecorded: database.lastRecorded, isSynchronized: ExamineClock.askSystem()))
    findings.append(ExamineBackup.finding(folder, now: now))
    return findings
  }

  private static func show(_ findings: [Finding]) {
    for finding in findings {
      let mark =
        switch finding.health {
        case .well: "  well    "
        case .notice: "  notice  "
        case .trouble: "  TROUBLE "
        }
      print(mark + finding.subject.padding(toLength: 16, withPad: " ", startingAt: 0) + " " + finding.found)
      if let todo = finding.todo { print(String(repeating: " ", count: 27) + "→ " + todo) }
    }
    let troubles = findings.count { $0.health == .trouble }
    print(troubles == 0 ? "\nNothing is in trouble." : "\n\(troubles) in trouble.")
  }
}
