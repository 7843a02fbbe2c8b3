import Kernel
import Practice
import Store

/// Which days of which place are gone through again, and by which draft.
package struct ReplayWish: Sendable, Equatable {
  package var location: ID<Location>
  package var days: ClosedRange<LocalDay>
  package var draft: ID<ScheduleDraft>?

  package init(location: ID<Location>, days: ClosedRange<LocalDay>, draft: ID<ScheduleDraft>? = nil) {
    self.location = location
    self.days = days
    self.draft = draft
  }

  /// The four weeks before a day, and the months before it, newest first.
  package static func periods(before today: LocalDay) -> [ClosedRange<LocalDay>] {
    var periods = [today.advanced(by: -28)...today.advanced(by: -1)]
    var end = today.advanced(by: -today.day)
    for _ in 0..<12 {
      let first = end.advanced(by: 1 - end.day)
      periods.append(first...end)
      end = first.advanced(by: -1)
    }
    return periods
  }
}

package enum ReplayRefused: Refusal, Equatable {
  case tooLong
  case notOver
  case nothing

  package var kind: RefusalKind { .invalid }

  package var sentence: String {
    switch self {
    case .tooLong: "A replay is of 35 days at most. Choose a month."
    case .notOver: "A replay is of days that are over. Choose earlier ones."
    case .nothing: "Nobody asked for a visit there on those days. Choose another month or place."
    }
  }
}

extension Scheduling {
  /// Goes through what was really asked for on days gone by, by the rules as they are and as a draft would have them.
  /// Nothing is written, and nobody's name is read.
  ///
  /// - Throws: ``ReplayRefused``
  package func replay(_ wish: ReplayWish, by who: Who) async throws -> ReplayReport {
    try who.require(.manageSchedule)
    try who.require(wish.location)
    guard wish.days.upperBound.days(since: wish.days.lowerBound) < 35 else { throw ReplayRefused.tooLong }
    let (today, days) = (now(), ReplayDays(wish.days))
    let (rules, draft, visits) = try await store.read { tx in
      guard let place = try tx.location(wish.location) else { throw NotFound("location") }
      guard wish.days.upperBound < place.zone.day(of: today) else { throw ReplayRefused.notOver }
      return (
        try tx.replayRules(at: place, days.replayed), try wish.draft.map { try tx.draft($0, of: who) },
        try tx.replayedVisits(days.replayed)
      )
    }
    let isAsked = visits.contains { visit in
      visit.slots.contains { $0.location == wish.location && wish.days.contains($0.day) }
    }
    guard isAsked else { throw ReplayRefused.nothing }
    return ReplayReport(visits, rules, draft: draft.map { rules.with($0.changes) }, days)
  }
}

extension ReplayedVisit {
  fileprivate var slots: [Slot] {
    turns.compactMap { turn in
      if case .ask(let slot, _) = turn.deed { slot } else { nil }
    }
  }
}
