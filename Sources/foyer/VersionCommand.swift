import ArgumentParser
import Foundation

/// What this program is.
enum Release {
  static let version = "0.1.0"
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
