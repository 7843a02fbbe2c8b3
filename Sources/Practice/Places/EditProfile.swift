import Kernel
import Store

extension Practice {
  /// What the practice calls itself; nil before it was named.
  package func profile() async throws -> PracticeProfile? {
    try await store.read { tx in try tx.practiceProfile() }
  }

  /// Names the practice. Whether it is the invented one is said once, when it is made.
  package func name(_ name: String, demo: Bool = false, by who: Who) async throws {
    try who.require(.managePlaces)
    let name = try cleanLine(name, "name", "The practice's name")
    let moment = now()
    try await store.write { tx in
      try tx.run(
        """
        INSERT INTO practice_profile (id, name, demo, since) VALUES (1, \(name), \(demo), \(moment))
        ON CONFLICT (id) DO UPDATE SET name = excluded.name
        """)
      try tx.audit("practice.named", by: who, detail: name, at: moment)
    }
  }
}

extension Transaction {
  package func practiceProfile() throws -> PracticeProfile? {
    try row("SELECT name, demo, since FROM practice_profile WHERE id = 1").map { row in
      try PracticeProfile(name: row("name"), demo: row("demo"), since: row("since"))
    }
  }
}
