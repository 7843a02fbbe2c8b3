import Scheduling

/// Plans a session of twenty visits of all kinds: even and uneven lengths, absences, walk-ins and overtime.
enum SessionDesk {
  static func plan() throws -> Timings {
    let kinds = try [(10.0, 0.1), (20, 0.3), (30, 0.6), (15, 1.0), (25, 1.8)].map { mean, variability in
      try ServiceTime(mean: mean, variability: variability)
    }
    let session = try SessionToPlan(
      visits: (0..<20).map { VisitToPlan(kinds[$0 % kinds.count], noShow: 0.08) },
      weights: PlanWeights(omega: 0.5, overtime: 0.5), length: 400,
      walkIns: WalkIns(expected: 2, service: kinds[3]))
    var timings = Timings()
    let began = ContinuousClock.now
    for _ in 0..<20 {
      let start = ContinuousClock.now
      _ = session.plan()
      timings.milliseconds.append((ContinuousClock.now - start) / .milliseconds(1))
    }
    timings.seconds = (ContinuousClock.now - began) / .seconds(1)
    return timings
  }
}
