import Kernel
import Store
import Support
import Testing

let petSchema: [Migration] = [
  Migration(
    "pets",
    """
    CREATE TABLE pet (
      id {int} PRIMARY KEY, name TEXT NOT NULL UNIQUE, born TEXT, chipped {bool} NOT NULL DEFAULT FALSE,
      weight {real}, photo {bytes}, seen_at {instant}, CHECK (id > 0)
    ){strict};
    """)
]

@Suite struct `The store` {
  @Test(arguments: EngineKind.underTest)
  func `keeps every kind of value as it was given`(_ engine: EngineKind) async throws {
    try await withStore(engine, petSchema) { store in
      let moment = Instant(milliseconds: 1_800_000_000_123)
      let day = try #require(LocalDay(2020, 2, 29))
      let name = "Zoë \"O'Hara\"; DROP TABLE pet; -- 日本 👩‍⚕️ \u{202E}"
      try await store.write { tx in
        try tx.run(
          """
          INSERT INTO pet (id, name, born, chipped, weight, photo, seen_at)
          VALUES (\(1), \(name), \(day), \(true), \(4.25), \([0, 255, 10] as [UInt8]), \(moment))
          """)
        try tx.run("INSERT INTO pet (id, name) VALUES (\(2), \("Plain"))")
      }
      let rows = try await store.read {
        try $0.rows("SELECT id, name, born, chipped, weight, photo, seen_at FROM pet ORDER BY id")
      }
      #expect(try rows[0]("name") == name)
      #expect(try rows[0]("born") == day)
      #expect(try rows[0]("chipped") == true)
      #expect(try rows[0]("weight") == 4.25)
      #expect(try rows[0]("photo") == [0, 255, 10] as [UInt8])
      #expect(try rows[0]("seen_at") == moment)
      #expect(try rows[1]("born") == LocalDay?.none)
      #expect(try rows[1]("chipped") == false)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `binds each value where it stands, in fragments and lists too`(_ engine: EngineKind) async throws {
    try await withStore(engine, petSchema) { store in
      try await store.write { tx in
        for (id, name) in [(1, "a"), (2, "b"), (3, "c"), (4, "d")] {
          try tx.run("INSERT INTO pet (id, name) VALUES (\(id), \(name))")
        }
      }
      let notD: SQL = "name <> \("d")"
      let found = try await store.read { tx in
        try tx.rows(
          "SELECT name FROM pet WHERE id >= \(2) AND \(notD) AND id IN (\(each: [4, 3, 2])) ORDER BY id DESC"
        )
        .map { try $0("name") as String }
      }
      #expect(found == ["c", "b"])
      let none = try await store.read {
        try $0.rows("SELECT id FROM pet WHERE id IN (\(each: [Int]()))").count
      }
      #expect(none == 0)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `says which rule was broken`(_ engine: EngineKind) async throws {
    try await withStore(engine, petSchema) { store in
      try await store.write { _ = try $0.run("INSERT INTO pet (id, name) VALUES (1, 'a')") }
      func kind(_ sql: SQL) async -> StoreError.Kind? {
        do {
          _ = try await store.write { try $0.run(sql) }
          return nil
        } catch {
          return (error as? StoreError)?.kind
        }
      }
      #expect(await kind("INSERT INTO pet (id, name) VALUES (2, 'a')") == .unique)
      #expect(await kind("INSERT INTO pet (id, name) VALUES (-2, 'b')") == .check)
      #expect(await kind("INSERT INTO pet (id, name) VALUES (3, \(String?.none))") == .notNull)
      #expect(await kind("INSERT INTO pet (id, name) VALUES (4, \("nul\u{0}"))") == .check)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `takes back everything of a write that throws`(_ engine: EngineKind) async throws {
    struct Boom: Error {}
    try await withStore(engine, petSchema) { store in
      await #expect(throws: Boom.self) {
        try await store.write { tx in
          try tx.run("INSERT INTO pet (id, name) VALUES (1, 'a')")
          throw Boom()
        }
      }
      let count: Int? = try await store.read { try $0.value("SELECT COUNT(*) FROM pet") }
      #expect(count == 0)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `answers many writers at once, each alone in success and failure`(_ engine: EngineKind) async throws {
    struct Odd: Error {}
    try await withStore(engine, petSchema) { store in
      let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
        for number in 1...200 {
          group.addTask {
            do {
              try await store.write { tx in
                try tx.run("INSERT INTO pet (id, name) VALUES (\(number), \("pet \(number)"))")
                if !number.isMultiple(of: 2) { throw Odd() }
              }
              return (number, true)
            } catch {
              return (number, false)
            }
          }
        }
        return await group.reduce(into: [Int: Bool]()) { $0[$1.0] = $1.1 }
      }
      #expect(outcomes.allSatisfy { $0.key.isMultiple(of: 2) == $0.value })
      let kept = try await store.read { try $0.rows("SELECT id FROM pet").map { try $0("id") as Int } }
      #expect(Set(kept) == Set((1...200).filter { $0.isMultiple(of: 2) }))
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `loses no increment of a counter that fifty people raise`(_ engine: EngineKind) async throws {
    try await withStore(engine, petSchema) { store in
      try await store.write { _ = try $0.run("INSERT INTO pet (id, name, weight) VALUES (1, 'a', 0)") }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<50 {
          group.addTask {
            try await store.write { tx in
              let weight: Double = try tx.value("SELECT weight FROM pet WHERE id = 1") ?? 0
              try tx.run("UPDATE pet SET weight = \(weight + 1) WHERE id = 1")
            }
          }
        }
        try await group.waitForAll()
      }
      let weight: Double? = try await store.read { try $0.value("SELECT weight FROM pet") }
      #expect(weight == 50)
    }
  }

  @Test(arguments: EngineKind.underTest)
  func `announces what was committed, never what was taken back`(_ engine: EngineKind) async throws {
    struct Boom: Error {}
    try await withStore(engine, petSchema) { store in
      // PostgreSQL tells everybody on the same database, other tests too: so the topics are this test's own.
      let own = ID<Self>().rawValue
      var heard = store.announcements().makeAsyncIterator()
      try? await store.write { tx in
        try tx.announce("taken back \(own)")
        throw Boom()
      }
      try await store.write { try $0.announce("kept \(own)") }
      var topic = await heard.next()
      while let other = topic, !other.hasSuffix(own) { topic = await heard.next() }
      #expect(topic == "kept \(own)")
    }
  }

  @Test func `syncs every commit of SQLite, also after the pool has opened`() async throws {
    try await withStore(.sqlite, []) { store in
      let settings = try await store.write { tx in
        let full: Int? = try tx.value("PRAGMA synchronous")
        let journal: String? = try tx.value("PRAGMA journal_mode")
        let keys: Int? = try tx.value("PRAGMA foreign_keys")
        return (full, journal, keys)
      }
      #expect(settings == (2, "wal", 1))
    }
  }

  @Test func `shares one commit among writers who wait together`() async throws {
    try await withStore(.sqlite, petSchema) { store in
      let before = store.counters.reading
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 1...400 {
          group.addTask {
            try await store.write {
              _ = try $0.run("INSERT INTO pet (id, name) VALUES (\(number), \("p\(number)"))")
            }
          }
        }
        try await group.waitForAll()
      }
      let after = store.counters.reading
      #expect(after.writes - before.writes == 400)
      #expect(after.commits - before.commits < 400)
    }
  }
}
