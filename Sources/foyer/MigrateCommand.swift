import ArgumentParser
import Foundation
import Kernel
import Store

struct MigrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Brings the practice's tables up to this version.",
    discussion: "The server does this by itself when it starts; --show only says what it would do.")

  @Flag(help: "Only shows what is still to be done.") var show = false
  @Flag(help: "Answers in JSON.") var json = false
  @OptionGroup var place: PlaceFlags

  func run() async throws {
    let configuration = try place.configuration()
    let folder = try DataFolder.open(configuration.data)
    try folder.finishRestore()
    let store = try Office.openStore(configuration, folder)
    let result = await Result {
      show ? try await store.pending(wholeSchema) : try await store.migrate(wholeSchema)
    }
    await store.close()
    try report(try result.get())
  }

  private func report(_ names: [String]) throws {
    if json { return try printJSON([show ? "pending" : "applied": names]) }
    if names.isEmpty { return print("The tables are up to date.") }
    for name in names { print("\(show ? "to do" : "done"): \(name)") }
  }
}
