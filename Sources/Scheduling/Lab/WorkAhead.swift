import Foundation

/// The work that stands before the clinician, as a Markov chain: nobody there, or the visit that is being seen with
/// the phase it is in. Everybody who was due and has not been seen yet waits behind it, in order.
///
/// Between two starts the chain runs freely; its distribution after a time is the sum over how many phases of a
/// clock of rate `rate` have ticked by then (uniformisation), exact to rounding. A no-show is a visit that is
/// skipped when its turn comes. State 0 is nobody; the phases of visit `v` are `first[v]..<first[v + 1]`.
struct WorkAhead {
  struct Visit {
    let service: ServiceTime
    let noShow: Double
  }

  private let first: [Int]
  /// The rate of each phase, whether the next follows it, and the chance that a visit begins with it.
  private let rate: [Double]
  private let goesOn: [Double]
  private let begins: [Double]
  /// The time that is left of the visit, on average, at the beginning of each phase.
  private let left: [Double]
  private let skipped: [Double]
  /// By then all is done but for a chance of e^−40: longer times are cut to it.
  private let horizon: Double
  /// Expected work of all visits before each, and of all.
  let workBefore: [Double]

  init(_ visits: [Visit]) {
    var (first, workBefore) = ([1], [0.0])
    var (rate, goesOn, begins, left) = ([0.0], [0.0], [0.0], [0.0])
    for visit in visits {
      let phases = visit.service.phases
      rate += phases.map(\.rate)
      goesOn += phases.map { $0.goesOn ? 1 : 0 }
      begins += phases.map { $0.begins * (1 - visit.noShow) }
      left += visit.service.left
      first.append(rate.count)
      workBefore.append(workBefore[workBefore.count - 1] + visit.service.mean * (1 - visit.noShow))
    }
    (self.first, self.workBefore, self.rate, self.goesOn) = (first, workBefore, rate, goesOn)
    (self.begins, self.left, skipped) = (begins, left, visits.map(\.noShow))
    horizon = visits.reduce(0) { $0 + 40 * $1.service.mean * max(1, $1.service.variability) }
  }

  private func states(_ visits: ClosedRange<Int>) -> Range<Int> {
    first[visits.lowerBound]..<first[visits.upperBound + 1]
  }

  /// A value for each state.
  var blank: [Double] { [Double](repeating: 0, count: rate.count) }

  /// Nobody is there yet.
  var nobody: [Double] {
    var chances = blank
    chances[0] = 1
    return chances
  }

  /// The visit is due: with nobody there it begins, otherwise it waits.
  func arrive(_ visit: Int, _ chances: inout [Double]) {
    for state in first[visit]..<first[visit + 1] { chances[state] = chances[0] * begins[state] }
    chances[0] *= skipped[visit]
  }

  /// What `arrive` does to the values of the states after it.
  func arriveBackwards(_ visit: Int, _ values: inout [Double]) {
    values[0] *= skipped[visit]
    for state in first[visit]..<first[visit + 1] {
      values[0] += begins[state] * values[state]
      values[state] = 0
    }
  }

  /// Expected minutes of work ahead in each state, with all visits through `last` due.
  func work(through last: Int, times weight: Double, addTo values: inout [Double]) {
    for visit in 0...last {
      let behind = workBefore[last + 1] - workBefore[visit + 1]
      for state in first[visit]..<first[visit + 1] { values[state] += weight * (left[state] + behind) }
    }
  }

  /// Expected minutes of work ahead, with all visits through `last` due.
  func work(_ chances: [Double], through last: Int) -> Double {
    var work = 0.0
    for visit in 0...last {
      let behind = workBefore[last + 1] - workBefore[visit + 1]
      for state in first[visit]..<first[visit + 1] { work += chances[state] * (left[state] + behind) }
    }
    return work
  }

  /// The first visit that is still being seen with any chance to speak of.
  func earliest(_ chances: [Double], through last: Int) -> Int {
    var mass = 0.0
    for visit in 0..<last {
      for state in first[visit]..<first[visit + 1] { mass += chances[state] }
      if mass > 1e-14 { return visit }
    }
    return last
  }

  /// Lets time pass for the chances of the states.
  func pass(_ time: Double, _ chances: inout [Double], visits: ClosedRange<Int>, _ scratch: inout [Double]) {
    ticks(time, &chances, visits, &scratch, tick)
  }

  /// Lets time pass for the values of the states: what each is worth before it.
  func passBackwards(
    _ time: Double, _ values: inout [Double], visits: ClosedRange<Int>, _ scratch: inout [Double]
  ) {
    ticks(time, &values, visits, &scratch, tickBackwards)
  }

  /// How fast the values change at this moment, with these chances.
  func drift(
    _ chances: [Double], _ values: [Double], visits: ClosedRange<Int>, _ scratch: inout [Double]
  ) -> Double {
    scratch = values
    let clock = clock(visits)
    tickBackwards(&scratch, visits, clock)
    return states(visits).reduce(0) { $0 + chances[$1] * (scratch[$1] - values[$1]) } * clock
  }

  /// The fastest phase sets the clock.
  private func clock(_ visits: ClosedRange<Int>) -> Double { rate[states(visits)].max() ?? 0 }

  private func ticks(
    _ time: Double, _ vector: inout [Double], _ visits: ClosedRange<Int>, _ scratch: inout [Double],
    _ tick: (inout [Double], ClosedRange<Int>, Double) -> Void
  ) {
    let clock = clock(visits)
    let all = clock * min(time, horizon)
    // e^−600 is still a number; longer times are passed in parts.
    let parts = (all / 600).rounded(.up)
    let expected = all / parts
    let states = states(visits)
    for _ in 0..<Int(parts) {
      scratch = vector
      vector[0] = 0
      for state in states { vector[state] = 0 }
      var (weight, count) = (exp(-expected), 0.0)
      while count < expected || weight > Self.negligible {
        if weight > Self.negligible {
          vector[0] += weight * scratch[0]
          for state in states { vector[state] += weight * scratch[state] }
        }
        tick(&scratch, visits, clock)
        count += 1
        weight *= expected / count
      }
    }
  }

  private static let negligible = 1e-17

  /// One tick of the clock.
  private func tick(_ chances: inout [Double], _ visits: ClosedRange<Int>, _ clock: Double) {
    let share = 1 / clock
    var ended = 0.0
    for visit in visits {
      let due = ended
      ended *= skipped[visit]
      var next = 0.0
      for state in first[visit]..<first[visit + 1] {
        let leaves = chances[state] * rate[state] * share
        chances[state] += next + due * begins[state] - leaves
        next = leaves * goesOn[state]
        ended += leaves - next
      }
    }
    chances[0] += ended
  }

  private func tickBackwards(_ values: inout [Double], _ visits: ClosedRange<Int>, _ clock: Double) {
    let share = 1 / clock
    var following = values[0]
    for visit in visits.reversed() {
      var begun = following * skipped[visit]
      var next = 0.0
      for state in (first[visit]..<first[visit + 1]).reversed() {
        let value = values[state]
        begun += begins[state] * value
        let after = following + goesOn[state] * (next - following)
        values[state] += (after - value) * rate[state] * share
        next = value
      }
      following = begun
    }
  }
}
