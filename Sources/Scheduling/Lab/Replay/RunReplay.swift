import Kernel
import Records

/// What is done for somebody who cannot have what they asked for, decided once and the same for everybody.
///
/// 1. As asked, if no rule is against it. Who got a time past a rule in fact gets it past the same rule again.
/// 2. Otherwise the nearest time with the same provider: the first day with one, from the day that was asked for to
///    ``days`` later, and on it the start nearest to the one that was asked for.
/// 3. Otherwise the nearest time with anybody else who does such visits, found the same way.
/// 4. Otherwise refused. A move that is refused leaves the visit where it was.
///
/// Who came without a time can wait, but not come back: only that day counts, from then on.
package struct ReplayPolicy: Sendable, Equatable {
  package let days: Int

  package init(days: Int = 14) { self.days = days }
}

/// A month gone through once more, request by request.
struct ReplayRun {
  private let visits: [ReplayedVisit]
  private let policy: ReplayPolicy
  private let days: ReplayDays
  private let patients: [ID<Patient>: Int]
  private(set) var book: ReplayBook
  private(set) var answers: [Answer] = []
  private(set) var thirdNext = ThirdNext()
  /// Those who did not come.
  private(set) var missed: Set<Int> = []

  /// What came of one request.
  struct Answer {
    let visit: Int
    let kind: Int
    /// Whom and which day they asked for.
    let provider: Int
    let day: Int
    let asked: Instant
    /// The first rule that was against it; nil where they got what they asked for.
    let rule: ReplayRule?
    let outcome: Outcome
    let isMove: Bool
    let isWalkIn: Bool
  }

  enum Outcome: Equatable {
    case asAsked
    case sameProvider(daysLater: Int)
    case another(daysLater: Int)
    case refused
  }

  init(_ visits: [ReplayedVisit], _ rules: ReplayRules, _ days: ReplayDays, _ policy: ReplayPolicy) {
    self.visits = visits
    self.policy = policy
    self.days = days
    patients = visits.reduce(into: [:]) { known, visit in
      known[visit.patient] = known[visit.patient] ?? known.count
    }
    book = ReplayBook(ReplayGrid(rules, days.replayed))
    let turns = visits.enumerated().flatMap { place, visit in
      visit.turns.indices.map { (at: visit.turns[$0].at, visit: place, turn: $0) }
    }
    thirdNext.watch(visits, days, book.grid)
    for turn in turns.sorted(by: { ($0.at, $0.visit, $0.turn) < ($1.at, $1.visit, $1.turn) }) {
      thirdNext.look(at: book, until: turn.at)
      take(visits[turn.visit].turns[turn.turn], of: turn.visit)
    }
    thirdNext.look(at: book, until: nil)
  }

  private mutating func take(_ turn: ReplayedVisit.Turn, of visit: Int) {
    switch turn.deed {
    case .ask(let slot, let past): answer(slot, past, of: visit, at: turn.at)
    case .cancel:
      // Somebody who was seen before they thought better of it was seen.
      if let place = book.places[visit], place.time.lowerBound > epochMinute(turn.at) { book.remove(visit) }
    case .miss:
      guard let place = book.places[visit] else { return }
      missed.insert(visit)
      // Whoever misses a time misses another, too; nobody knows it before.
      if place.time.lowerBound <= epochMinute(turn.at) { book.remove(visit) }
    }
  }

  private mutating func answer(_ slot: Slot, _ past: Set<ReplayRule>, of visit: Int, at moment: Instant) {
    let before = book.places[visit]
    book.remove(visit)
    guard let wish = wish(slot, of: visit, at: moment) else { return }
    if slot.location != book.grid.rules.location { return book.place(wish, isHere: false) }
    guard let broken = book.broken(wish) else { return }
    let rule = broken.first { !past.contains($0) }
    var outcome = Outcome.asAsked
    if rule == nil {
      book.place(wish, rooms: visits[visit].rooms.compactMap { book.grid.resources[$0] })
    } else if let found = nearest(to: wish, isWalkIn: visits[visit].isWalkIn) {
      outcome =
        found.provider == wish.provider
        ? .sameProvider(daysLater: found.day - wish.day) : .another(daysLater: found.day - wish.day)
      book.place(found)
    } else {
      outcome = .refused
      if let before { book.place(before.asked, isHere: before.isHere) }
    }
    answers.append(
      Answer(
        visit: visit, kind: wish.kind, provider: wish.provider, day: wish.day, asked: moment, rule: rule,
        outcome: outcome, isMove: before != nil, isWalkIn: visits[visit].isWalkIn))
  }

  /// Nil for a slot on a day that is not replayed, or with somebody or for something nobody knows.
  private func wish(_ slot: Slot, of place: Int, at moment: Instant) -> ReplayBook.Asked? {
    let (grid, visit) = (book.grid, visits[place])
    guard let day = grid.place(of: slot.day), let provider = grid.providers[slot.provider],
      let kind = grid.kinds[visit.type]
    else { return nil }
    // A visit of the usual length has the draft's length; one of a length of its own keeps it.
    let minutes = slot.location == grid.rules.location ? grid.minutes(of: slot.minutes, kind) : slot.minutes
    return ReplayBook.Asked(
      visit: place, patient: patients[visit.patient], kind: kind,
      needs: grid.needs(of: kind, language: visit.language), provider: provider, day: day,
      start: slot.time.minutes, minutes: minutes,
      weighted: (visit.weighted * minutes + slot.minutes - 1) / slot.minutes, now: Int(moment.milliseconds))
  }

  private func nearest(to wish: ReplayBook.Asked, isWalkIn: Bool) -> ReplayBook.Asked? {
    let last = min(wish.day + (isWalkIn ? 0 : policy.days), book.grid.dayCount - 1)
    let others = book.grid.kind[wish.kind].does.indices.filter {
      $0 != wish.provider && book.grid.kind[wish.kind].does[$0]
    }
    for list in [[wish.provider], others] {
      for day in wish.day...last {
        let found = list.compactMap { book.nearest(to: wish, with: $0, on: day) }
        if let best = found.min(by: { abs($0.start - wish.start) < abs($1.start - wish.start) }) {
          return best
        }
      }
    }
    return nil
  }
}

extension ReplayBook {
  /// The open start of a day that is nearest to the one that was asked for.
  fileprivate func nearest(to wish: Asked, with provider: Int, on day: Int) -> Asked? {
    let starts = starts(provider, day, wish.kind, wish.minutes)
    return starts.sorted { (abs($0 - wish.start), $0) < (abs($1 - wish.start), $1) }.lazy.map { start in
      var asked = wish
      (asked.provider, asked.day, asked.start) = (provider, day, start)
      return asked
    }.first { isOpen($0) }
  }

  /// Whether a visit may stand there and does not begin in the past.
  func isOpen(_ asked: Asked) -> Bool {
    guard let start = grid.moment(asked.day, asked.start), start * 60_000 >= asked.now else { return false }
    return broken(asked, firstOnly: true)?.isEmpty ?? false
  }
}

extension ReplayBook {
  /// The starts, each five minutes, at which a provider is there and nobody else is; what else is against them is to
  /// be asked. A group has room beside those who are in it, and a clock change is not worth a shortcut.
  func starts(_ provider: Int, _ day: Int, _ kind: Int, _ minutes: Int) -> [Int] {
    let open = grid.day(provider, day).open
    let gaps =
      grid.kind[kind].capacity > 1 || !grid.isPlain(day)
      ? open : Minutes.subtract(standing(provider, day).map(\.span), from: open)
    return gaps.flatMap { gap in
      stride(from: (gap.lowerBound + 4) / 5 * 5, through: gap.upperBound - minutes, by: 5)
    }
  }
}
