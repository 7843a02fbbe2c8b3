import Kernel
import Practice
import Store

extension Scheduling {
  /// Gives a held time free before it runs out. One that is over already stays so.
  package func release(_ id: ID<Hold>, by who: Who) async throws {
    try who.require(.bookVisits)
    let moment = now()
    try await store.write { tx in
      guard let hold = try tx.hold(id), who.may(at: hold.slot.location) else { throw NotFound("hold") }
      guard try tx.end(hold, at: moment) else { return }
      try tx.audit("hold.released", by: who, subject: "hold:\(id)", at: moment)
    }
  }

  /// Clears a hold away that has run out, so that the boards show its time as free: the work of ``Hold/expiry``.
  package func expire(_ id: ID<Hold>) async throws {
    let moment = now()
    try await store.write { tx in
      guard let hold = try tx.hold(id), hold.expires <= moment else { return }
      _ = try tx.end(hold, at: moment)
    }
  }
}
