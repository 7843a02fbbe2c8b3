import Kernel
import Practice

/// What a month came to: of the whole place, of each provider, and of each provider's kinds of visits.
package struct ReplayFigures: Sendable, Equatable {
  package let providers: [OfProvider]
  package let answers: Answers
  package let thirdNext: [OfPair]
  /// The mean of all pairs on each day, weighed by how many ask; the same days in every replay of a month.
  package let thirdNextByDay: [(day: LocalDay, days: Double)]
  /// Minutes after the agreed time, sorted.
  package let waits: [Int]

  package struct OfProvider: Sendable, Equatable {
    package let provider: ID<Provider>
    package let name: String
    /// Minutes in which patients can be booked.
    package var open = 0
    /// Of those, minutes in which somebody was seen.
    package var filled = 0
    package var visits = 0
    /// Days with hours.
    package var days = 0
    /// Minutes as a caseload counts them.
    package var weighted = 0
    package var heaviest = 0
    package var overtime = 0
    package var waits: [Int] = []

    package init(_ provider: ID<Provider>, _ name: String) {
      self.provider = provider
      self.name = name
    }

    package var fill: Double { open == 0 ? 0 : Double(filled) / Double(open) }
  }

  /// What was answered to those who asked for a day that counts.
  package struct Answers: Sendable, Equatable {
    package var asks = 0
    package var asAsked = 0
    package var sameProvider = 0
    package var another = 0
    package var refused = 0
    package var walkInsRefused = 0
    package var movesRefused = 0
    /// Days later than asked, of those who got another time, as a sum.
    package var daysLater = 0
    /// Days from asking to the day of the visit, of all who got one, as a sum.
    package var daysAhead = 0
    /// Who did not get what they asked for, by the first rule against it.
    package var because: [ReplayRule: Because] = [:]

    package struct Because: Sendable, Equatable {
      package var moved = 0
      package var refused = 0

      package init() {}
    }

    package var placed: Int { asks - refused }
  }

  package struct OfPair: Sendable, Equatable {
    package let provider: ID<Provider>
    package let type: ID<VisitType>
    package let asked: Int
    /// The mean over the days that count.
    package let days: Double
    /// On some days it lay beyond what can be seen.
    package let isLeast: Bool
  }

  package static func == (a: ReplayFigures, b: ReplayFigures) -> Bool {
    a.providers == b.providers && a.answers == b.answers && a.thirdNext == b.thirdNext && a.waits == b.waits
      && a.thirdNextByDay.elementsEqual(b.thirdNextByDay) { $0 == $1 }
  }
}

extension ReplayFigures {
  /// Of all providers together.
  package var whole: OfProvider {
    providers.reduce(into: OfProvider("", "")) { sum, one in
      sum.open += one.open
      sum.filled += one.filled
      sum.visits += one.visits
      sum.days += one.days
      sum.weighted += one.weighted
      sum.heaviest = max(sum.heaviest, one.heaviest)
      sum.overtime += one.overtime
      sum.waits += one.waits
    }
  }

  /// The mean over all pairs, weighed by how many ask; nil where nobody asked for anything.
  package var thirdNextMean: Double? {
    let asked = thirdNext.reduce(0) { $0 + $1.asked }
    return asked == 0 ? nil : thirdNext.reduce(0) { $0 + $1.days * Double($1.asked) } / Double(asked)
  }

  init(_ run: ReplayRun, _ counted: ReplayDays, _ lengths: LivedLengths) {
    let grid = run.book.grid
    let first = counted.counted.lowerBound.days(since: grid.first)
    let days = first...counted.counted.upperBound.days(since: grid.first)
    providers = grid.rules.providers.indices.compactMap { provider in
      let one = OfProvider(run, provider, days, lengths)
      return one.open == 0 && one.visits == 0 ? nil : one
    }
    waits = providers.flatMap(\.waits).sorted()
    answers = Answers(run, days)
    let (pairs, found) = (run.thirdNext.pairs, run.thirdNext.found)
    thirdNext = pairs.enumerated().map { place, pair in
      let all = found.map { $0[place] }
      return OfPair(
        provider: grid.rules.providers[pair.provider].id, type: grid.rules.types[pair.kind].id,
        asked: pair.asked, days: Double(all.reduce(0) { $0 + $1.days }) / Double(max(1, all.count)),
        isLeast: all.contains { if case .moreThan = $0 { true } else { false } })
    }
    let asked = max(1, pairs.reduce(0) { $0 + $1.asked })
    thirdNextByDay = zip(run.thirdNext.days, found).map { day, list in
      let sum = zip(pairs, list).reduce(0) { $0 + $1.0.asked * $1.1.days }
      return (grid.first.advanced(by: day), Double(sum) / Double(asked))
    }
  }
}

extension ReplayFigures.OfProvider {
  fileprivate init(_ run: ReplayRun, _ place: Int, _ counted: ClosedRange<Int>, _ lengths: LivedLengths) {
    let grid = run.book.grid
    self.init(grid.rules.providers[place].id, grid.rules.providers[place].title)
    for day in counted {
      let hours = grid.day(place, day).open
      let here = run.book.standing(place, day).filter { $0.isHere && !run.missed.contains($0.visit) }
      let closed = Minutes.subtract(here.map(\.span), from: hours)
      open += Minutes.total(hours)
      filled += Minutes.total(hours) - Minutes.total(closed)
      days += hours.isEmpty ? 0 : 1
      visits += here.count
      let weight = here.reduce(0) { $0 + $1.weighted }
      weighted += weight
      heaviest = max(heaviest, weight)
      let lived = run.live(place, day, lengths)
      waits += lived.waits
      overtime += lived.overtime
    }
  }
}

extension ReplayFigures.Answers {
  fileprivate init(_ run: ReplayRun, _ counted: ClosedRange<Int>) {
    let grid = run.book.grid
    for answer in run.answers where counted.contains(answer.day) {
      asks += 1
      var later = 0
      switch answer.outcome {
      case .asAsked: asAsked += 1
      case .sameProvider(let days): (sameProvider, later) = (sameProvider + 1, days)
      case .another(let days): (another, later) = (another + 1, days)
      case .refused:
        refused += 1
        walkInsRefused += answer.isWalkIn ? 1 : 0
        movesRefused += answer.isMove ? 1 : 0
      }
      daysLater += later
      if answer.outcome != .refused {
        let ahead = answer.day - grid.rules.zone.day(of: answer.asked).days(since: grid.first)
        daysAhead += max(0, ahead + later)
      }
      guard let rule = answer.rule else { continue }
      if answer.outcome == .refused {
        because[rule, default: Because()].refused += 1
      } else {
        because[rule, default: Because()].moved += 1
      }
    }
  }
}
