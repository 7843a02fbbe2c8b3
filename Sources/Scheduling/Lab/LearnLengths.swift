import Kernel
import Practice
import Store

/// What real visits say of how long they take and how many do not come.
package struct LearnedLengths: Sendable, Equatable {
  var own: [ID<VisitType>: Observed] = [:]
  var everybodys: [ID<VisitType>: Observed] = [:]
  var attendance: [ID<VisitType>: Attendance] = [:]

  /// Lengths in seconds, as sums.
  struct Observed: Sendable, Equatable {
    var count = 0
    var sum = 0
    var squares = 0

    static func += (a: inout Observed, b: Observed) {
      (a.count, a.sum, a.squares) = (a.count + b.count, a.sum + b.sum, a.squares + b.squares)
    }

    var minutes: Double { Double(sum) / Double(max(1, count)) / 60 }

    /// Variance over mean squared, of the sample.
    var variability: Double {
      guard count > 1, sum > 0 else { return 0 }
      let mean = Double(sum) / Double(count)
      return max(0, Double(squares) - Double(count) * mean * mean) / Double(count - 1) / (mean * mean)
    }
  }

  struct Attendance: Sendable, Equatable {
    var due = 0
    var missed = 0
  }
}

/// How long a kind of visit takes with a provider, and where that is known from.
package struct LearnedLength: Sendable, Equatable {
  package let minutes: Double
  package let variability: Double
  package let basis: Basis
  package let noShow: Double
  /// How many visits that were due the no-show chance stands on; nil where there were too few.
  package let due: Int?

  package enum Basis: Sendable, Equatable {
    /// The provider's own visits, so many of them.
    case own(Int)
    /// Too few of their own: those of everybody who does it.
    case everybody(Int, own: Int)
    /// Too few of anybody: the planned length, with the usual spread.
    case planned(Int)
  }

  /// With so many minutes on top in which the provider sets up and cleans.
  func service(and buffer: Int) throws(SessionRefused) -> ServiceTime {
    let mean = minutes + Double(buffer)
    let part = minutes / mean
    return try ServiceTime(
      mean: mean, variability: max(ServiceTime.variabilities.lowerBound, variability * part * part))
  }
}

extension LearnedLengths {
  /// From ten visits on a length is believed, and from thirty on a share of those who do not come.
  static let enough = (lengths: 10, dues: 30)
  /// The spread of a length that nobody has measured: half of the mean.
  static let usual = 0.25

  package func length(of type: VisitType) -> LearnedLength {
    let (own, all) = (own[type.id] ?? Observed(), everybodys[type.id] ?? Observed())
    let attendance = attendance[type.id] ?? Attendance()
    let isKnown = attendance.due >= Self.enough.dues
    let known: (Observed, LearnedLength.Basis)? =
      own.count >= Self.enough.lengths
      ? (own, .own(own.count))
      : all.count >= Self.enough.lengths ? (all, .everybody(all.count, own: own.count)) : nil
    return LearnedLength(
      minutes: known?.0.minutes ?? Double(type.minutes),
      variability: known.map { min(4, max(ServiceTime.variabilities.lowerBound, $0.0.variability)) }
        ?? Self.usual,
      basis: known?.1 ?? .planned(all.count),
      noShow: isKnown ? min(0.9, Double(attendance.missed) / Double(attendance.due)) : 0,
      due: isKnown ? attendance.due : nil)
  }
}

extension Scheduling {
  /// How long visits really took with a provider, and with everybody, over the last half year.
  ///
  /// From the step to the clinician, or into the room where that was not pressed, until done; steps that were undone
  /// do not count, nor do lengths under a minute or over four times the planned one: there a button was forgotten.
  package func learnedLengths(of provider: ID<Provider>, by who: Who) async throws -> LearnedLengths {
    try who.require(.manageSchedule)
    let today = Zone.utc.day(of: now())
    return try await store.read { tx in
      try tx.learnedLengths(provider, today.advanced(by: -182)...today, at: who.locations)
    }
  }
}

extension Transaction {
  fileprivate func learnedLengths(
    _ provider: ID<Provider>, _ days: ClosedRange<LocalDay>, at places: Set<ID<Location>>?
  ) throws -> LearnedLengths {
    var learned = LearnedLengths()
    let here: SQL = places.map { "AND a.location IN (\(each: $0.sorted()))" } ?? ""
    for row in try rows(
      """
      SELECT visit_type, provider, COUNT(*) AS count, SUM(seconds) AS sum, SUM(seconds * seconds) AS squares
      FROM (
        SELECT a.visit_type, a.provider, a.minutes,
          (done.at - COALESCE(
            (SELECT MAX(at) FROM visit_step s
              WHERE s.appointment = a.id AND s.step = 'started' AND s.undone_at IS NULL),
            (SELECT MAX(at) FROM visit_step s
              WHERE s.appointment = a.id AND s.step = 'roomed' AND s.undone_at IS NULL))) / 1000 AS seconds
        FROM appointment a JOIN visit_step done
          ON done.appointment = a.id AND done.step = 'done' AND done.undone_at IS NULL
        WHERE a.day >= \(days.lowerBound) AND a.day <= \(days.upperBound) AND a.status = 'done' \(here)
      ) visits
      WHERE seconds BETWEEN 60 AND 240 * minutes
      GROUP BY visit_type, provider
      """)
    {
      let observed = LearnedLengths.Observed(
        count: try row("count"), sum: try row("sum"), squares: try row("squares"))
      let type: ID<VisitType> = try row("visit_type")
      learned.everybodys[type, default: LearnedLengths.Observed()] += observed
      if try row("provider") == provider { learned.own[type] = observed }
    }
    for row in try rows(
      """
      SELECT a.visit_type, COUNT(*) AS due, SUM(CASE WHEN a.status = 'no_show' THEN 1 ELSE 0 END) AS missed
      FROM appointment a
      WHERE a.day >= \(days.lowerBound) AND a.day <= \(days.upperBound) AND a.status IN ('done', 'no_show') \(here)
      GROUP BY a.visit_type
      """)
    {
      learned.attendance[try row("visit_type")] = LearnedLengths.Attendance(
        due: try row("due"), missed: try row("missed"))
    }
    return learned
  }
}
