/// What a look will say that was asked for and is not waited for yet: several that do not depend on each other take one
/// trip to PostgreSQL. Lives only as long as its transaction.
package struct Later<Value> {
  let answer: Answer
  let read: ([Row]) throws -> Value

  var hasCome: Bool { answer.hasCome }

  func wait() throws { _ = try answer.rows() }

  package func map<Other>(_ change: @escaping (Value) throws -> Other) -> Later<Other> {
    Later<Other>(answer: answer) { [read] in try change(read($0)) }
  }

  /// Waits for it.
  package func value() throws -> Value { try read(try answer.rows()) }
}

/// Rows that are there already, or that a connection still has to fetch.
final class Answer {
  private var came: Result<[Row], any Error>?
  private let fetch: () throws -> Void

  /// `fetch` waits until the connection has called ``come(_:)``.
  init(fetch: @escaping () throws -> Void) { self.fetch = fetch }

  init(_ rows: [Row]) {
    came = .success(rows)
    fetch = {}
  }

  var hasCome: Bool { came != nil }

  func come(_ rows: Result<[Row], any Error>) { came = rows }

  func rows() throws -> [Row] {
    if came == nil { try fetch() }
    guard let came else { throw StoreFault("an answer did not come") }
    return try came.get()
  }
}
