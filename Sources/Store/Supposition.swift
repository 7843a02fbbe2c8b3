import Synchronization

extension Store {
  /// Does work that rests on something known from before: the first transaction in it asks whether it is still so, in
  /// the same trip as its first look, and nobody hears, writes or refuses anything before the answer. Of several that
  /// begin at once each asks for itself. Work without a transaction is followed by one.
  ///
  /// - Parameters:
  ///   - ask: asks at the beginning of a transaction; true where it is still so.
  ///   - work: may have run when this fails, but what it found not to be so has changed nothing in the database.
  /// - Returns: what the work gave.
  /// - Throws: ``SupposedWrong`` where it is not so any more, whatever the work said.
  package func supposing<Value: Sendable>(
    _ ask: @escaping @Sendable (Transaction) throws -> Later<Bool>, _ work: () async throws -> Value
  ) async throws -> Value {
    let supposition = Supposition(ask)
    let outcome: Result<Value, any Error>
    do {
      outcome = .success(try await Supposition.$inForce.withValue(supposition, operation: work))
    } catch {
      outcome = .failure(error)
    }
    try await supposition.confirm(engine)
    return try outcome.get()
  }
}

/// What was supposed is not so any more. Nothing was changed.
package struct SupposedWrong: WrongGuess {}

/// What a task supposes, until a transaction has found it to be so.
///
/// The lock guards what was found.
final class Supposition: Sendable {
  /// For all that the task does, and only there.
  @TaskLocal static var inForce: Supposition?

  private let ask: @Sendable (Transaction) throws -> Later<Bool>
  /// Nil until somebody knows.
  private let isSo = Mutex<Bool?>(nil)

  init(_ ask: @escaping @Sendable (Transaction) throws -> Later<Bool>) { self.ask = ask }

  func confirm(_ engine: any Engine) async throws {
    switch isSo.withLock({ $0 }) {
    case true?: return
    case false?: throw SupposedWrong()
    case nil: try await run({ _ in }, engine.read)
    }
  }

  /// Runs a transaction, which asks first where nobody knows yet.
  func run<Value: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> Value,
    _ transact: (@escaping @Sendable (Transaction) throws -> Value) async throws -> Value
  ) async throws -> Value {
    if let isSo = isSo.withLock({ $0 }) {
      guard isSo else { throw SupposedWrong() }
      return try await transact(body)
    }
    do {
      let value = try await transact { [ask] tx in
        try tx.suppose(ask(tx))
        return try body(tx)
      }
      isSo.withLock { $0 = $0 ?? true }
      return value
    } catch let wrong as SupposedWrong {
      isSo.withLock { $0 = false }
      throw wrong
    }
  }
}
