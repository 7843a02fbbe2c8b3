import Synchronization

/// What was read of tables that seldom change, for all transactions of this process.
///
/// The schema writes a new random token whenever one of those tables changes, so facts that were read under a token
/// are true wherever that token is read, in whatever transaction, committed or not. No token ever comes again.
///
/// The lock guards the facts of the latest token seen.
final class SettledFacts: Sendable {
  private struct Memory {
    var token = ""
    var facts: [String: any Sendable] = [:]
  }

  /// More names than an office has rooms and people, few enough to be no burden.
  private static let most = 5000

  private let memory = Mutex(Memory())

  func fact<Fact: Sendable>(_ name: String, as token: String) -> Fact? {
    memory.withLock { $0.token == token ? $0.facts[name] as? Fact : nil }
  }

  func last<Fact: Sendable>(_ name: String) -> Fact? { memory.withLock { $0.facts[name] as? Fact } }

  func keep(_ fact: some Sendable, _ name: String, as token: String) {
    memory.withLock { memory in
      if memory.token != token || memory.facts.count >= Self.most {
        memory.facts = [:]
        memory.token = token
      }
      memory.facts[name] = fact
    }
  }

  /// The facts as one transaction sees them: the token is read once, and again after the transaction wrote.
  final class InTransaction {
    let all: SettledFacts
    private var token: String?

    init(_ all: SettledFacts) { self.all = all }

    func token(_ read: () throws -> String) rethrows -> String {
      if let token { return token }
      let fresh = try read()
      token = fresh
      return fresh
    }

    func forgetToken() { token = nil }
  }
}

extension Migration {
  /// Makes tables tell ``Transaction/settled(_:_:)`` that they changed.
  package static func settled(_ name: String, _ tables: [String]) -> Migration {
    let sqlite = tables.flatMap { table in
      ["INSERT", "UPDATE", "DELETE"].map { verb in
        """
        CREATE TRIGGER \(table)_settled_\(verb.lowercased()) AFTER \(verb) ON \(table) BEGIN
          UPDATE settled SET token = hex(randomblob(16));
        END;
        """
      }
    }
    let postgres = tables.map { table in
      """
      CREATE TRIGGER \(table)_settled AFTER INSERT OR UPDATE OR DELETE ON \(table)
        FOR EACH STATEMENT EXECUTE FUNCTION settled_anew();
      """
    }
    return Migration(
      name,
      """
      -- only sqlite
      \(sqlite.joined(separator: "\n"))
      -- end
      -- only postgres
      \(postgres.joined(separator: "\n"))
      -- end
      """)
  }
}
