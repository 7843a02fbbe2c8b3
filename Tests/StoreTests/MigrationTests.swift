import Kernel
import Store
import Support
import Testing

@Suite struct `Migrations` {
  let more = Migration("names", "CREATE TABLE label (text TEXT NOT NULL){strict};")

  @Test(arguments: EngineKind.underTest)
  func `are applied once and in order, whoever starts first`(_ engine: EngineKind) async throws {
    try await withStore(engine, petSchema) { store in
      let list = petSchema + [more]
      #expect(try await store.pending(list) == ["names"])
      let done = try await withThrowingTaskGroup(of: [String].self) { group in
        for _ in 0..<4 { group.addTask { try await store.migrate(list) } }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(done == ["names"])
      #expect(try await store.pending(list).isEmpty)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `refuse a list that was edited after it shipped`(_ engine: EngineKind) async throws {
    try await withStore(engine, petSchema) { store in
      let edited = [Migration("pets", petSchema[0].sql + " -- changed")]
      await #expect(throws: SchemaRefused.edited("pets")) { try await store.migrate(edited) }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `refuse a database that a newer program made`(_ engine: EngineKind) async throws {
    try await withStore(engine, petSchema + [more]) { store in
      await #expect(throws: SchemaRefused.newer("names")) { try await store.migrate(petSchema) }
    }
  }
}
