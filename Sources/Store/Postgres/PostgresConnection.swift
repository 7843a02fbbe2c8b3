import CPostgres
import Foundation
import Kernel

/// One libpq connection with its prepared statements, in pipeline mode: what nobody waits for (a statement without an
/// answer, the preparing of one) goes out with the next one that somebody waits for, so that a transaction takes few
/// trips to the server (PostgreSQL 15 documentation, 34.5 "Pipeline Mode").
///
/// `@unchecked Sendable`: the engine's list hands it to one thread at a time.
final class PostgresConnection: Connection, @unchecked Sendable {
  private struct Prepared {
    let name: String
    var columns: Row.Columns?
    var types: [Oid] = []
  }

  /// What the server still owes an answer to, in order.
  private enum Owed {
    case statement
    /// A look that somebody will hear of later, by its text.
    case asked(Answer, String)
    /// A statement that is being prepared, by its text.
    case preparing(String)
    case sync
  }

  let engine = EngineKind.postgres
  let raw: OpaquePointer
  private var prepared: [String: Prepared] = [:]
  private var named = 0
  private var uses = 0
  private var owed: [Owed] = []
  private var topics: Set<String> = []

  /// So many are kept from one transaction to the next. Never given up within one: what only looks is one picture of the
  /// data only from sync to sync.
  private static let mostPrepared = 500

  /// So few answers fit into the socket's buffer, whatever they say: client and server never wait for each other.
  private static let mostOwed = 64

  init(_ url: String) throws {
    let words = ["dbname", "connect_timeout", "fallback_application_name", "client_encoding"]
    let values = [url, "5", "foyer", "UTF8"]
    let found = withCStrings(words) { names in
      withCStrings(values) { PQconnectdbParams(names, $0, 1) }
    }
    guard let found else { throw StoreError(.unavailable, "out of memory") }
    raw = found
    guard PQstatus(raw) == CONNECTION_OK else {
      let reason = String(cString: PQerrorMessage(raw))
      throw StoreError(.unavailable, reason.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    try script(
      """
      SET client_min_messages = error; SET timezone = 'UTC'; SET lock_timeout = '60s';
      SET default_transaction_isolation = 'repeatable read'; SET default_transaction_read_only = on
      """)
  }

  deinit { PQfinish(raw) }

  var isAlive: Bool { PQstatus(raw) == CONNECTION_OK }

  func announce(_ topic: String) throws { topics.insert(topic) }

  func takeTopics() -> Set<String> {
    defer { topics = [] }
    return topics
  }

  // MARK: - A transaction's statements

  func run(_ sql: String, _ values: [SQLValue]) throws {
    try send(sql, values)
    if owed.count >= Self.mostOwed { try settle() }
  }

  func change(_ sql: String, _ values: [SQLValue]) throws -> Int {
    let result = try answer(sql, values)
    defer { PQclear(result) }
    return Int(String(cString: PQcmdTuples(result))) ?? 0
  }

  func rows(_ sql: String, _ values: [SQLValue]) throws -> [Row] {
    let result = try answer(sql, values)
    defer { PQclear(result) }
    return try rows(of: result, sql)
  }

  func ask(_ sql: String, _ values: [SQLValue]) throws -> Answer {
    let answer = Answer { [unowned self] in
      try flush()
      PQclear(try collect())
    }
    try send(sql, values, owing: .asked(answer, sql))
    return answer
  }

  private func rows(of result: OpaquePointer?, _ sql: String) throws -> [Row] {
    let width = PQnfields(result)
    guard var statement = prepared[sql] else { throw StoreFault("a statement was forgotten while it ran") }
    let columns: Row.Columns
    if let known = statement.columns {
      columns = known
    } else {
      columns = Row.Columns((0..<width).map { String(cString: PQfname(result, $0)) })
      statement.columns = columns
      statement.types = (0..<width).map { PQftype(result, $0) }
      prepared[sql] = statement
    }
    return (0..<PQntuples(result)).map { row in
      Row(
        columns: columns,
        values: (0..<width).map { SQLValue(result, row, $0, type: statement.types[Int($0)]) })
    }
  }

  /// Goes out before the transaction that follows, in one trip with it and as a transaction of its own: one that waits
  /// for its turn by this takes its picture of the data once the turn has come.
  func queue(_ statement: SQL) throws {
    try send(statement.text, statement.values)
    try sync()
  }

  /// Several statements without values, by themselves, once all that was sent before is done.
  func script(_ text: String) throws {
    try leavePipeline()
    let result = PQexec(raw, text)
    defer { PQclear(result) }
    guard Self.isGood(result) else { throw StoreError(result, isAlive: isAlive) }
  }

  /// Ends a transaction that only looked, which the pipeline's next sync does, without waiting for it: whoever uses the
  /// connection next does. What was asked and not heard is heard now, so that its failure is not told to the next.
  func endLooking() throws {
    try settle()
    if PQpipelineStatus(raw) == PQ_PIPELINE_OFF { return }
    try sync()
    PQflush(raw)
  }

  /// Ends a transaction durably, and gives the session's locks up where it holds any.
  func commit(holdsLocks: Bool) throws {
    if PQtransactionStatus(raw) == PQTRANS_INERROR {
      throw StoreFault("a transaction was to be committed in which a statement had failed")
    }
    try send("COMMIT", [])
    if holdsLocks { try send("SELECT pg_advisory_unlock_all()", []) }
    try settle()
  }

  /// Takes a failed transaction back, whatever state it is in.
  func rollBack() {
    // What was sent before may fail now; it is taken back in any case.
    try? settle()
    guard isAlive else { return }
    try? script("ROLLBACK; SELECT pg_advisory_unlock_all()")
  }

  /// Waits for what the last transaction left to the next, and looks whether the server is still there.
  ///
  /// Looked at twice: the first look may find the server's last words, only the second that it hung up.
  ///
  /// Too many statements are given up now, between two transactions. Whenever its uses have doubled, they are planned
  /// anew: a plan that was made while a table was empty may read all of it later, until PostgreSQL comes to count it.
  func wake() throws {
    try settle()
    guard PQconsumeInput(raw) == 1, PQconsumeInput(raw) == 1, isAlive else { throw lost() }
    if prepared.count >= Self.mostPrepared {
      try queue("DEALLOCATE ALL")
      prepared = [:]
    }
    uses += 1
    if uses >= 16, uses & (uses - 1) == 0 { try queue("DISCARD PLANS") }
  }

  /// Whether it can be lent again: nothing is open on it.
  var isIdle: Bool {
    isAlive && (owed.isEmpty ? PQtransactionStatus(raw) == PQTRANS_IDLE : endsInSync)
  }

  // MARK: - The pipeline

  private var endsInSync: Bool { if case .sync = owed.last { true } else { false } }

  private func send(_ sql: String, _ values: [SQLValue], owing kind: Owed = .statement) throws {
    let texts = try values.map { try $0.postgresText }
    if PQpipelineStatus(raw) == PQ_PIPELINE_OFF, PQenterPipelineMode(raw) != 1 { throw lost() }
    let name = try prepare(sql)
    let sent = withCStrings(texts) {
      PQsendQueryPrepared(raw, name, Int32(texts.count), $0, nil, nil, 0)
    }
    guard sent == 1 else { throw lost() }
    owed.append(kind)
  }

  private func prepare(_ sql: String) throws -> String {
    if let known = prepared[sql] { return known.name }
    named += 1
    let name = "s\(named)"
    guard PQsendPrepare(raw, name, sql, 0, nil) == 1 else { throw lost() }
    prepared[sql] = Prepared(name: name)
    owed.append(.preparing(sql))
    return name
  }

  private func answer(_ sql: String, _ values: [SQLValue]) throws -> OpaquePointer? {
    try send(sql, values)
    try flush()
    return try collect()
  }

  private func flush() throws {
    guard PQsendFlushRequest(raw) == 1 else { throw lost() }
  }

  private func sync() throws {
    guard PQpipelineSync(raw) == 1 else { throw lost() }
    owed.append(.sync)
  }

  /// Waits until all that was sent is done.
  func settle() throws {
    if owed.isEmpty { return }
    if !endsInSync { try sync() }
    PQclear(try collect())
  }

  private func leavePipeline() throws {
    guard PQpipelineStatus(raw) != PQ_PIPELINE_OFF else { return }
    try settle()
    guard PQexitPipelineMode(raw) == 1 else { throw lost() }
  }

  /// Reads all answers that are owed and gives the last statement's. After the first failure the server does
  /// nothing more until a sync, so all up to there is read, too, and the first failure is what is told.
  private func collect() throws -> OpaquePointer? {
    var last: OpaquePointer?
    var failure: StoreError?
    while let next = owed.first {
      owed.removeFirst()
      let result = PQgetResult(raw)
      guard let result else {
        PQclear(last)
        owed = []
        throw failure ?? lost()
      }
      if case .sync = next {
        PQclear(result)
        continue
      }
      if Self.isGood(result) {
        if case .asked(let answer, let sql) = next {
          answer.come(Result { try rows(of: result, sql) })
          PQclear(result)
        } else {
          PQclear(last)
          last = result
        }
      } else {
        if failure == nil { failure = StoreError(result, isAlive: isAlive) }
        if case .preparing(let sql) = next { prepared[sql] = nil }
        PQclear(result)
        guard isAlive else { break }
        if !owed.contains(where: { if case .sync = $0 { true } else { false } }) { try? sync() }
      }
      while let more = PQgetResult(raw) { PQclear(more) }
    }
    guard let failure else { return last }
    PQclear(last)
    if !isAlive { owed = [] }
    throw failure
  }

  private static func isGood(_ result: OpaquePointer?) -> Bool {
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK: true
    default: false
    }
  }

  /// What libpq itself could not do.
  private func lost() -> StoreError {
    StoreError(
      isAlive ? .other : .unavailable, isAlive ? "a statement could not be sent" : "the connection was lost")
  }
}
