import Kernel
import Store

extension Practice {
  /// What live pages of open work watch.
  package static let workTopic = "work"

  /// Everything that needs somebody, urgent first, then what is due first. Seeing it is written to the audit trail.
  ///
  /// `role`: only what this role usually does; nil is everything.
  package func openWork(for role: Role? = nil, most: Int = 300, by who: Who) async throws -> [WorkItem] {
    try who.require(.seeSchedule)
    let items = try await store.read { tx in
      try tx.work(where: role.map { "ended_at IS NULL AND role = \($0)" } ?? "ended_at IS NULL", most: most)
    }.filter { $0.location.map(who.may(at:)) ?? true }
    let patients = Set(items.compactMap(\.patient))
    if !patients.isEmpty {
      let moment = now()
      try await store.write { tx in
        try tx.audit("work.viewed", by: who, patients: patients.sorted(), at: moment)
      }
    }
    return items
  }
}
