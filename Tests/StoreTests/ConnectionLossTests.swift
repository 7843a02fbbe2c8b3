import Foundation
import Kernel
import Store
import Support
import Testing

@Suite struct `A lost PostgreSQL connection` {
  private static let server = ProcessInfo.processInfo.environment["FOYER_TEST_POSTGRES"]

  @Test(.enabled(if: Self.server != nil))
  func `refuses the request that was under way, loses nothing acknowledged, and heals by itself`()
    async throws
  {
    try await withStore(.postgres, petSchema) { admin in
      let schema: String = try #require(try await admin.read { try $0.value("SELECT current_schema()") })
      let name = "loss_\(schema)"
      let store = try Store.open(
        .postgres(
          url: "\(Self.server ?? "") application_name=\(name) options='-c search_path=\(schema),public'",
          connections: 4))
      var acknowledged: Set<Int> = []
      var refused: [StoreError.Kind] = []
      for number in 1...60 {
        if number.isMultiple(of: 10) { try await cut(name, admin) }
        do {
          try await store.write { tx in
            _ = try tx.run("INSERT INTO pet (id, name) VALUES (\(number), \("pet \(number)"))")
          }
          acknowledged.insert(number)
        } catch let error as StoreError {
          refused.append(error.kind)
        }
      }
      let kept = try await store.read { try $0.rows("SELECT id FROM pet").map { try $0("id") as Int } }
      #expect(Set(kept).isSuperset(of: acknowledged))
      #expect(refused.allSatisfy { $0 == .unavailable })
      #expect(acknowledged.contains(59), "the pool goes on by itself")
      await store.close()
    }
  }

  @Test(.enabled(if: Self.server != nil))
  func `in the middle of a transaction is said to be unavailable, and nothing of it is kept`() async throws {
    try await withStore(.postgres, petSchema) { store in
      let other = store
      await #expect(throws: StoreError.self) {
        try await other.write { tx in
          try tx.run("INSERT INTO pet (id, name) VALUES (1, 'half')")
          try tx.run("SELECT pg_terminate_backend(pg_backend_pid())")
        }
      }
      let count: Int? = try await store.read { try $0.value("SELECT COUNT(*) FROM pet") }
      #expect(count == 0)
    }
  }

  @Test func `at the start is a sentence about what cannot be reached`() {
    #expect(throws: StoreError.self) {
      try Store.open(.postgres(url: "host=127.0.0.1 port=1 dbname=nowhere", connections: 1))
    }
  }

  private func cut(_ name: String, _ admin: Store) async throws {
    try await admin.write { tx in
      _ = try tx.rows(
        """
        SELECT pg_terminate_backend(pid) AS gone FROM pg_stat_activity
        WHERE application_name = \(name) AND pid <> pg_backend_pid()
        """)
    }
  }
}
