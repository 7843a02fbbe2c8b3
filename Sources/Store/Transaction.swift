import Kernel

/// What a desk may do inside ``Store/read(_:)`` and ``Store/write(_:)``. Lives only as long as the closure.
package struct Transaction {
  let connection: any Connection
  private let facts: SettledFacts.InTransaction
  private let guesses = Guesses()
  /// The queues it stands at the head of; nil where nobody else writes meanwhile.
  private let held: Set<String>?

  /// `guessing`: whether what was settled last may be gone by until the answer comes.
  init(
    connection: any Connection, facts: SettledFacts, holding held: Set<String>? = nil, guessing: Bool = false
  ) {
    self.connection = connection
    self.held = held
    self.facts = SettledFacts.InTransaction(facts, guessing: guessing, guesses)
  }

  /// Does the work, and makes sure that what it went by is so, whether it succeeded or refused.
  ///
  /// - Throws: ``WrongGuess`` where it is not.
  func perform<Value>(_ body: (Transaction) throws -> Value) throws -> Value {
    let result = Result { try body(self) }
    do { try guesses.confirm() } catch  where !(error is any WrongGuess) {
      _ = try result.get()
      throw error
    }
    return try result.get()
  }

  /// Goes by something until the answer comes.
  func suppose(_ isSo: Later<Bool>) throws {
    guesses.add(isSo.map { if !$0 { throw SupposedWrong() } })
    try guesses.hear()
  }

  package var engine: EngineKind { connection.engine }

  /// All rows of an answer.
  package func rows(_ sql: SQL) throws -> [Row] {
    let rows = try connection.rows(sql.text, sql.values)
    try guesses.hear()
    return rows
  }

  /// Asks now and hears later: what is asked until then goes out and comes back together.
  package func later<Value>(_ sql: SQL, _ read: @escaping ([Row]) throws -> Value) throws -> Later<Value> {
    Later(answer: try connection.ask(sql.text, sql.values)) { [guesses] rows in
      try guesses.hear()
      return try read(rows)
    }
  }

  /// The first row of an answer, if there is one.
  package func row(_ sql: SQL) throws -> Row? { try rows(sql).first }

  /// The first column of the first row, nil for no row and for NULL: `let count: Int = try tx.value("SELECT COUNT(*) FROM patient")`.
  package func value<T: Stored>(_ sql: SQL) throws -> T? {
    guard let first = try row(sql)?.values.first, first != .null else { return nil }
    guard let value = T(sqlValue: first) else { throw StoreFault("the answer is not a \(T.self)") }
    return value
  }

  /// Runs a statement. What speaks against it may be told by a later look or by the commit: on PostgreSQL it goes out
  /// with the next statement whose answer is needed.
  package func run(_ sql: SQL) throws {
    facts.forgetToken()
    try connection.run(sql.text, sql.values)
  }

  /// Runs a statement and gives the number of rows it changed.
  package func change(_ sql: SQL) throws -> Int {
    facts.forgetToken()
    let count = try connection.change(sql.text, sql.values)
    try guesses.hear()
    return count
  }

  /// Runs several statements without values, for schemas.
  package func script(_ text: String) throws {
    facts.forgetToken()
    try connection.script(text)
  }

  /// What the office has settled and seldom settles anew (kinds of visits, hours, rooms): read once, and kept in memory
  /// for as long as no table that ``Migration/settled(_:)`` names has changed since, on whatever server.
  ///
  /// `name` says what is read, and of whom; each is read by one function alone.
  package func settled<Fact: Sendable>(_ name: String, _ read: () throws -> Fact) throws -> Fact {
    let token = try settledToken()
    if let known: Fact = facts.fact(name) { return known }
    try guesses.confirm()
    let fresh = try read()
    facts.keep(fresh, name, as: token)
    return fresh
  }

  /// Another one whenever anything settled has changed; none ever comes again.
  package func settledToken() throws -> String {
    try facts.token {
      Later(answer: try connection.ask("SELECT token FROM settled", [])) { try $0.first?("token") }
    }
  }

  /// Makes sure that this write stands in the queues of ``Store/write(locking:_:)`` that it turned out to need. Where it
  /// does not, it is taken back and begins again in them.
  package func require(locks: Set<String>) throws {
    if let held, !locks.isSubset(of: held) { throw LocksMissed(names: locks) }
  }

  /// Tells everybody who watches `topic` that it changed, once this commit is durable. Lost with a rollback.
  package func announce(_ topic: String) throws { try connection.announce(topic) }
}

package enum EngineKind: String, Sendable, CaseIterable {
  case sqlite, postgres
}

/// One engine's connection, for the length of one transaction.
protocol Connection {
  var engine: EngineKind { get }
  func rows(_ sql: String, _ values: [SQLValue]) throws -> [Row]
  func ask(_ sql: String, _ values: [SQLValue]) throws -> Answer
  func run(_ sql: String, _ values: [SQLValue]) throws
  func change(_ sql: String, _ values: [SQLValue]) throws -> Int
  func script(_ text: String) throws
  func announce(_ topic: String) throws
}
