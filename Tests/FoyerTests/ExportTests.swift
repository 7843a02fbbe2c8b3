import Foundation
import Kernel
import Practice
import Records
import Store
import Support
import Testing

@testable import foyer

struct ExportTests {
  @Test(arguments: EngineKind.underTest)
  func `what is exported as FHIR comes in again elsewhere as it was`(engine: EngineKind) async throws {
    try await withStore(engine, Support.wholeSchema) { store in
      let folder = try TemporaryFolder()
      let ruth = try await fill(store)
      let records = Records(store: store)
      try await ExportFHIR(records: records, who: .system("test")).run(into: ExportFolder(folder.file("out")))
      try await withStore(.sqlite, Support.wholeSchema) { other in
        let answer = try await ImportFHIR(records: Records(store: other), source: "old", who: .system("test"))
          .run(fhirFiles(folder.file("out"))) { _ in }
        #expect(answer.exitCode == 0)
        let there = try #require(await patients(of: other).first)
        #expect(there.facts.legal == ruth.facts.legal)
        #expect(there.facts.birthDate == ruth.facts.birthDate)
        #expect(there.facts.sexAtBirth == .female)
        #expect(there.facts.pronouns == "she/her")
        #expect(there.facts.phones.map(\.number) == ruth.facts.phones.map(\.number))
        #expect(there.facts.guarantor?.name == ruth.facts.guarantor?.name)
        #expect(there.facts.language == "he" && there.facts.needsInterpreter)
      }
    }
  }

  @Test func `what is exported as a list comes in again elsewhere, and is no formula`() async throws {
    try await withStore(.sqlite, Support.wholeSchema) { store in
      let folder = try TemporaryFolder()
      let ruth = try await fill(store)
      try await ExportCSV(records: Records(store: store), who: .system("test")).run(
        into: ExportFolder(folder.file("out")))
      let text = try String(contentsOfFile: folder.file("out/patients.csv"), encoding: .utf8)
      #expect(text.contains("'=cmd()"))
      try await withStore(.sqlite, Support.wholeSchema) { other in
        let answer = try await ImportCSV(records: Records(store: other), source: "old", who: .system("test"))
          .run(folder.file("out/patients.csv")) { _ in }
        #expect(answer.exitCode == 0 && answer.notes == [], "\(answer)")
        let there = try #require(await patients(of: other).first)
        #expect(there.facts.legal == ruth.facts.legal)
        #expect(there.facts.preferred?.given == "=cmd()")
        #expect(there.facts.addresses == ruth.facts.addresses)
        #expect(there.facts.guarantor?.name == ruth.facts.guarantor?.name)
      }
    }
  }

  @Test func `an export goes into a new folder, and stands in the audit trail`() async throws {
    try await withStore(.sqlite, Support.wholeSchema) { store in
      let folder = try TemporaryFolder()
      try "here".write(toFile: folder.file("old.txt"), atomically: true, encoding: .utf8)
      #expect(throws: InvalidInput.self) { _ = try ExportFolder(folder.path) }
      let ruth = try await fill(store)
      try await ExportCSV(records: Records(store: store), who: .system("test")).run(
        into: ExportFolder(folder.file("out")))
      let rights = try FileManager.default.attributesOfItem(atPath: folder.file("out/patients.csv"))[
        .posixPermissions]
      #expect(rights as? Int == 0o600)
      let written: String? = try await store.read { tx in
        try tx.value("SELECT patient FROM audit_entry WHERE action = 'patients.exported'")
      }
      #expect(written == ruth.id.rawValue)
    }
  }

  private func fill(_ store: Store) async throws -> Patient {
    var draft = PatientDraft(family: "Cohen-Levi", given: "Ruth Naomi", birthDate: "2015-03-04", sex: .female)
    draft.preferred = PersonName(family: "", given: "=cmd()")
    draft.sexAtBirth = .female
    draft.pronouns = "she/her"
    draft.language = "he"
    draft.needsInterpreter = true
    draft.phones = [
      PatientDraft.Phone("(617) 555-0142"), PatientDraft.Phone("+44 20 7946 0958", label: .home),
    ]
    draft.addresses = [
      Address(
        lines: ["12 Elm Street", "Apt 3"], city: "Boston", region: "MA", postalCode: "02101", country: "US")
    ]
    draft.related = [
      PatientDraft.Related(
        .guarantor, name: PersonName(family: "Levi", given: "Dan"), relation: "father", phone: "617-555-0143")
    ]
    return try await Records(store: store).register(draft, by: .system("test"), submission: "ruth")
  }

  private func patients(of store: Store) async throws -> [Patient] {
    var all: [Patient] = []
    try await Records(store: store).exportPatients(by: .system("test")) { all += $0 }
    return all
  }
}
