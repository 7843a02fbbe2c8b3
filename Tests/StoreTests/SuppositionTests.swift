import Kernel
import Store
import Support
import Synchronization
import Testing

private struct NoSuchPet: Error {}

/// What is supposed here is always that the pet 1 is called Ada.
@Suite struct `Work that rests on a supposition` {
  @Test(arguments: EngineKind.underTest)
  func `asks once whether it is so, with its first look`(_ engine: EngineKind) async throws {
    try await withAda(engine) { store, _ in
      let asks = Counter()
      let names = try await store.supposing({ try $0.isAda(asks) }) {
        try await store.write { try $0.run("INSERT INTO pet (id, name) VALUES (2, 'Bo')") }
        return try await store.names()
      }
      #expect(names == ["Ada", "Bo"] && asks.count == 1)
      // Nobody else supposes it.
      #expect(try await store.names() == ["Ada", "Bo"])
      #expect(asks.count == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `asks by itself where the work asks the database nothing`(_ engine: EngineKind) async throws {
    try await withAda(engine) { store, other in
      let asks = Counter()
      #expect(try await store.supposing({ try $0.isAda(asks) }) { 7 } == 7)
      await #expect(throws: NoSuchPet.self) {
        try await store.supposing({ try $0.isAda(asks) }) { throw NoSuchPet() }
      }
      #expect(asks.count == 2)
      try await other.renameAda()
      await #expect(throws: SupposedWrong.self) { try await store.supposing({ try $0.isAda(asks) }) { 7 } }
      await #expect(throws: SupposedWrong.self) {
        try await store.supposing({ try $0.isAda(asks) }) { throw NoSuchPet() }
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `changes nothing and tells nothing where it is wrong, whatever it does`(_ engine: EngineKind)
    async throws
  {
    try await withAda(engine) { store, other in
      try await other.renameAda()
      let heard = Counter()
      let insert: @Sendable (Transaction) throws -> Void = { tx in
        try tx.run("INSERT INTO pet (id, name) VALUES (2, 'Bo')")
      }
      let works: [@Sendable () async throws -> Void] = [
        { try await store.write(insert) },
        { try? await store.write(insert) },
        { try await store.write(locking: ["a"], kept: .byQueues, insert) },
        // Begun again in its queues.
        {
          try await store.write(locking: ["a"]) { tx in
            try insert(tx)
            try tx.require(locks: ["a", "b"])
          }
        },
        // Hides everything that fails.
        {
          try await store.write { tx in
            try? insert(tx)
            if (try? tx.names()) != nil { heard.add() }
            try? insert(tx)
          }
        },
        // Refuses before it heard anything, or fails.
        { try await store.write { _ in throw NoSuchPet() } },
        { try await store.write { try $0.run("INSERT INTO pet (id, name) VALUES (1, 'again')") } },
        { try await store.write { _ = try $0.rows("SELECT 1 FROM no_such_table") } },
        {
          try await store.read { tx in
            let later = try tx.later("SELECT name FROM pet") { $0.count }
            if (try? later.value()) != nil { heard.add() }
          }
        },
        // A second try finds it no better.
        {
          _ = try? await store.names()
          try? await store.write(insert)
          _ = try? await store.names()
        },
      ]
      for (number, work) in works.enumerated() {
        await #expect(throws: SupposedWrong.self, "work \(number)") {
          try await store.supposing({ try $0.isAda(Counter()) }, work)
        }
      }
      #expect(heard.count == 0)
      #expect(try await store.names() == ["Eve"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is told of its own failures and refusals where it is right`(_ engine: EngineKind) async throws {
    try await withAda(engine) { store, _ in
      let failure = await #expect(throws: StoreError.self) {
        try await store.supposing({ try $0.isAda(Counter()) }) {
          try await store.write { try $0.run("INSERT INTO pet (id, name) VALUES (1, 'again')") }
        }
      }
      #expect(failure?.kind == .unique)
      await #expect(throws: NoSuchPet.self) {
        try await store.supposing({ try $0.isAda(Counter()) }) {
          try await store.write { _ in throw NoSuchPet() }
        }
      }
      let names = try await store.names()
      #expect(names == ["Ada"])
    }
  }

  /// Another server settles something anew between the guess and the look: both are asked again.
  @Test(arguments: EngineKind.underTest)
  func `may rest on settled facts, which are never those of yesterday`(_ engine: EngineKind) async throws {
    try await withAda(engine) { store, other in
      let isAdaSettled: @Sendable (Transaction) throws -> Later<Bool> = { tx in
        let answer = try tx.later("SELECT 1 AS one") { _ in }
        let names = try tx.settledNames()
        return answer.map { names.first == "Ada" }
      }
      #expect(try await store.supposing(isAdaSettled) { 1 } == 1)
      try await other.write { try $0.run("INSERT INTO pet (id, name) VALUES (2, 'Bo')") }
      let now = try await store.supposing(isAdaSettled) { try await store.read { try $0.settledNames() } }
      #expect(now == ["Ada", "Bo"])
      try await other.renameAda()
      await #expect(throws: SupposedWrong.self) {
        try await store.supposing(isAdaSettled) {
          try await store.write { try $0.run("INSERT INTO pet (id, name) VALUES (3, 'Cy')") }
        }
      }
      #expect(try await store.names() == ["Eve", "Bo"])
    }
  }
}

/// Two servers on one database with a pet.
private func withAda(_ engine: EngineKind, _ body: (Store, Store) async throws -> Void) async throws {
  let schema =
    storeSchema + [
      Migration("pets", petSchema.map(\.sql).joined(separator: "\n")), .settled("pets are settled", ["pet"]),
    ]
  try await withTwoStores(engine, schema) { store, other in
    try await store.write { try $0.run("INSERT INTO pet (id, name) VALUES (1, 'Ada')") }
    try await body(store, other)
  }
}

extension Store {
  fileprivate func names() async throws -> [String] { try await read { try $0.names() } }

  fileprivate func renameAda() async throws {
    try await write { try $0.run("UPDATE pet SET name = 'Eve' WHERE id = 1") }
  }
}

extension Transaction {
  fileprivate func isAda(_ asks: Counter) throws -> Later<Bool> {
    asks.add()
    return try later("SELECT name FROM pet WHERE id = 1") { try $0.first?("name") == "Ada" }
  }

  fileprivate func names() throws -> [String] {
    try rows("SELECT name FROM pet ORDER BY id").map { try $0("name") }
  }

  fileprivate func settledNames() throws -> [String] { try settled("pets", names) }
}
