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

  /// What was read under this token.
  func facts(as token: String) -> [String: any Sendable] {
    memory.withLock { $0.token == token ? $0.facts : [:] }
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

  /// The token that was seen last, for a guess; nil where none was.
  func lastToken() -> String? { memory.withLock { $0.token.isEmpty ? nil : $0.token } }

  /// The facts as one transaction sees them: the token is read once, and again after the transaction wrote.
  ///
  /// A trip to the server is spared where the token seen last is taken for true while the question goes out with
  /// the next look.
  final class InTransaction {
    private let all: SettledFacts
    private let guesses: Guesses
    private var token: String?
    /// What was known when the token was: a copy of its own, so that the many who plan at once do not queue for it.
    private var known: [String: any Sendable] = [:]
    /// What may be taken for true; nil where it has to be read.
    private var guess: String?

    init(_ all: SettledFacts, guessing: Bool, _ guesses: Guesses) {
      self.all = all
      self.guesses = guesses
      guess = guessing ? all.lastToken() : nil
    }

    func token(_ ask: () throws -> Later<String?>) throws -> String {
      if let token { return token }
      let answer = try ask()
      if let guess {
        guesses.add(answer.map { if $0 != guess { throw SettledAnew() } })
        return go(by: guess)
      }
      return go(by: try answer.value() ?? "")
    }

    private func go(by token: String) -> String {
      self.token = token
      known = all.facts(as: token)
      return token
    }

    func fact<Fact: Sendable>(_ name: String) -> Fact? { known[name] as? Fact }

    func keep(_ fact: some Sendable, _ name: String, as token: String) {
      known[name] = fact
      all.keep(fact, name, as: token)
    }

    /// What the transaction writes may settle something anew.
    func forgetToken() { (token, guess, known) = (nil, nil, [:]) }
  }
}

/// A transaction went by settled facts that have changed since: it begins again, without guessing.
struct SettledAnew: WrongGuess {}

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
