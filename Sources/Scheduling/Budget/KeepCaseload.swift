import Kernel
import Practice
import Store

/// What a provider should have at most: weighted minutes, and visits of a kind.
package struct Caseload: Sendable, Equatable {
  package var budgets: [DayLoad.Scope: Int]
  package var counts: [Count]

  package struct Count: Sendable, Hashable {
    package var scope: DayLoad.Scope
    package var what: Template.Allowed
    package var most: Int

    package init(_ scope: DayLoad.Scope, _ what: Template.Allowed, most: Int) {
      self.scope = scope
      self.what = what
      self.most = most
    }
  }

  package init(budgets: [DayLoad.Scope: Int] = [:], counts: [Count] = []) {
    self.budgets = budgets
    self.counts = counts
  }
}

extension Scheduling {
  package func caseload(of provider: ID<Provider>, by who: Who) async throws -> Caseload {
    try who.require(.seeSchedule)
    let limits = try await store.read { try $0.limits(of: provider) }
    return Caseload(
      budgets: Dictionary(uniqueKeysWithValues: limits.budgets.map { ($0.scope, $0.minutes) }),
      counts: limits.counts.map { Caseload.Count($0.scope, $0.what, most: $0.most) })
  }

  /// Says what a provider should have at most. Visits that are booked stay.
  package func keepCaseload(_ caseload: Caseload, of provider: ID<Provider>, by who: Who) async throws {
    try who.require(.manageSchedule)
    for minutes in caseload.budgets.values where !(0...10_080).contains(minutes) {
      throw InvalidInput("budget", "A budget is 0 to 10080 minutes, which is a whole week.")
    }
    for count in caseload.counts where !(0...500).contains(count.most) {
      throw InvalidInput("most", "At most 0 to 500 visits of a kind.")
    }
    let kinds = caseload.counts.map { "\($0.scope.rawValue) \($0.what)" }
    guard Set(kinds).count == kinds.count else {
      throw InvalidInput("most", "The same kind is limited twice for the same time. Leave one of them out.")
    }
    let moment = now()
    // Bookings of the provider queue for the same name: one that is under way counts against the old or the new.
    try await store.write(locking: [BookingPlan.calendar(of: provider)]) { tx in
      try tx.requireProvider(provider)
      try tx.run("DELETE FROM caseload_budget WHERE provider = \(provider)")
      try tx.run("DELETE FROM caseload_count WHERE provider = \(provider)")
      for (scope, minutes) in caseload.budgets {
        try tx.run(
          "INSERT INTO caseload_budget (provider, scope, minutes) VALUES (\(provider), \(scope), \(minutes))")
      }
      for count in caseload.counts {
        try tx.run(
          """
          INSERT INTO caseload_count (provider, scope, what, most)
          VALUES (\(provider), \(count.scope), \(count.what), \(count.most))
          """)
      }
      try tx.audit("caseload.changed", by: who, subject: "provider:\(provider)", at: moment)
    }
  }
}
