import Store
import Support
import Testing

@Suite struct `What is asked now and heard later` {
  @Test(arguments: EngineKind.underTest)
  func `comes in its own words, whatever is asked between`(_ engine: EngineKind) async throws {
    try await withStore(engine, storeSchema) { store in
      let heard = try await store.read { tx -> [Int] in
        let one = try tx.later("SELECT 1 AS n") { try $0.map { try $0("n") as Int } }
        let two = try tx.later("SELECT 2 AS n UNION ALL SELECT 3 ORDER BY n") {
          try $0.map { try $0("n") as Int }
        }
        let four: Int? = try tx.value("SELECT 4")
        return try one.value() + two.value() + [four ?? 0]
      }
      #expect(heard == [1, 2, 3, 4])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is understood although the connection forgets old statements meanwhile`(_ engine: EngineKind)
    async throws
  {
    try await withStore(engine, storeSchema, connections: 1) { store in
      try await store.read { tx in
        for number in 0..<600 {
          let known = try tx.later("SELECT 7 AS n") { try $0.first?("n") as Int? }
          let new = try tx.later(SQL(stringLiteral: "SELECT \(number) AS n")) { try $0.first?("n") as Int? }
          #expect(try (known.value(), new.value()) == (7, number))
        }
      }
    }
  }

  /// PostgreSQL says by its clock which transaction it is.
  @Test(arguments: EngineKind.underTest.filter { $0 == .postgres })
  func `is of one picture, however many statements are new to the connection`(_ engine: EngineKind)
    async throws
  {
    try await withStore(engine, storeSchema, connections: 1) { store in
      for round in 1...2 {
        let moments = try await store.read { tx in
          try (0..<600).flatMap { number in
            let known = try tx.later("SELECT CAST(now() AS TEXT) AS t") { try $0.first?("t") as String? }
            let new = try tx.later(SQL(stringLiteral: "SELECT CAST(now() AS TEXT) AS t, \(number)")) {
              try $0.first?("t") as String?
            }
            return try [known.value(), new.value()]
          }
        }
        #expect(Set(moments).count == 1, "round \(round)")
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is told as the fault that it is, and the next transaction goes on`(_ engine: EngineKind) async throws
  {
    try await withStore(engine, storeSchema, connections: 1) { store in
      await #expect(throws: StoreError.self) {
        try await store.read { tx in
          let one = try tx.later("SELECT 1 AS n") { $0.count }
          let wrong = try tx.later("SELECT 1 FROM no_such_table") { $0.count }
          return try one.value() + wrong.value()
        }
      }
      // Nor is one that fails unheard the fault of whoever comes next.
      _ = try? await store.read { tx in _ = try tx.later("SELECT 1 FROM no_such_table") { $0.count } }
      #expect(try await store.read { try $0.value("SELECT 6") as Int? } == 6)
      // One that nobody waits for is nobody's fault.
      try await store.read { tx in _ = try tx.later("SELECT 1 AS n") { $0.count } }
      #expect(try await store.read { try $0.value("SELECT 5") as Int? } == 5)
    }
  }
}
