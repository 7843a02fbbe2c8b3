import ArgumentParser
import Foundation
import Kernel

/// What this program is.
enum Release {
  static let version = "0.1.0"
  /// A moment before which this program did not exist: a clock that shows an earlier one is wrong.
  static let built = Instant(milliseconds: 1_795_392_000_000)
}

struct VersionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Prints the version of this program.")

  @Flag(help: "Answers in JSON.") var json = false

  func run() async throws {
    if json {
      try printJSON(["name": "foyer", "version": Release.version])
    } else {
      print("foyer \(Release.version)")
    }
  }
}
