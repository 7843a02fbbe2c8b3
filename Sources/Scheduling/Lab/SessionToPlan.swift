import Kernel

/// A session whose start times are to be found: its visits in their order, and what counts how much.
///
/// All times are in one unit of the caller's, such as minutes.
package struct SessionToPlan: Sendable, Equatable {
  package var visits: [VisitToPlan]
  package var weights: PlanWeights
  /// How long the session is meant to be; what is worked beyond is overtime.
  package var length: Double?
  package var walkIns: WalkIns?

  package init(
    visits: [VisitToPlan], weights: PlanWeights, length: Double? = nil, walkIns: WalkIns? = nil
  ) throws(SessionRefused) {
    guard (1...Self.most).contains(visits.count) else { throw .count(visits.count) }
    let means = (visits.map(\.service) + (walkIns.map { [$0.service] } ?? [])).map(\.mean)
    guard (means.max() ?? 1) <= 100 * (means.min() ?? 1) else { throw .unlike }
    guard visits.allSatisfy({ Self.absences.contains($0.noShow) }) else { throw .noShow }
    if let length {
      guard length.isFinite, length > 0 else { throw .length }
    } else if weights.overtime > 0 {
      throw .noLength
    }
    if let walkIns {
      guard walkIns.expected >= 0, walkIns.expected <= Double(visits.count) else { throw .walkIns }
    }
    self.visits = visits
    self.weights = weights
    self.length = length
    self.walkIns = walkIns
  }

  /// More than anybody sees in one session.
  package static let most = 60
  static let absences = 0.0...0.9
}

/// One visit of a session: how long it takes, and the chance that nobody comes.
package struct VisitToPlan: Sendable, Equatable {
  package let service: ServiceTime
  package let noShow: Double

  package init(_ service: ServiceTime, noShow: Double = 0) {
    self.service = service
    self.noShow = noShow
  }
}

/// People who come without a time, taken in between: behind each booked visit one stands with the same chance, is
/// seen before the next booked visit, and waits at their own risk, so that their own wait does not count.
package struct WalkIns: Sendable, Equatable {
  /// How many come in the whole session, on average.
  package let expected: Double
  package let service: ServiceTime

  package init(expected: Double, service: ServiceTime) {
    self.expected = expected
    self.service = service
  }
}

/// What a minute of idleness, of waiting and of overtime costs.
package struct PlanWeights: Sendable, Equatable {
  package let idle: Double
  package let wait: Double
  package let overtime: Double

  /// `omega` for the clinician's idle minute, the rest of one for a patient's waiting minute.
  package init(omega: Double, overtime: Double = 0) throws(SessionRefused) {
    guard (0...1).contains(omega) else { throw .omega }
    guard (0...1000).contains(overtime) else { throw .overtime }
    self.init(idle: omega, wait: 1 - omega, overtime: overtime)
  }

  init(idle: Double, wait: Double, overtime: Double) {
    self.idle = idle
    self.wait = wait
    self.overtime = overtime
  }
}

/// Why a session cannot be planned.
package enum SessionRefused: Refusal, Equatable {
  case count(Int), unlike, rate, mean, variability, noShow, omega, overtime, length, noLength, walkIns,
    starts, slots,
    pastMidnight

  package var kind: RefusalKind { .invalid }

  package var sentence: String {
    switch self {
    case .count(let count):
      "A session has 1 to \(SessionToPlan.most) visits, and this one has \(count). Plan it in parts."
    case .unlike: "One visit is more than a hundred times as long as another. Plan them apart."
    case .rate: "A rate is how many visits fit into one unit of time: give a number above 0."
    case .mean: "A mean length is a number above 0, such as 15 for fifteen minutes."
    case .variability: "The coefficient of variation is from 0.15 to 5: 1 is exponential, 0.5 is usual."
    case .noShow: "The chance that somebody does not come is from 0 to 0.9."
    case .omega: "Omega, what the clinician’s time counts beside the patients’, is from 0 to 1."
    case .overtime: "The weight of overtime is from 0 to 1000."
    case .length: "The length of the session is a number above 0."
    case .noLength: "Overtime needs to know how long the session is meant to be: give its length, too."
    case .walkIns: "Walk-ins are from 0 to as many as there are visits."
    case .starts: "Give a start for each visit: 0 for the first, and none earlier than the one before."
    case .pastMidnight: "These visits go on past midnight. Start earlier, or list fewer."
    case .slots:
      "A schedule has 1 to 16 slots of one length above 0, and 1 to \(SessionToPlan.most) visits in them."
    }
  }
}
