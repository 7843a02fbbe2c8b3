import ArgumentParser
import Foundation
import Kernel
import Logging

/// The front office of a medical practice.
@main
struct Foyer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "foyer",
    abstract: "The front office of a medical practice.",
    discussion: """
      A practice lives in one folder (FOYER_DATA), or in a PostgreSQL database (FOYER_DATABASE_URL) and one \
      folder. Every setting is an environment variable and a flag; the flag wins.

      Exit codes: 0 done · 1 refused, or trouble found · 64 wrong use · 70 a fault of ours · 78 a setting \
      cannot be followed.
      """,
    subcommands: [
      ServeCommand.self, DemoCommand.self, ImportCommand.self, ExportCommand.self, MigrateCommand.self,
      StaffCommand.self, ScheduleCommand.self, BackupCommand.self, RestoreCommand.self, VerifyCommand.self,
      DoctorCommand.self, VersionCommand.self,
    ])

  static func main() async {
    // Whatever this program writes is its owner's alone.
    umask(0o077)
    await run(Array(CommandLine.arguments.dropFirst()))
  }

  private static func run(_ arguments: [String]) async {
    do {
      var command = try parseAsRoot(arguments)
      if var waiting = command as? any AsyncParsableCommand {
        try await waiting.run()
      } else {
        try command.run()
      }
    } catch let refusal as any Refusal {
      stop(refusal.sentence, refusal is BadSetting ? 78 : 1)
    } catch let code as ExitCode {
      Foundation.exit(code.rawValue)
    } catch  where exitCode(for: error) != .failure {
      exit(withError: error)
    } catch {
      stop("Something went wrong that is not your fault: \(error)", 70)
    }
  }

  private static func stop(_ sentence: String, _ code: Int32) -> Never {
    FileHandle.standardError.write(Data("foyer: \(sentence)\n".utf8))
    Foundation.exit(code)
  }
}
