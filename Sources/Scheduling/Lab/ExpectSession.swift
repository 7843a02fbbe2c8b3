/// What is to be expected of a session with given start times.
package struct SessionOutlook: Sendable, Equatable {
  /// Expected wait of whoever comes to each start.
  package let waits: [Double]
  /// Expected idle time of the clinician before each start.
  package let idles: [Double]
  /// Expected work beyond the session's length; 0 without one.
  package let overtime: Double
  /// When the last visit ends, on average.
  package let end: Double
  /// The weights' sum of idle time, the waits of all who come, and overtime.
  package let cost: Double

  package var idle: Double { idles.reduce(0, +) }
  package var wait: Double { waits.reduce(0, +) }
}

extension SessionToPlan {
  /// What is to be expected with these starts, exactly. The first is 0.
  package func outlook(starts: [Double]) throws(SessionRefused) -> SessionOutlook {
    let gaps = zip(starts.dropFirst(), starts).map { $0 - $1 }
    guard starts.count == visits.count, starts[0] == 0, gaps.allSatisfy({ $0 >= 0 && $0.isFinite })
    else { throw .starts }
    return SessionCost(self).outlook(gaps)
  }
}

/// The cost of a session as a function of the times between its starts, with its gradient.
///
/// The chances of all states are carried forward from start to start, which gives every expected wait. Whoever is
/// idle has no work, so the idle time is the end of the last visit less all the work. The gradient comes from
/// carrying the worth of each state backward through the same steps. The function is convex: along every course of
/// events the waits, the end and the overtime are maxima of sums of the times between.
struct SessionCost {
  private let weights: PlanWeights
  private let length: Double?
  /// The visits, and behind each the walk-in that may stand there, with a gap of nothing.
  private let line: [Place]
  private let chain: WorkAhead

  private struct Place {
    let service: ServiceTime
    let noShow: Double
    let isWalkIn: Bool
  }

  init(_ session: SessionToPlan) {
    weights = session.weights
    length = session.length
    let chance = (session.walkIns?.expected ?? 0) / Double(session.visits.count)
    line = session.visits.flatMap { visit in
      let booked = Place(service: visit.service, noShow: visit.noShow, isWalkIn: false)
      guard let walkIns = session.walkIns, chance > 0 else { return [booked] }
      return [booked, Place(service: walkIns.service, noShow: 1 - chance, isWalkIn: true)]
    }
    chain = WorkAhead(line.map { WorkAhead.Visit(service: $0.service, noShow: $0.noShow) })
  }

  /// How the session goes, place by place of the line.
  private struct Course {
    /// The time between each place and the one before.
    var between: [Double] = []
    /// Expected work ahead when a place is due.
    var work: [Double] = []
    /// The chances of all states right before and after a place is due, and the first visit that matters in them.
    var before: [[Double]] = []
    var after: [[Double]] = []
    var earliest: [Int] = []
    var last = 0.0
  }

  private func course(_ gaps: [Double]) -> Course {
    var course = Course()
    var chances = chain.nobody
    var scratch = chances
    var rest = gaps[...]
    for (place, booked) in line.enumerated() {
      let between = place == 0 || booked.isWalkIn ? 0 : rest.removeFirst()
      if place > 0 {
        let visits = course.earliest[place - 1]...place - 1
        chain.pass(between, &chances, visits: visits, &scratch)
      }
      course.between.append(between)
      course.work.append(place == 0 ? 0 : chain.work(chances, through: place - 1))
      course.before.append(chances)
      chain.arrive(place, &chances)
      course.earliest.append(chain.earliest(chances, through: place))
      course.after.append(chances)
      course.last += between
    }
    return course
  }

  private var final: Int { line.count - 1 }

  /// The end of the last visit.
  private func end(_ course: Course) -> Double { course.last + course.work[final] + mean(final) }

  private func mean(_ place: Int) -> Double { chain.workBefore[place + 1] - chain.workBefore[place] }

  private func cost(_ course: Course, overtime: Double) -> Double {
    var cost = weights.idle * (end(course) - chain.workBefore[line.count]) + weights.overtime * overtime
    for (place, work) in course.work.enumerated() { cost += waitWeight(place) * work }
    return cost
  }

  private func waitWeight(_ place: Int) -> Double {
    line[place].isWalkIn ? 0 : weights.wait * (1 - line[place].noShow)
  }

  /// Expected overtime, what it changes by with a later last start, and what each state after it is worth.
  private func overtime(_ course: Course) -> (expected: Double, slope: Double, values: [Double]) {
    var values = chain.blank
    guard let length else { return (0, 0, values) }
    chain.work(through: final, times: 1, addTo: &values)
    guard length > course.last else {
      return (course.last - length + chain.work(course.after[final], through: final), 1, values)
    }
    let visits = course.earliest[final]...final
    var (chances, scratch) = (course.after[final], values)
    chain.pass(length - course.last, &chances, visits: visits, &scratch)
    chain.passBackwards(length - course.last, &values, visits: visits, &scratch)
    return (chain.work(chances, through: final), 1 - chances[0], values)
  }

  func outlook(_ gaps: [Double]) -> SessionOutlook {
    let course = course(gaps)
    var (waits, idles): ([Double], [Double]) = ([], [])
    for place in line.indices {
      // Idle is what is left of the time between once the work that was there is done.
      let worked = place == 0 ? 0 : course.work[place - 1] + mean(place - 1) - course.work[place]
      guard !line[place].isWalkIn else { continue }
      waits.append(course.work[place])
      idles.append(max(0, course.between[place] - worked))
    }
    let overtime = overtime(course).expected
    return SessionOutlook(
      waits: waits, idles: idles, overtime: overtime, end: end(course), cost: cost(course, overtime: overtime)
    )
  }

  /// The cost, and how it changes with each gap.
  func slope(_ gaps: [Double]) -> (cost: Double, gradient: [Double]) {
    let course = course(gaps)
    let (late, lateSlope, lateValues) = overtime(course)
    var values = lateValues.map { $0 * weights.overtime }
    let later = weights.idle + weights.overtime * lateSlope
    var scratch = values
    var gradient: [Double] = []
    for place in line.indices.dropFirst().reversed() {
      chain.arriveBackwards(place, &values)
      let weight = waitWeight(place) + (place == final ? weights.idle : 0)
      chain.work(through: place - 1, times: weight, addTo: &values)
      guard !line[place].isWalkIn else { continue }
      let visits = course.earliest[place - 1]...place - 1
      gradient.append(chain.drift(course.before[place], values, visits: visits, &scratch) + later)
      chain.passBackwards(course.between[place], &values, visits: visits, &scratch)
    }
    return (cost(course, overtime: late), gradient.reversed())
  }
}
