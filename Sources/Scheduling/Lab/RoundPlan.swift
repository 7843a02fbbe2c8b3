extension SessionToPlan {
  /// The cheapest starts on the wall's clock near a plan: each on a multiple of `step`, moved one step to and fro as
  /// long as that makes it cheaper.
  package func rounded(_ plan: SessionPlan, to step: Double) -> SessionPlan {
    let cost = SessionCost(self)
    func priced(_ starts: [Double]) -> SessionPlan {
      SessionPlan(starts: starts, outlook: cost.outlook(zip(starts.dropFirst(), starts).map { $0 - $1 }))
    }
    var best = priced(plan.starts.map { ($0 / step).rounded() * step })
    var improves = true
    while improves {
      improves = false
      for place in best.starts.indices.dropFirst() {
        for move in [-step, step] {
          var starts = best.starts
          starts[place] += move
          guard starts[place] >= starts[place - 1],
            place + 1 == starts.count || starts[place] <= starts[place + 1]
          else { continue }
          let moved = priced(starts)
          if moved.cost < best.cost - 1e-9 * best.cost { (best, improves) = (moved, true) }
        }
      }
    }
    return best
  }
}
