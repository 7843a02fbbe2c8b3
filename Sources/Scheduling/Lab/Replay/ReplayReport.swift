import Kernel
import Practice

/// A month as it would have been by the rules of today, and by those of a draft.
package struct ReplayReport: Sendable, Equatable {
  package let days: ReplayDays
  package let policy: ReplayPolicy
  package let before: ReplayFigures
  /// Nil where no draft is tried.
  package let after: ReplayFigures?
  package let known: Known
  /// Kinds of visits by what they are called.
  package let types: [ID<VisitType>: String]

  /// What it stands on.
  package struct Known: Sendable, Equatable {
    /// Visits that were asked for within the days that are replayed.
    package let visits: Int
    package let walkIns: Int
    package let cancelled: Int
    package let missed: Int
    /// How long they took is known, drawn from others of their kind, or as planned.
    package let measured: Int
    package let drawn: Int
    package let planned: Int
    /// Who got a time past a rule, and gets it past the same rule again.
    package let pastRules: Int
    /// Asked for before its time was free, as other systems note it.
    package let settled: Int
  }

  package init(
    _ recorded: [ReplayedVisit], _ rules: ReplayRules, draft: ReplayRules?, _ days: ReplayDays,
    _ policy: ReplayPolicy = ReplayPolicy(), seed: UInt64 = 1
  ) {
    let groups = Set(rules.types.filter { $0.rules.capacity > 1 }.map(\.id))
    let (visits, settled) = recorded.settled(groups: groups)
    let lengths = LivedLengths(visits, seed: seed)
    self.days = days
    self.policy = policy
    before = ReplayFigures(ReplayRun(visits, rules, days, policy), days, lengths)
    after = draft.map { ReplayFigures(ReplayRun(visits, $0, days, policy), days, lengths) }
    types = Dictionary(rules.types.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let deeds = recorded.flatMap(\.turns).map(\.deed)
    known = Known(
      visits: visits.count, walkIns: visits.count(where: \.isWalkIn),
      cancelled: deeds.count { $0 == .cancel }, missed: deeds.count { $0 == .miss },
      measured: lengths.measured, drawn: lengths.drawn,
      planned: visits.count - lengths.measured - lengths.drawn,
      pastRules: deeds.count { if case .ask(_, let past) = $0 { !past.isEmpty } else { false } },
      settled: settled)
  }
}
