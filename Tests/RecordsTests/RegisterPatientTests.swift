import Kernel
import Practice
import Records
import Store
import Support
import Testing

struct RegisterPatientTests {
  @Test(arguments: EngineKind.underTest)
  func `a new patient gets the next short number`(_ engine: EngineKind) async throws {
    try await withRecords(engine) { records, _ in
      let first = try await records.register(ruth(), by: nina, submission: aKey())
      let second = try await records.register(
        PatientDraft(family: "Okafor", given: "Chidi", birthDate: "1988-07-02"), by: nina, submission: aKey())
      #expect(first.number == 10001)
      #expect(second.number == 10002)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a record comes back as it was given`(_ engine: EngineKind) async throws {
    try await withRecords(engine) { records, _ in
      let guarantor = try await records.register(ruth(), by: nina, submission: aKey())
      var draft = PatientDraft(family: "Cohen", given: "Eli", birthDate: "2015-05-09", sex: .male)
      draft.preferred = PersonName(family: "", given: "Lee")
      draft.former = [PersonName(family: "Katz", given: "Eli")]
      draft.sexAtBirth = .female
      draft.genderIdentity = "trans boy"
      draft.pronouns = "he/him"
      draft.addresses = [
        Address(lines: ["12 Elm Street", "Apt 3"], city: "Springfield", region: "MA", postalCode: "01103"),
        Address(
          use: .temporary, lines: ["ул. Ленина 5"], city: "Київ", country: "UA", from: LocalDay(2026, 1, 1),
          until: LocalDay(2026, 12, 31)),
      ]
      draft.phones = [.init("+44 20 7946 0958", label: .home), .init("617.555.0111", mayText: true)]
      draft.emails = ["Eli.Cohen@Example.org"]
      draft.language = "es"
      draft.needsInterpreter = true
      draft.contactPreference = .text
      draft.identifiers = [PatientIdentifier(system: "Mercy Hospital", value: "AB-1234")]
      draft.related = [
        .init(
          .guarantor, name: PersonName(family: "Cohen", given: "Ruth"), relation: "mother",
          mayHear: .everything, patient: guarantor.id.rawValue),
        .init(
          .emergency, name: PersonName(family: "Katz", given: "Dan"), relation: "uncle",
          phone: "617-555-0122", mayHear: .appointments),
      ]
      let eli = try await records.register(draft, by: nina, submission: aKey())
      let sheet = try await records.patient(eli.id, by: nina)
      #expect(sheet.patient == eli)
      #expect(sheet.patient.facts.guarantor?.patient == guarantor.id)
      #expect(sheet.patient.facts.goesBy.full == "Lee Cohen")
      #expect(PatientDraft(eli.facts).emails == ["Eli.Cohen@Example.org"])
      #expect(try PatientDraft(eli.facts).checked(today: LocalDay(daysSince1970: 20_780)).facts == eli.facts)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `one form sent many times at once makes one record`(_ engine: EngineKind) async throws {
    try await withRecords(engine) { records, store in
      let key = aKey()
      let ids = try await withThrowingTaskGroup(of: ID<Patient>.self) { group in
        for _ in 0..<8 {
          group.addTask { try await records.register(ruth(), by: nina, submission: key).id }
        }
        return try await group.reduce(into: Set()) { $0.insert($1) }
      }
      #expect(ids.count == 1)
      #expect(try await records.patientCount() == 1)
      #expect(try await auditActions(store) == ["patient.registered"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `many people register at once and no number is given twice`(_ engine: EngineKind) async throws {
    try await withRecords(engine) { records, _ in
      let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
        for day in 1...20 {
          group.addTask {
            let draft = PatientDraft(family: "Family\(day)", given: "Given", birthDate: "1980-01-\(day + 9)")
            return try await records.register(draft, by: nina, submission: aKey()).number
          }
        }
        return try await group.reduce(into: Set()) { $0.insert($1) }
      }
      #expect(numbers.count == 20)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a guarantor who is no patient here is refused`(_ engine: EngineKind) async throws {
    try await withRecords(engine) { records, _ in
      var draft = ruth()
      draft.related = [
        .init(
          .guarantor, name: PersonName(family: "X", given: "Y"),
          patient: "0199a000-0000-7000-8000-00000000dead")
      ]
      let refused = await #expect(throws: PatientDraftRefused.self) {
        try await records.register(draft, by: nina, submission: aKey())
      }
      #expect(refused?.problems.map(\.field) == ["related.0.patient"])
      let count = try await records.patientCount()
      #expect(count == 0)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `an auditor sees no patient and registers none`(_ engine: EngineKind) async throws {
    try await withRecords(engine) { records, _ in
      let patient = try await records.register(ruth(), by: nina, submission: aKey())
      await #expect(throws: Forbidden.self) {
        try await records.register(ruth(), by: auditor, submission: aKey())
      }
      await #expect(throws: Forbidden.self) { try await records.patient(patient.id, by: auditor) }
      await #expect(throws: NotFound.self) {
        try await records.patient("0199a000-0000-7000-8000-00000000dead", by: nina)
      }
    }
  }
}
