/// A session of slots of one length, with so many alike visits starting at each: the model of Kaandorp and Koole
/// (2007). The wait counts as the mean of all visits that come.
package struct SlotSession: Sendable {
  package let slots: Int
  package let slotLength: Double
  private let session: SessionToPlan

  package init(
    visits: Int, slots: Int, slotLength: Double, service: ServiceTime, noShow: Double = 0, wait: Double,
    idle: Double, tardiness: Double
  ) throws(SessionRefused) {
    guard (1...16).contains(slots), slotLength > 0, slotLength.isFinite, visits > 0 else { throw .slots }
    guard [wait, idle, tardiness].allSatisfy({ (0...1000).contains($0) }) else { throw .overtime }
    let coming = Double(visits) * (1 - noShow)
    session = try SessionToPlan(
      visits: Array(repeating: VisitToPlan(service, noShow: noShow), count: visits),
      weights: PlanWeights(idle: idle, wait: wait / coming, overtime: tardiness),
      length: Double(slots) * slotLength)
    (self.slots, self.slotLength) = (slots, slotLength)
  }

  /// What is to be expected with so many visits starting at each slot.
  package func outlook(_ counts: [Int]) throws(SessionRefused) -> SessionOutlook {
    guard counts.count == slots, counts.allSatisfy({ $0 >= 0 }), counts.reduce(0, +) == session.visits.count
    else { throw .slots }
    return SessionCost(session).outlook(gaps(counts))
  }

  /// One visit a slot, those that are too many at the end.
  package var individual: [Int] {
    let each = min(session.visits.count, slots)
    var counts = (0..<slots).map { $0 < each ? 1 : 0 }
    counts[slots - 1] += session.visits.count - each
    return counts
  }

  /// The cheapest schedule.
  ///
  /// A neighbour moves one visit of each of some slots to the slot before it, and from the first to the last. The
  /// cost is multimodular in the counts, so a schedule that no neighbour beats is the best of all.
  package func plan() -> [Int] {
    let cost = SessionCost(session)
    var counts = individual
    var least = cost.outlook(gaps(counts)).cost
    var moves = 1
    while moves < 1 << slots - 1 {
      let next = moved(counts, moves)
      moves += 1
      guard let next else { continue }
      let nextCost = cost.outlook(gaps(next)).cost
      if nextCost < least - 1e-12 * abs(least) { (counts, least, moves) = (next, nextCost, 1) }
    }
    return counts
  }

  private func moved(_ counts: [Int], _ moves: Int) -> [Int]? {
    var next = counts
    for slot in 0..<slots where moves >> slot & 1 == 1 {
      next[slot] -= 1
      next[slot == 0 ? slots - 1 : slot - 1] += 1
    }
    return next.allSatisfy { $0 >= 0 } ? next : nil
  }

  private func gaps(_ counts: [Int]) -> [Double] {
    let starts = counts.enumerated().flatMap { slot, count in
      Array(repeating: Double(slot) * slotLength, count: count)
    }
    return zip(starts.dropFirst(), starts).map { $0 - $1 }
  }
}
