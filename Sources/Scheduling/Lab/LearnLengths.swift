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
  /// How long kinds of visits really took with a provider, and with everybody, over the last half year.
  ///
  /// From the step to the clinician, or into the room where that was not pressed, until checkout or done; steps that were undone
  /// do not count, nor do lengths under a minute or over four times the planned one: there a button was forgotten.
  package func learnedLengths(
    of provider: ID<Provider>, for types: Set<ID<VisitType>>, by who: Who
  ) async throws -> LearnedLengths {
    try who.require(.manageSchedule)
    let today = Zone.utc.day(of: now())
    let places: SQL = who.locations.map { "a.location IN (\(each: $0.sorted()))" } ?? "1 = 1"
    let since: SQL = "a.day >= \(today.advanced(by: -182)) AND a.day <= \(today) AND \(places)"
    return try await store.read { tx in
      var learned = LearnedLengths()
      learned.own = try tx.observed(types, "\(since) AND a.provider = \(provider)")
      // Looking at everybody's visits takes longer, so only where it is needed.
      let few = types.filter { learned.own[$0].map { $0.count < LearnedLengths.enough.lengths } ?? true }
      if !few.isEmpty { learned.everybodys = try tx.observed(few, since) }
      learned.attendance = try tx.attendance(types, since)
      return learned
    }
  }
}

extension Transaction {
  fileprivate func observed(
    _ types: Set<ID<VisitType>>, _ which: SQL
  ) throws -> [ID<VisitType>: LearnedLengths.Observed] {
    let rows = try rows(
      """
      SELECT visit_type, COUNT(*) AS count, SUM(seconds) AS sum, SUM(seconds * seconds) AS squares
      FROM (
        SELECT a.visit_type, a.minutes,
          (COALESCE(
              MAX(CASE WHEN s.step = 'checkout' THEN s.at END), MAX(CASE WHEN s.step = 'done' THEN s.at END))
            - COALESCE(
              MAX(CASE WHEN s.step = 'started' THEN s.at END), MAX(CASE WHEN s.step = 'roomed' THEN s.at END)))
            / 1000 AS seconds
        FROM appointment a JOIN visit_step s ON s.appointment = a.id AND s.undone_at IS NULL
        WHERE a.visit_type IN (\(each: types.sorted())) AND a.status IN ('checkout', 'done') AND \(which)
        GROUP BY a.id, a.visit_type, a.minutes
      ) visits
      WHERE seconds BETWEEN 60 AND 240 * minutes
      GROUP BY visit_type
      """)
    return try Dictionary(
      uniqueKeysWithValues: rows.map { row in
        (
          try row("visit_type"),
          LearnedLengths.Observed(count: try row("count"), sum: try row("sum"), squares: try row("squares"))
        )
      })
  }

  fileprivate func attendance(
    _ types: Set<ID<VisitType>>, _ which: SQL
  ) throws -> [ID<VisitType>: LearnedLengths.Attendance] {
    let rows = try rows(
      """
      SELECT a.visit_type, COUNT(*) AS due, SUM(CASE WHEN a.status = 'no_show' THEN 1 ELSE 0 END) AS missed
      FROM appointment a
      WHERE a.visit_type IN (\(each: types.sorted())) AND a.status IN ('checkout', 'done', 'no_show') AND \(which)
      GROUP BY a.visit_type
      """)
    return try Dictionary(
      uniqueKeysWithValues: rows.map {
        (try $0("visit_type"), LearnedLengths.Attendance(due: try $0("due"), missed: try $0("missed")))
      })
  }
}
