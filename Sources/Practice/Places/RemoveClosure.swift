import Kernel
import Store

extension Practice {
  /// Takes a closure back. The audit trail keeps that there was one.
  /// `also` is what belongs into the same commit, such as the visits that can stay after all.
  package func removeClosure(
    _ id: ID<Closure>, by who: Who, also: @escaping @Sendable (Transaction) throws -> Void = { _ in }
  ) async throws {
    try who.require(.managePlaces)
    let moment = now()
    try await store.write { tx in
      guard let closure = try tx.closures("id = \(id)").first else { throw NotFound("closure") }
      try who.requireClosing(closure.location)
      try tx.run("DELETE FROM closure WHERE id = \(id)")
      try also(tx)
      try tx.audit(
        "closure.removed", by: who, subject: "closure:\(id)",
        detail: "\(closure.first) to \(closure.last): \(closure.reason)", at: moment)
    }
  }
}
