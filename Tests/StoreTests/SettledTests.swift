import Kernel
import Store
import Support
import Testing

private let officeSchema =
  storeSchema + [
    Migration("pets", petSchema.map(\.sql).joined(separator: "\n")), .settled("pets are settled", ["pet"]),
  ]

@Suite struct `A settled fact` {
  @Test(arguments: EngineKind.underTest)
  func `is read once, and again after its table has changed`(_ engine: EngineKind) async throws {
    try await withStore(engine, officeSchema) { store in
      let reads = Counter()
      func names() async throws -> [String] { try await store.read { try $0.petNames(reads) } }
      #expect(try await names() == [])
      try await store.write { try $0.run("INSERT INTO pet (id, name) VALUES (1, 'a')") }
      #expect(try await names() == ["a"])
      #expect(try await names() == ["a"])
      #expect(reads.count == 2)
      try await store.write { try $0.run("UPDATE pet SET name = 'b'") }
      #expect(try await names() == ["b"])
      try await store.write { try $0.run("DELETE FROM pet") }
      #expect(try await names() == [])
      let last: [String]? = store.lastSettled("pets")
      #expect(last == [])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is seen as the transaction itself left it, and forgotten with it`(_ engine: EngineKind) async throws {
    struct Boom: Error {}
    try await withStore(engine, officeSchema) { store in
      let reads = Counter()
      try? await store.write { tx in
        _ = try tx.petNames(reads)
        try tx.run("INSERT INTO pet (id, name) VALUES (1, 'a')")
        let now = try tx.petNames(reads)
        #expect(now == ["a"])
        throw Boom()
      }
      let after = try await store.read { try $0.petNames(reads) }
      #expect(after == [])
      // The next change does not meet what was taken back.
      try await store.write { try $0.run("INSERT INTO pet (id, name) VALUES (2, 'c')") }
      let then = try await store.read { try $0.petNames(reads) }
      #expect(then == ["c"])
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `is true for everybody while many settle and look at once`(_ engine: EngineKind) async throws {
    try await withStore(engine, officeSchema) { store in
      let reads = Counter()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 1...20 {
          group.addTask {
            try await store.write { tx in
              if number.isMultiple(of: 2) {
                try tx.run("INSERT INTO pet (id, name) VALUES (\(number), \("pet \(number)"))")
              }
              let (known, there) = (
                try tx.petNames(reads), try tx.rows("SELECT name FROM pet").map { try $0("name") as String }
              )
              #expect(Set(known) == Set(there))
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }
}

@Suite struct `What was settled last` {
  /// Two offices on one database: the second hears nothing of what the first changes.
  @Test(arguments: EngineKind.underTest)
  func `is never gone by once somebody else has settled it anew`(_ engine: EngineKind) async throws {
    try await withTwoStores(engine, officeSchema) { here, there in
      let reads = Counter()
      try await here.write { try $0.run("INSERT INTO pet (id, name) VALUES (1, 'a')") }
      #expect(try await there.read { try $0.petNames(reads) } == ["a"])
      try await here.write { try $0.run("UPDATE pet SET name = 'b'") }

      // Its write goes by what it knows, and is begun again before anything follows from it.
      let written = try await there.write { tx -> [String] in
        let names = try tx.petNames(reads)
        try tx.run("INSERT INTO pet (id, name) VALUES (2, \("after " + names.joined()))")
        return names
      }
      #expect(written == ["b"])
      let all: [String] = try await here.read {
        try $0.rows("SELECT name FROM pet ORDER BY id").map { try $0("name") }
      }
      #expect(all == ["b", "after b"])

      // What it would refuse by it is asked anew, too.
      struct NoSuchPet: Error {}
      try await here.write { try $0.run("UPDATE pet SET name = 'c' WHERE id = 1") }
      try await there.read { tx in
        guard try tx.petNames(reads).contains("c") else { throw NoSuchPet() }
      }
      // And nobody sees it beside what is true now.
      try await here.write { try $0.run("UPDATE pet SET name = 'd' WHERE id = 1") }
      try await there.read { tx in
        let known = try tx.petNames(reads)
        let now = try tx.rows("SELECT name FROM pet").map { try $0("name") as String }
        #expect(Set(known) == Set(now))
      }
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `hides no statement that fails`(_ engine: EngineKind) async throws {
    try await withStore(engine, officeSchema) { store in
      let reads = Counter()
      try await store.write { try $0.run("INSERT INTO pet (id, name) VALUES (1, 'a')") }
      _ = try await store.read { try $0.petNames(reads) }
      await #expect(throws: StoreError.self) {
        try await store.write { tx in
          _ = try tx.petNames(reads)
          try tx.run("INSERT INTO pet (id, name) VALUES (1, 'again')")
        }
      }
      #expect(try await store.read { try $0.petNames(reads) } == ["a"])
    }
  }
}

@Suite struct `A write` {
  /// PostgreSQL answers such a COMMIT with ROLLBACK and calls it done; SQLite takes back the statement alone.
  @Test(arguments: EngineKind.underTest)
  func `that hides a failure of its own is stored, or it says that it is not`(_ engine: EngineKind)
    async throws
  {
    try await withStore(engine, petSchema) { store in
      let told: Void? = try? await store.write { tx in
        try tx.run("INSERT INTO pet (id, name) VALUES (1, 'a')")
        _ = try? tx.rows("SELECT 1 FROM no_such_table")
      }
      let stored: Int? = try await store.read { try $0.value("SELECT COUNT(*) FROM pet") }
      #expect((told != nil) == (stored == 1))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `that finds out that it needs another queue begins again in it`(_ engine: EngineKind) async throws {
    try await withStore(engine, petSchema) { store in
      let tries = Counter()
      try await store.write(locking: ["a"]) { tx in
        tries.add()
        try tx.run("INSERT INTO pet (id, name) VALUES (1, 'a')")
        try tx.require(locks: ["a", "b"])
      }
      #expect(tries.count == (engine == .postgres ? 2 : 1))
      let count: Int? = try await store.read { try $0.value("SELECT COUNT(*) FROM pet") }
      #expect(count == 1)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `tells at its end what speaks against a statement nobody waited for`(_ engine: EngineKind) async throws
  {
    try await withStore(engine, petSchema) { store in
      try await store.write { try $0.run("INSERT INTO pet (id, name) VALUES (1, 'a')") }
      let refusal = await #expect(throws: StoreError.self) {
        try await store.write { tx in
          for number in 2...300 {
            try tx.run("INSERT INTO pet (id, name) VALUES (\(number), \("n\(number)"))")
          }
          try tx.run("INSERT INTO pet (id, name) VALUES (1, 'again')")
        }
      }
      #expect(refusal?.kind == .unique)
      let count: Int? = try await store.read { try $0.value("SELECT COUNT(*) FROM pet") }
      #expect(count == 1)
      try await store.write { try $0.run("INSERT INTO pet (id, name) VALUES (2, 'b')") }
    }
  }
}

extension Transaction {
  fileprivate func petNames(_ reads: Counter) throws -> [String] {
    try settled("pets") {
      reads.add()
      return try rows("SELECT name FROM pet ORDER BY id").map { try $0("name") }
    }
  }
}
