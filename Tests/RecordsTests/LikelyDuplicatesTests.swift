import Kernel
import Practice
import Records
import Store
import Support
import Testing

struct LikelyDuplicatesTests {
  @Test(arguments: EngineKind.underTest)
  func `whoever may be the same person is shown with the reasons`(_ engine: EngineKind) async throws {
    try await withRecords(engine) { records, store in
      var known = ruth()
      known.emails = ["ruth@example.org"]
      known.identifiers = [PatientIdentifier(system: "Mercy", value: "17")]
      let patient = try await records.register(known, by: nina, submission: aKey())
      func reasons(_ change: (inout PatientDraft) -> Void) async throws -> [DuplicateReason] {
        var draft = ruth()
        draft.phones = []
        change(&draft)
        let found = try await records.likelyDuplicates(of: draft, by: nina)
        #expect(found.allSatisfy { $0.id == patient.id && (50...100).contains($0.score) })
        return found.first?.reasons ?? []
      }
      #expect(try await reasons { _ in } == [.sameNameAndBirthDate])
      #expect(try await reasons { $0.legal.family = "COHÉN" } == [.sameNameAndBirthDate])
      #expect(try await reasons { $0.legal.family = "Kohen" } == [.similarNameAndBirthDate])
      #expect(
        try await reasons { $0.legal = PersonName(family: "Ruth", given: "Cohen") } == [.sameNameAndBirthDate]
      )
      #expect(try await reasons { $0.legal.family = "Levi" } == [.givenNameAndBirthDate])
      #expect(try await reasons { $0.birthDate = "1970-11-03" } == [.sameNameNearBirthDate])
      #expect(try await reasons { $0.birthDate = "1907-03-11" } == [.sameNameNearBirthDate])
      #expect(try await reasons { $0.birthDate = "1980-03-11" } == [.sameNameNearBirthDate])
      #expect(
        try await reasons { ($0.birthDate, $0.phones) = ("1999-01-01", [.init("6175550100")]) } == [
          .samePhone
        ])
      #expect(
        try await reasons { ($0.birthDate, $0.emails) = ("1999-01-01", ["RUTH@example.org"]) } == [.sameEmail]
      )
      #expect(
        try await reasons {
          $0 = PatientDraft(family: "Xu", given: "Li", birthDate: "1999-01-01")
          $0.identifiers = [PatientIdentifier(system: "Mercy", value: "17")]
        } == [.sameIdentifier])
      #expect(try await reasons { $0.legal.given = "Aaron" } == [])
      #expect(try await reasons { $0.birthDate = "1985-06-30" } == [])
      #expect(try await auditActions(store).contains("patients.compared"))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `a child with the mother's telephone is no duplicate of her`(_ engine: EngineKind) async throws {
    try await withRecords(engine) { records, _ in
      _ = try await records.register(ruth(), by: nina, submission: aKey())
      var child = ruth()
      child.legal.given = "Eli"
      child.birthDate = "2015-05-09"
      let found = try await records.likelyDuplicates(of: child, by: nina)
      #expect(found.isEmpty)
    }
  }
}
