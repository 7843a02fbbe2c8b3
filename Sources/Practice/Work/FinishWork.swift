import Kernel
import Store

extension Practice {
  /// Ends a piece of work with what came of it. Somebody who was quicker is no error.
  package func finishWork(_ id: ID<WorkItem>, outcome: String, by who: Who) async throws {
    try who.require(.bookVisits)
    let outcome = try cleanLine(outcome, "outcome", "What came of it")
    let moment = now()
    try await store.write { tx in
      guard let item = try tx.work(where: "id = \(id)", most: 1).first,
        item.location.map(who.may(at:)) ?? true
      else { throw NotFound("piece of work") }
      guard try tx.endWork(kind: item.kind, key: item.key, outcome: outcome, by: who.name, at: moment) else {
        return
      }
      try tx.audit(
        "work.finished", by: who, patients: item.patient.map { [$0] } ?? [], subject: "work:\(id)",
        detail: item.kind, at: moment)
    }
  }
}
