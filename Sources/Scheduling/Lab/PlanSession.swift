/// Start times for a session, and what is to be expected of them.
package struct SessionPlan: Sendable, Equatable {
  package let starts: [Double]
  package let outlook: SessionOutlook

  package var cost: Double { outlook.cost }
}

extension SessionToPlan {
  /// The start times that cost least.
  package func plan() -> SessionPlan {
    // The search runs in units of the mean visit, so that its figures are of one size.
    let unit = visits.reduce(0) { $0 + $1.service.mean } / Double(visits.count)
    let cost = SessionCost(self)
    let gaps = leastPoint(from: evenGaps.map { $0 / unit }) { gaps in
      let (cost, gradient) = cost.slope(gaps.map { $0 * unit })
      return (cost / unit, gradient)
    }.map { $0 * unit }
    return SessionPlan(starts: starts(gaps), outlook: cost.outlook(gaps))
  }

  /// As most practices do it: each visit starts when the one before ends on average.
  package func evenPlan() -> SessionPlan {
    SessionPlan(starts: starts(evenGaps), outlook: SessionCost(self).outlook(evenGaps))
  }

  private var evenGaps: [Double] { visits.dropLast().map(\.service.mean) }

  private func starts(_ gaps: [Double]) -> [Double] {
    gaps.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
  }
}
