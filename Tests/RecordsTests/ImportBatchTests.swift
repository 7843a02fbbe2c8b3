import Kernel
import Practice
import Records
import Store
import Support
import Testing

struct ImportBatchTests {
  private let clerk = Who.system("import")

  private func patient(_ name: String, _ draft: PatientDraft = ruth(), raw: String = "{}") -> ImportedItem {
    ImportedItem(kind: "Patient", external: name, raw: raw + name, content: .patient(draft))
  }

  private func pulse(_ name: String, of patient: String, _ number: Double) -> ImportedItem {
    var pulse = Observation(
      Code(system: "http://loinc.org", code: "8867-4", text: "Heart rate"),
      .init(number: number, unit: "/min", written: "\(number)"))
    pulse.category = "vital-signs"
    pulse.effective = morning
    pulse.parts = [.init(Code(text: "left arm"), .init(written: "yes"))]
    return ImportedItem(
      kind: "Observation", external: name, patient: patient, raw: "{\(number)}", content: .observation(pulse))
  }

  @Test(arguments: EngineKind.underTest)
  func `everything a file holds is kept, and a second run changes nothing`(_ engine: EngineKind) async throws
  {
    try await withRecords(engine) { records, store in
      var allergy = Allergy(Code(system: "http://snomed.info/sct", code: "91935009", text: "Peanut"))
      (allergy.criticality, allergy.onset) = ("high", PartialDay("1987-06"))
      var encounter = Encounter(Code(text: "Check-up"))
      (encounter.start, encounter.end) = (morning, morning.advanced(byMinutes: 20))
      var condition = HealthCondition(
        Code(system: "http://snomed.info/sct", code: "44054006", text: "Diabetes"))
      condition.onset = PartialDay("2001-02-28")
      var shot = Immunization(Code(system: "http://hl7.org/fhir/sid/cvx", code: "140", text: "Influenza"))
      (shot.lot, shot.occurred) = ("L-7", morning)
      var coverage = Coverage(payer: "Blue Shield")
      (coverage.memberID, coverage.rank) = ("W123", 1)
      func item(_ kind: String, _ content: ImportedItem.Content) -> ImportedItem {
        ImportedItem(kind: kind, external: "\(kind)/1", patient: "p1", raw: "{\"\(kind)\"}", content: content)
      }
      let items = [
        pulse("o1", of: "p1", 72), patient("p1"), item("AllergyIntolerance", .allergy(allergy)),
        item("Encounter", .encounter(encounter)), item("Condition", .condition(condition)),
        item("Immunization", .immunization(shot)), item("Coverage", .coverage(coverage)),
        item("Claim", .kept),
        ImportedItem(kind: "Organization", external: "org", raw: "{}", content: .kept),
      ]
      let first = try await records.importBatch(items, source: "Mercy", by: clerk)
      #expect(first.map(\.result) == Array(repeating: .created, count: 9))
      let hit = try #require(try await records.find("cohen", by: nina).first)
      let doctor = Who(staff: nina.staff, name: "Dr. Ito", roles: [.clinician])
      let sheet = try await records.clinical(of: hit.id, by: doctor)
      #expect(sheet.allergies == [allergy])
      #expect(sheet.encounters == [encounter])
      #expect(sheet.conditions == [condition])
      #expect(sheet.immunizations == [shot])
      #expect(sheet.vitals.first?.parts.count == 1)
      #expect(sheet.vitals.first?.value.number == 72)
      #expect(try await records.coverages(of: hit.id, by: nina) == [coverage])
      let before = try await counts(store)
      let second = try await records.importBatch(items, source: "Mercy", by: clerk)
      #expect(second.map(\.result) == Array(repeating: .unchanged, count: 9))
      let after = try await counts(store)
      #expect(after == before)
      await #expect(throws: Forbidden.self) { try await records.clinical(of: hit.id, by: auditor) }
    }
  }

  private func counts(_ store: Store) async throws -> [Int] {
    try await store.read { tx in
      try [
        "patient", "observation", "observation_part", "imported_resource", "imported_resource_past",
        "patient_change", "finding_name",
      ]
      .map { try tx.value("SELECT COUNT(*) FROM \(SQL(stringLiteral: $0))") ?? 0 }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `what changed in the file changes here with a trace, but not what a person wrote`(_ engine: EngineKind)
    async throws
  {
    try await withRecords(engine) { records, store in
      _ = try await records.importBatch(
        [patient("p1"), pulse("o1", of: "p1", 72)], source: "Mercy", by: clerk)
      let id = try #require(try await records.find("cohen", by: nina).first).id
      var edited = PatientDraft(try await records.patient(id, by: nina).patient.facts)
      edited.phones = [.init("413-555-0199")]
      _ = try await records.edit(id, seen: 1, edited, by: nina)
      var moved = ruth()
      moved.language = "he"
      let outcomes = try await records.importBatch(
        [patient("p1", moved, raw: "{new}"), pulse("o1", of: "p1", 75)], source: "Mercy", by: clerk)
      #expect(outcomes.map(\.result) == [.updated, .updated])
      let sheet = try await records.patient(id, by: nina)
      #expect(sheet.patient.facts.language == "he")
      #expect(sheet.patient.facts.phones.first?.number.description == "(413) 555-0199")
      #expect(try await records.history(of: id, by: nina).first?.by == "import")
      let rows = try await counts(store)
      #expect(rows[1] == 1 && rows[2] == 1 && rows[4] == 2)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `what cannot be taken is refused with the reason and the rest is kept`(_ engine: EngineKind)
    async throws
  {
    try await withRecords(engine) { records, _ in
      var old = ruth()
      old.birthDate = "1899-01-01"
      var hidden = ruth()
      hidden.legal.family = "Co\u{0}hen"
      var odd = ruth()
      odd.phones = [.init("555-108-1234")]
      odd.birthDate = "1970"
      let outcomes = try await records.importBatch(
        [
          patient("p1", old), patient("p2", hidden), patient("p3", odd), pulse("o1", of: "p1", 72),
          pulse("o3", of: "p3", 72), pulse("o3", of: "p3", 73),
        ], source: "Mercy", by: clerk)
      #expect(
        outcomes.map(\.result) == [
          .refused("A patient born on 1 January 1899 would be 127 years old; check the year."),
          .refused("The legal name contains a control character; please type it again."), .created,
          .refused("Its patient, p1, was not imported."), .created, .updated,
        ])
      #expect(outcomes[2].remarks.count == 2)
      let id = try #require(try await records.find("cohen", by: nina).first).id
      let note = try #require(try await records.patient(id, by: nina).notes.first)
      #expect(note.text.contains("555-108-1234"))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `all patients leave again, portion by portion`(_ engine: EngineKind) async throws {
    try await withRecords(engine) { records, store in
      try await records.seedPatients(120, by: clerk)
      var numbers: [Int] = []
      try await records.exportPatients(by: clerk, portion: 50) { numbers += $0.map(\.number) }
      #expect(numbers == Array(10_001...10_120))
      let entries = try await auditActions(store).filter { $0 == "patients.exported" }
      #expect(entries.count == 3)
      await #expect(throws: Forbidden.self) { try await records.exportPatients(by: nina) { _ in } }
    }
  }
}
