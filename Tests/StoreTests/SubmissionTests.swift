import Kernel
import Store
import Support
import Testing

@Suite struct `A form sent twice` {
  let nine = Instant(milliseconds: 1_800_003_600_000)

  @Test(arguments: EngineKind.underTest)
  func `finds the answer of the first time`(_ engine: EngineKind) async throws {
    try await withStore(engine, storeSchema) { store in
      try await store.write { try $0.remember(submission: "k", by: "ortega", answer: "visit 7", at: nine) }
      #expect(try await store.read { try $0.answer(forSubmission: "k", by: "ortega") } == "visit 7")
      #expect(try await store.read { try $0.answer(forSubmission: "k", by: "somebody else") } == nil)
      await #expect(throws: StoreError.self) {
        try await store.write { try $0.remember(submission: "k", by: "ortega", answer: "visit 8", at: nine) }
      }
      try await store.write { try $0.forgetSubmissions(before: nine.advanced(byMinutes: 1)) }
      #expect(try await store.read { try $0.answer(forSubmission: "k", by: "ortega") } == nil)
    }
  }
}
