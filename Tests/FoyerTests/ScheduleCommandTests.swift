import ArgumentParser
import Foundation
import Kernel
import Practice
import Records
import Scheduling
import Store
import Support
import Testing

@testable import foyer

/// The whole practice on disk, with Dr. Okafor, who works every day from 0:00 to 24:00, and Ruth.
private struct Terminal {
  let practice: WholePractice
  let ruth: Patient

  static func with(_ engine: EngineKind = .sqlite, _ body: (Terminal) async throws -> Void) async throws {
    try await WholePractice.with(engine) { practice in
      let ruth = try await Office.visit(practice.configuration) { office in
        let system = Who.system("test")
        let place = try await office.practice.addLocation(
          LocationDraft(name: "Riverside", zone: "UTC"), by: system)
        let okafor = try await office.practice.addProvider(ProviderDraft(name: "Dr. A. Okafor"), by: system)
        _ = try await office.practice.addProvider(ProviderDraft(name: "Dr. O. Lindqvist"), by: system)
        try await office.scheduling.keepWeek(
          of: okafor.id, at: place.id,
          Weekday.allCases.map {
            ProviderHours(
              provider: okafor.id, location: place.id, weekday: $0, starts: .midnight, ends: .endOfDay)
          }, by: system)
        _ = try await office.scheduling.addVisitType(
          VisitTypeDraft(name: "Follow-up", minutes: 30, providers: [okafor.id]), by: system)
        for role in [Role.frontDesk, .biller] {
          _ = try await office.practice.hire(
            StaffDraft(login: role.rawValue, name: "Jo", roles: [role]), by: system)
        }
        return try await office.records.register(
          PatientDraft(family: "Cohen", given: "Ruth", birthDate: "1951-03-04", sex: .female), by: system,
          submission: "ruth")
      }
      try await body(Terminal(practice: practice, ruth: ruth))
    }
  }

  func run(_ words: String...) async throws {
    var flags = ["--data", practice.folder.path]
    if let url = practice.configuration.databaseURL { flags += ["--database-url", url] }
    var command = try #require(
      try Foyer.parseAsRoot(
        ["schedule"] + words.joined(separator: " ").split(separator: " ").map(String.init) + flags)
        as? any AsyncParsableCommand)
    try await command.run()
  }

  func visits() async throws -> [(id: String, status: String, starts: Int, by: String)] {
    try await Office.visit(practice.configuration) { office in
      try await office.store.read {
        try $0.rows("SELECT id, status, starts, booked_by FROM appointment ORDER BY id").map {
          (try $0("id"), try $0("status"), try $0("starts"), try $0("booked_by"))
        }
      }
    }
  }

  func book(_ more: String) async throws {
    try await run(
      "book --patient \(ruth.number) --type follow --provider okafor --day tomorrow", more)
  }
}

@Suite struct ScheduleCommandTests {
  @Test(arguments: EngineKind.underTest)
  func `a visit is found, booked, moved and cancelled at the terminal`(_ engine: EngineKind) async throws {
    try await Terminal.with(engine) { terminal in
      try await terminal.run("find --type follow --from tomorrow --most 2 --json")
      for _ in 0..<2 { try await terminal.book("--time 10:15 --key once") }
      let booked = try await terminal.visits()
      #expect(booked.map(\.starts) == [615] && booked.map(\.by) == ["system"])
      try await terminal.run("move \(booked[0].id) --day tomorrow --time 11:00 --json")
      try await terminal.run("day tomorrow")
      try await terminal.run("cancel \(booked[0].id) --because other --words moved")
      let after = try await terminal.visits()
      #expect(after.map(\.starts) == [660] && after.map(\.status) == ["cancelled"])
    }
  }

  @Test func `whoever is named acts with their own permissions, and the trail says so`() async throws {
    try await Terminal.with { terminal in
      try await terminal.book("--time 9:00 --as front_desk")
      #expect(try await terminal.visits()[0].by != "system")
      await #expect(throws: Forbidden.permission(.bookVisits)) {
        try await terminal.book("--time 10:00 --as biller")
      }
      await #expect(throws: Forbidden.permission(.exportData)) {
        try await terminal.run("export --as front_desk")
      }
      await #expect(throws: NotFound.self) { try await terminal.run("day --as nobody") }
      try await Office.visit(terminal.practice.configuration) { office in
        let jo = try await office.practice.staff(login: "front_desk")
        try await office.practice.disable(jo.id, reason: "left", by: .system("test"))
      }
      await #expect(throws: InvalidInput.self) { try await terminal.run("day --as front_desk") }
    }
  }

  @Test func `what is misspelt, doubtful or taken is refused with a sentence`() async throws {
    try await Terminal.with { terminal in
      let bad = [
        ("find --type follow --provider o", "may be Dr. A. Okafor; Dr. O. Lindqvist"),
        ("find --type nothing", "There is: Follow-up."),
        ("find --type follow --provider Lindqvist", "No time is open"),
        ("book --patient x --type follow --provider okafor --day today --time 9:00", "no record number"),
        ("book --patient 1 --type follow --provider okafor --day today --time 9:00", "no such patient"),
        ("move 7 --day today --time 9:00", "no visit’s identifier"),
        ("cancel 7 --because patient", "no visit’s"),
      ]
      for (words, sentence) in bad {
        do {
          try await terminal.run(words)
          Issue.record("\(words) was let through")
        } catch let refusal as any Refusal {
          #expect(refusal.sentence.contains(sentence), "\(words): \(refusal.sentence)")
        }
      }
      try await terminal.book("--time 9:00")
      await #expect(throws: BookingRefused.self) { try await terminal.book("--time 9:15") }
      for words in ["book --day 2026-02-30", "find --type x --after 25:00", "cancel x --because weariness"] {
        await #expect(throws: (any Error).self) { try await terminal.run(words) }
      }
    }
  }

  @Test func `the list goes into a new file that only its owner reads`() async throws {
    try await Terminal.with { terminal in
      try await terminal.book("--time 9:00 --note =1+1")
      let file = terminal.practice.folder.file("list.csv")
      try await terminal.run("export --from tomorrow --out \(file)")
      let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
      #expect(text.hasPrefix("\u{FEFF}Day,Start"))
      #expect(text.contains("Cohen,Ruth") && text.contains("'=1+1"))
      let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
      #expect(rights as? Int == 0o600)
      await #expect(throws: InvalidInput.self) { try await terminal.run("export --out \(file)") }
    }
  }
}
