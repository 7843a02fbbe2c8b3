import ArgumentParser
import Kernel
import Practice
import Store
import Support
import Testing

@testable import foyer

@Suite struct StaffCommandTests {
  @Test func `the first administrator comes from the command line and can be shut out by it`() async throws {
    try await WholePractice.with(.sqlite) { practice in
      try await Office.visit(practice.configuration) { office in
        let draft = StaffDraft(login: "ruth", name: "Ruth Cohen", roles: [.administrator])
        _ = try await office.practice.hire(draft, by: StaffCommand.who)
        let ruth = try await office.practice.staff(login: "Ruth")
        #expect(StaffAnswer(ruth).roles == ["administrator"])
        try await office.practice.disable(ruth.id, reason: "left", by: StaffCommand.who)
        #expect(StaffAnswer(try await office.practice.staff(login: "ruth")).disabledSince != nil)
        await #expect(throws: NotFound.self) { try await office.practice.staff(login: "nobody") }
      }
    }
  }

  @Test func `every command reads its words`() throws {
    let lines = [
      "version", "version --json", "migrate --show", "staff", "staff list --json",
      "staff add ruth --name Ruth --role front_desk --role biller", "staff roles ruth --role manager",
      "staff disable ruth --reason left", "staff enable ruth", "staff reset-password ruth --json",
      "staff remove-second-factor ruth", "backup /tmp --data /d", "backup x --backup-key-file k --json",
      "schedule find --type Follow-up --provider Okafor --from tomorrow --after 9:30 --most 3 --as desk --json",
      "schedule book --patient 7 --type x --provider y --day 2026-11-24 --time 10:15 --overrule urgent",
      "schedule move x --day today --time 9", "schedule cancel x --because patient", "schedule day",
      "schedule export --from 2026-11-23 --to 2026-11-27 --out x.csv", "schedule wait --type x --json",
      "schedule wait add --patient 7 --type x --part morning --until tomorrow",
      "schedule wait withdraw x --because found", "restore x --check",
      "restore x --overwrite", "doctor --json",
    ]
    for line in lines { _ = try Foyer.parseAsRoot(line.split(separator: " ").map(String.init)) }
    #expect(throws: (any Error).self) { try Foyer.parseAsRoot(["staff", "add", "x", "--role", "king"]) }
  }
}
