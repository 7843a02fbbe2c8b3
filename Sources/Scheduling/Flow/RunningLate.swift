import Kernel
import Practice

/// When a provider will get to the visits still ahead today.
package struct Lateness: Sendable, Equatable {
  package let provider: ID<Provider>
  /// Minutes by which the next visit is expected to begin late.
  package let delay: Int
  /// What makes it so; empty where nothing does.
  package let because: String
  /// The visits that have not begun, in their order.
  package let expected: [Expected]

  package struct Expected: Sendable, Equatable {
    package let visit: ID<Appointment>
    package let start: Instant
    package let delay: Int
  }

  /// Those who are still to come and should be told.
  package func late(from minutes: Int) -> [Expected] { expected.filter { $0.delay >= minutes } }
}

/// How late somebody runs, from the day so far: the visit that is with them now, how long such visits take, and
/// the gaps ahead, which take delay up. Pure: the present is handed in.
struct RunningLate {
  let provider: ID<Provider>
  /// Of this provider and day, in the order of their times.
  let visits: [Visit]
  let now: Instant

  struct Visit: Sendable {
    let id: ID<Appointment>
    let planned: Range<Instant>
    let status: VisitStatus
    /// Since when it is in its status.
    let since: Instant
    /// Minutes that such visits take once they have begun.
    let usual: Int
  }

  /// Who is not here so long after their time is not reckoned with any more.
  static let patience = 15
  /// What a visit that took longer than usual is still given.
  static let lastWords = 5

  func estimate() -> Lateness {
    var free = now
    let inside = visits.last { $0.status == .started }
    if let inside { free = now.advanced(byMinutes: rest(of: inside)) }
    let expected = ahead.map { visit -> Lateness.Expected in
      let start = max(free, visit.planned.lowerBound)
      free = start.advanced(byMinutes: visit.usual)
      return Lateness.Expected(
        visit: visit.id, start: start, delay: start.minutes(since: visit.planned.lowerBound))
    }
    let delay = expected.first?.delay ?? 0
    return Lateness(
      provider: provider, delay: delay, because: delay == 0 ? "" : because(inside), expected: expected)
  }

  private var ahead: [Visit] {
    visits.filter { visit in
      switch visit.status {
      case .arrived, .roomed: true
      case .booked, .confirmed: now.minutes(since: visit.planned.lowerBound) < Self.patience
      default: false
      }
    }
  }

  private func rest(of inside: Visit) -> Int {
    max(Self.lastWords, inside.usual - now.minutes(since: inside.since))
  }

  private func because(_ inside: Visit?) -> String {
    guard let inside else { return "The next visit should have begun." }
    let begun = inside.since.minutes(since: inside.planned.lowerBound)
    let taken = now.minutes(since: inside.since)
    if taken > inside.usual { return "The visit now has taken \(taken) of usually \(inside.usual) min." }
    if begun >= Self.lastWords { return "The visit now began \(begun) min late." }
    return "The visit now takes about \(rest(of: inside)) min more."
  }
}

extension RunningLate {
  /// `lengths`: how long visits of each kind take with this provider; the planned length where unknown.
  init(_ provider: ID<Provider>, _ visits: [BoardVisit], _ lengths: [UsualLength], now: Instant) {
    let known = Dictionary(
      lengths.filter { $0.provider == provider && $0.isKnown }.map { ($0.visitType, $0.minutes) },
      uniquingKeysWith: { first, _ in first })
    self.init(
      provider: provider,
      visits: visits.map { v in
        Visit(
          id: v.visit.id, planned: v.visit.start..<v.visit.end, status: v.visit.status, since: v.since,
          usual: known[v.visit.visitType] ?? v.visit.slot.minutes)
      }, now: now)
  }
}
