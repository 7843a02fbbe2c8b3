import Kernel

/// A provider's day as it goes: everybody comes at their time and is seen in turn, each for as long as they take.
struct LivedDay: Equatable {
  /// Minutes after the agreed time at which each was seen.
  private(set) var waits: [Int] = []
  /// Minutes with patients after the last hour of the day.
  private(set) var overtime = 0

  /// Who is seen: when it was agreed, and for how many minutes. A group is one.
  struct Turn {
    let start: Int
    let minutes: Int
    var people = 1
  }

  init(_ turns: [Turn], open: [Range<Int>]) {
    var free = 0
    for turn in turns.sorted(by: { $0.start < $1.start }) {
      let begin = max(turn.start, free)
      waits += Array(repeating: begin - turn.start, count: turn.people)
      free = begin + turn.minutes
    }
    if let first = turns.map(\.start).min() { overtime = max(0, free - (open.last?.upperBound ?? first)) }
  }
}

extension ReplayRun {
  /// A day with all who stood on it to the end and came.
  func live(_ provider: Int, _ day: Int, _ lengths: LivedLengths) -> LivedDay {
    let here = book.standing(provider, day).filter { $0.isHere && !missed.contains($0.visit) }
    var groups: [[Int]: LivedDay.Turn] = [:]
    var turns: [LivedDay.Turn] = []
    for visit in here {
      let turn = LivedDay.Turn(start: visit.span.lowerBound, minutes: lengths.minutes[visit.visit])
      guard book.grid.kind[visit.kind].capacity > 1 else {
        turns.append(turn)
        continue
      }
      let met = groups[[visit.kind, turn.start]]
      groups[[visit.kind, turn.start]] = LivedDay.Turn(
        start: turn.start, minutes: max(turn.minutes, met?.minutes ?? 0), people: 1 + (met?.people ?? 0))
    }
    return LivedDay(turns + groups.values, open: book.grid.day(provider, day).open)
  }
}
