import ArgumentParser
import Demo
import Foundation
import Kernel
import Practice
import Scheduling
import Store

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Fills an empty data folder with an invented practice.",
    discussion: """
      Two locations, six providers, some two thousand patients and four months of visits around today. Nobody in \
      it is real, and every page says so. It goes into an empty folder only.
      """)

  @Flag(help: "Leaves a practice that is here already as it is; a demo is brought up to today.")
  var ifEmpty = false
  @Option(help: "How many patients to invent.") var patients = 2000
  @Option(help: "Another number makes another practice.") var seed: UInt64 = 1
  @Flag(help: "Answers in JSON.") var json = false
  @OptionGroup var place: PlaceFlags

  func validate() throws {
    guard (50...100_000).contains(patients) else { throw ValidationError("--patients is from 50 to 100000.") }
  }

  func run() async throws {
    let (ifEmpty, patients, seed) = (ifEmpty, patients, seed)
    let loaded = try await Office.visit(place.configuration()) { office -> Demo.Loaded in
      let demo = Demo(
        store: office.store, practice: office.practice, scheduling: office.scheduling, seed: seed)
      var progress = Progress()
      defer { progress.end() }
      if ifEmpty, let here = try await demo.renew(say: { progress.show("Demo practice: \($0)") }) {
        return here
      }
      return try await demo.load(people: patients) { progress.show("Demo practice: \($0)") }
    }
    try report(loaded)
  }

  private func report(_ loaded: Demo.Loaded) throws {
    if json { return try printJSON(loaded) }
    guard loaded.isDemo else { return }
    print(
      """
      \(DemoStaff.practice) is open: \(loaded.patients) invented patients, \(loaded.visits) visits from \
      \(loaded.firstDay) to \(loaded.lastDay).

      """)
    for member in DemoStaff.logins {
      print("  \(column(member.login, 12))\(column(member.name, 18))\(member.role)")
    }
    print("\nEverybody's password: \(DemoStaff.password)")
  }

  private func column(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
