import Kernel
import Practice

/// How long each visit takes with the clinician: what it really took; where nobody pressed the buttons, a length
/// drawn from visits of the same kind with the same provider, or with anybody; where there are too few of those,
/// its planned length. Drawn once, so that before and after differ by the schedule and not by the dice.
struct LivedLengths {
  private(set) var minutes: [Int] = []
  private(set) var measured = 0
  private(set) var drawn = 0

  init(_ visits: [ReplayedVisit], seed: UInt64) {
    var dice = ReplayDice(state: seed)
    var own: [Key: [Int]] = [:]
    var all: [ID<VisitType>: [Int]] = [:]
    for visit in visits {
      guard let took = visit.took, let slot = visit.lastSlot else { continue }
      own[Key(type: visit.type, provider: slot.provider), default: []].append(took)
      all[visit.type, default: []].append(took)
    }
    for visit in visits {
      // A throw for everybody, so that one measured visit more does not change the others.
      let throwing = dice.next()
      let slot = visit.lastSlot
      let pools = [slot.flatMap { own[Key(type: visit.type, provider: $0.provider)] }, all[visit.type]]
      if let took = visit.took {
        minutes.append(took)
        measured += 1
      } else if let pool = pools.compactMap({ $0 }).first(where: { $0.count >= LearnedLengths.enough.lengths }
      ) {
        minutes.append(pool[Int(throwing % UInt64(pool.count))])
        drawn += 1
      } else {
        minutes.append(slot?.minutes ?? 0)
      }
    }
  }

  private struct Key: Hashable {
    let type: ID<VisitType>
    let provider: ID<Provider>
  }
}

extension ReplayedVisit {
  /// Where it stood last.
  var lastSlot: Slot? {
    turns.reversed().lazy.compactMap { turn -> Slot? in
      if case .ask(let slot, _) = turn.deed { slot } else { nil }
    }.first
  }
}

/// Chance that is handed in: the same seed, the same throws (SplitMix64).
struct ReplayDice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
