import Kernel
import Practice
import Records

/// A time that was freed.
package struct Opening: Sendable, Equatable {
  package let id: ID<Opening>
  /// Where, with whom and when, as long as the visit was that stood there.
  package let freed: Slot
  package let start: Instant

  /// The same time for a visit of another length.
  func slot(minutes: Int) -> Slot {
    var slot = freed
    slot.minutes = minutes
    return slot
  }
}

/// Somebody to whom a freed time could be offered.
struct WaveCandidate: Sendable, Equatable {
  let wish: Wish
  /// How long their visit takes.
  let minutes: Int
  let providers: Set<ID<Provider>>
  let rule: WaveRule
  /// When they were last offered a time, nil for never.
  let lastAsked: Instant?
  /// When the visit is that would be moved, if it still stands.
  let sooner: Instant?

  var slotNeedsMove: Bool { sooner != nil }

  /// Whether the time is one they wish for and the rules let it be offered now. Whether it is free for them is
  /// another question.
  func suits(_ opening: Opening, now: Instant) -> Bool {
    let (t, slot, ahead) = (wish.terms, opening.freed, opening.start.minutes(since: now))
    return rule.fills && ahead >= rule.lead && ahead >= t.notice && providers.contains(slot.provider)
      && (t.provider == nil || t.provider == slot.provider)
      && (t.location == nil || t.location == slot.location)
      && t.weekdays.contains(slot.day.weekday) && t.parts.contains(DayPart(slot.time))
      && t.firstDay ?? slot.day <= slot.day && t.lastDay ?? slot.day >= slot.day
      && sooner ?? .distantFuture > opening.start
  }
}

/// Whom one wave asks.
///
/// The most urgent come first; among them who was asked longest ago, or never; then whom the time fits best (they
/// wait for this very provider, their visit fills the time); then who waits longest. Somebody who can only be called
/// waits in the same line, and each wave holds their share of it, so that a fast thumb never takes every time.
enum Wave {
  /// Best first.
  static func ranked(_ all: [WaveCandidate], for opening: Opening) -> [WaveCandidate] {
    all.sorted { a, b in rank(a, opening) < rank(b, opening) }
  }

  private static func rank(_ c: WaveCandidate, _ opening: Opening) -> Rank {
    let misfit = (c.wish.terms.provider == nil ? 1 : 0) + (c.minutes == opening.freed.minutes ? 0 : 1)
    return Rank(
      urgency: c.wish.terms.urgency, asked: c.lastAsked ?? .distantPast, misfit: misfit, since: c.wish.since,
      id: c.wish.id)
  }

  private struct Rank: Comparable {
    let urgency: Urgency
    let asked: Instant
    let misfit: Int
    let since: Instant
    let id: ID<Wish>

    static func < (a: Rank, b: Rank) -> Bool {
      if a.urgency != b.urgency { return a.urgency < b.urgency }
      if a.asked != b.asked { return a.asked < b.asked }
      return (a.misfit, a.since, a.id) < (b.misfit, b.since, b.id)
    }
  }

  /// How many of `seats` go to those who can only be called: their share of all who wait, and at least one seat
  /// for each way of asking while somebody waits for it.
  static func callSeats(of seats: Int, callers: Int, others: Int) -> Int {
    if callers == 0 || seats == 0 { return 0 }
    if others == 0 { return seats }
    let share = (seats * callers * 2 + callers + others) / (2 * (callers + others))
    return min(max(share, 1), max(1, seats - 1))
  }

  /// The people of one wave, best first. `canHave` is asked as seldom as possible: it looks at the calendar.
  ///
  /// The rule of whoever is first decides how many are asked. Nobody is in it twice.
  static func choose(
    _ ranked: [WaveCandidate], canHave: (WaveCandidate) async throws -> Bool
  ) async throws -> [WaveCandidate] {
    var seats = 0
    var calls: [Int] = []
    var messages: [Int] = []
    var patients: Set<ID<Patient>> = []
    for (place, candidate) in ranked.enumerated() {
      let byPhone = candidate.wish.terms.phoneOnly
      if seats > 0, (byPhone ? calls.count : messages.count) >= seats { continue }
      guard !patients.contains(candidate.wish.terms.patient), try await canHave(candidate) else { continue }
      if seats == 0 { seats = candidate.rule.atOnce }
      patients.insert(candidate.wish.terms.patient)
      if byPhone { calls.append(place) } else { messages.append(place) }
      if calls.count >= seats, messages.count >= seats { break }
    }
    // One seat goes to whoever is first, however they are asked.
    if seats == 1 { return (calls + messages).min().map { [ranked[$0]] } ?? [] }
    let waiting = ranked.count { $0.wish.terms.phoneOnly }
    let share = callSeats(
      of: seats, callers: calls.isEmpty ? 0 : waiting, others: messages.isEmpty ? 0 : ranked.count - waiting)
    let called = calls.prefix(max(share, seats - messages.count))
    return (called + messages.prefix(seats - called.count)).sorted().map { ranked[$0] }
  }
}

extension Instant {
  static let distantPast = Instant(milliseconds: .min)
  static let distantFuture = Instant(milliseconds: .max)
}
