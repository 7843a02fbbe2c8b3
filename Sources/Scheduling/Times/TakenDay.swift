import Kernel
import Practice

/// What one UTC day holds: everything that begins on it, as of a count of changes.
struct TakenDay: Sendable {
  let changes: Int
  let claims: [Holder: Claims]
  /// What clinicians have that day, as caseloads and blocks count it; nil where nobody asked yet.
  var visits: [ID<Provider>: [Visit]]?

  /// What takes one person or thing that day.
  struct Claims: Sendable {
    private(set) var all: [Claim] = []
    /// The same as steps since the UTC day began, reckoned once and not by each search; nil where a hold is among them,
    /// which may run out, or one that reaches beyond what a mask knows.
    private(set) var steps: TakenSteps? = TakenSteps()

    mutating func add(_ claim: Claim, on number: Int) {
      all.append(claim)
      let clock = DayClock(utc: number)
      let isLasting = claim.expires == nil && claim.time.whole.upperBound <= clock.around.upperBound
      guard isLasting else { return steps = nil }
      steps?.insert(clock.elapsed(claim.time.visit), whole: clock.elapsed(claim.time.whole))
    }
  }

  struct Claim: Sendable, Equatable {
    let time: ClaimTime
    /// When a hold runs out; nil for what stays.
    let expires: Instant?
  }

  struct Visit: Sendable {
    let slot: Slot
    let weighted: Int
    let type: ID<VisitType>
    let id: ID<Appointment>
  }

  static func number(_ moment: Instant) -> Int { Int(moment.milliseconds.flooredQuotient(by: 86_400_000)) }

  static func start(_ number: Int) -> Instant { Instant(milliseconds: Int64(number) * 86_400_000) }

  /// The days on which something begins that may reach into a time: it may begin a day before.
  static func numbers(around time: Range<Instant>) -> ClosedRange<Int> {
    number(time.lowerBound) - 1...number(time.upperBound)
  }
}

/// Steps of a day in which somebody or something is with a visit, and in which it is held at all.
struct TakenSteps: Sendable {
  private(set) var visits = DayMask.none
  private(set) var whole = DayMask.none

  /// Adds minutes since midnight.
  mutating func insert(_ visit: Range<Int>, whole: Range<Int>) {
    visits.insert(visit)
    self.whole.insert(whole)
  }

  /// Adds those of a day that begins so many minutes later.
  mutating func insert(_ other: TakenSteps, laterBy minutes: Int) {
    visits |= other.visits.later(byMinutes: minutes)
    whole |= other.whole.later(byMinutes: minutes)
  }
}
