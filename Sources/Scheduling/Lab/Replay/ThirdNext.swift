import Kernel

/// How long the next patient waits for a time: the days to the third next available one, with each provider for each
/// kind of visit, as the office opens on each day that counts.
///
/// The third rather than the first, because the first may be one that somebody just gave back. Times are counted one
/// after the other from the beginning of each gap, so that the three do not overlap; each can be booked as it stands,
/// with hours, rooms, blocks, notice and caseload. Group visits are left out, where a free seat is not a free time.
struct ThirdNext {
  private(set) var pairs: [Pair] = []
  private(set) var days: [Int] = []
  /// By day that was looked at, and pair.
  private(set) var found: [[Waiting]] = []
  private var moments: [Instant] = []

  /// A provider and a kind of visit that somebody asked for.
  struct Pair: Hashable {
    let provider: Int
    let kind: Int
    /// How many asked, which is what it weighs.
    var asked = 0
  }

  /// Days to the third next time, or more than can be seen.
  enum Waiting: Equatable {
    case days(Int)
    case moreThan(Int)

    var days: Int {
      switch self {
      case .days(let days), .moreThan(let days): days
      }
    }
  }

  mutating func watch(_ visits: [ReplayedVisit], _ counted: ReplayDays, _ grid: ReplayGrid) {
    var asked: [Pair: Int] = [:]
    for visit in visits {
      guard case .ask(let slot, _)? = visit.turns.first?.deed, counted.counted.contains(slot.day),
        slot.location == grid.rules.location, let provider = grid.providers[slot.provider],
        let kind = grid.kinds[visit.type], grid.kind[kind].capacity == 1
      else { continue }
      asked[Pair(provider: provider, kind: kind), default: 0] += 1
    }
    pairs = asked.map { Pair(provider: $0.provider, kind: $0.kind, asked: $1) }
      .sorted { ($0.kind, $0.provider) < ($1.kind, $1.provider) }
    for day in counted.counted.lowerBound.days(
      since: grid.first)...counted.counted.upperBound.days(since: grid.first)
    {
      let opening = grid.rules.providers.indices.compactMap { grid.day($0, day).open.first?.lowerBound }.min()
      guard let opening, let moment = grid.moment(day, opening) else { continue }
      days.append(day)
      moments.append(Instant(milliseconds: Int64(moment) * 60_000))
    }
  }

  /// Looks at the days that begin before the next thing happens.
  mutating func look(at book: ReplayBook, until next: Instant?) {
    while found.count < days.count, next.map({ moments[found.count] <= $0 }) ?? true {
      let (day, now) = (days[found.count], Int(moments[found.count].milliseconds))
      found.append(pairs.map { book.thirdNext($0.provider, $0.kind, from: day, now: now) })
    }
  }
}

extension ReplayBook {
  func thirdNext(_ provider: Int, _ kind: Int, from first: Int, now: Int) -> ThirdNext.Waiting {
    let minutes = grid.kind[kind].minutes
    var asked = Asked(
      visit: -1, patient: nil, kind: kind, needs: grid.needs(of: kind, language: nil), provider: provider,
      day: first, start: 0, minutes: minutes,
      weighted: weightedMinutes(minutes, weight: grid.kind[kind].weight, needs: []), now: now)
    var count = 0
    for day in first..<grid.dayCount {
      asked.day = day
      var free = 0
      for start in starts(provider, day, kind, minutes) where start >= free {
        asked.start = start
        guard isOpen(asked) else { continue }
        count += 1
        if count == 3 { return .days(day - first) }
        free = start + minutes
      }
    }
    return .moreThan(grid.dayCount - 1 - first)
  }
}
