import Kernel

/// The practice's database. Work goes in as one closure and comes out committed or not at all.
///
/// The closures are synchronous on purpose: a transaction cannot await, so it can never stay open across a call
/// to the world. A write closure may run twice (PostgreSQL asks for it under SERIALIZABLE, SQLite when a shared
/// commit has to be taken apart), so nothing but the database happens inside it.
package struct Store: Sendable {
  let engine: any Engine

  package var kind: EngineKind { engine.kind }
  package var counters: StoreCounters { engine.counters }

  /// Looks, on one consistent picture.
  package func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    guard let supposition = Supposition.inForce else { return try await engine.read(body) }
    return try await supposition.run(body, engine.read)
  }

  /// Changes, durably: when this returns, the change survives a power cut.
  ///
  /// `locking` names what the writers of one thing (a provider's calendar) queue for, from before the transaction's
  /// first look until after its commit. SQLite has one writer anyway. PostgreSQL needs it: conflicting inserts
  /// under an EXCLUDE constraint can otherwise spend minutes in deadlock detection, and a lock taken inside a
  /// transaction would come after its picture of the data was taken.
  package func write<T: Sendable>(
    locking names: Set<String> = [], kept apart: Isolation = .serializable,
    _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws -> T {
    guard let supposition = Supposition.inForce else { return try await write(body, names, apart) }
    return try await supposition.run(body) { try await write($0, names, apart) }
  }

  private func write<T: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> T, _ names: Set<String>, _ apart: Isolation
  ) async throws -> T {
    var names = names
    while true {
      do {
        return try await engine.write(locking: names, apart, body)
      } catch let missed as LocksMissed {
        names.formUnion(missed.names)
      }
    }
  }

  /// What ``Transaction/settled(_:_:)`` knew last, for a guess: it may have changed since.
  package func lastSettled<Fact: Sendable>(_ name: String) -> Fact? { engine.settled.last(name) }

  /// Every announced topic from now on, from this server and its siblings, until the stream is dropped.
  package func announcements() -> AsyncStream<String> { engine.announcements.listen() }

  package func close() async { await engine.close() }
}

/// How a write is kept apart from those beside it on PostgreSQL. SQLite has one writer anyway.
package enum Isolation: String, Sendable {
  /// As if one came after the other, whatever they look at: what was looked at and changed meanwhile takes it back, and
  /// it begins again.
  case serializable = "SERIALIZABLE"
  /// For a write that decides only by what its queues, a constraint or the rows it changes guard. Nobody watches what
  /// it looks at, so nothing is taken back for having been near.
  case byQueues = "REPEATABLE READ"
}

/// The queues that a write found out to need.
struct LocksMissed: Error {
  let names: Set<String>
}

/// SQLite or PostgreSQL.
protocol Engine: Sendable {
  var kind: EngineKind { get }
  var announcements: Announcements { get }
  var counters: StoreCounters { get }
  var settled: SettledFacts { get }
  func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T
  func write<T: Sendable>(
    locking names: Set<String>, _ apart: Isolation, _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws -> T
  func close() async
}
