import Kernel
import Practice

extension [ReplayedVisit] {
  /// Visits that were recorded rather than booked may have been asked for while somebody else still stood there, who
  /// gave it up later: other systems note when, but did not mind. Such a visit counts as asked for at the moment its
  /// time was free. What is booked here never looks so, because the schedule refuses it.
  ///
  /// - Parameter groups: kinds of visits that share their time.
  /// - Returns: the visits, and how many of them were put later.
  func settled(groups: Set<ID<VisitType>>) -> (visits: [ReplayedVisit], count: Int) {
    var given: [Place: [(time: Range<Int>, at: Instant)]] = [:]
    for visit in self where !groups.contains(visit.type) {
      guard let slot = visit.lastSlot, let left = visit.left else { continue }
      given[Place(slot), default: []].append((slot.span, left))
    }
    var (visits, count) = (self, 0)
    for place in visits.indices where !groups.contains(visits[place].type) {
      guard let turn = visits[place].turns.first, case .ask(let slot, let past) = turn.deed, past.isEmpty,
        visits[place].lastSlot == slot
      else { continue }
      let end = visits[place].left ?? Instant(milliseconds: .max)
      let free = (given[Place(slot)] ?? [])
        .filter { $0.time.overlaps(slot.span) && turn.at < $0.at && $0.at < end }.map(\.at).max()
      guard let free else { continue }
      count += 1
      // Nobody asked so late in fact, so notice is not what speaks against it.
      visits[place].turns[0] = ReplayedVisit.Turn(at: free, deed: .ask(slot, past: [.leadTime]))
    }
    return (visits, count)
  }
}

/// Where visits can be in each other's way.
private struct Place: Hashable {
  let provider: ID<Provider>
  let location: ID<Location>
  let day: LocalDay

  init(_ slot: Slot) { (provider, location, day) = (slot.provider, slot.location, slot.day) }
}

extension ReplayedVisit {
  /// When it was given up or missed.
  fileprivate var left: Instant? {
    turns.last.flatMap { turn in
      if case .ask = turn.deed { nil } else { turn.at }
    }
  }
}
