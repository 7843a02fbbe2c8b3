import Foundation
import Kernel

/// How long a visit takes, as phases that are gone through one after the other, each of exponential length.
///
/// Two figures make one: the mean and the squared coefficient of variation (variance over mean squared). Up to
/// one it is a mixture of K−1 and K phases of one rate, above one a choice between a short and a long phase with
/// balanced means; both have exactly the mean and the variance that were asked for.
package struct ServiceTime: Sendable, Equatable {
  let phases: [Phase]
  package let mean: Double
  /// Variance over mean squared: 0 would be always the same length, 1 is exponential.
  package let variability: Double

  struct Phase: Sendable, Equatable {
    /// The chance that the visit begins with this phase.
    let begins: Double
    /// One over its mean length.
    let rate: Double
    /// Whether the next phase follows; otherwise the visit ends with it.
    let goesOn: Bool
  }

  /// Exponential.
  package init(rate: Double) throws(SessionRefused) {
    guard rate.isFinite, rate > 0 else { throw .rate }
    try self.init(mean: 1 / rate)
  }

  package init(mean: Double, variability: Double = 1) throws(SessionRefused) {
    guard Self.means.contains(mean) else { throw .mean }
    guard Self.variabilities.contains(variability) else { throw .variability }
    self.mean = mean
    self.variability = variability
    phases = variability > 1 ? Self.shortOrLong(mean, variability) : Self.inARow(mean, variability)
  }

  static let means = 1e-6...1e6
  static let variabilities = 0.0225...25.0

  package var variance: Double { variability * mean * mean }

  private static func inARow(_ mean: Double, _ c: Double) -> [Phase] {
    let count = (1 / c).rounded(.up)
    let fewer = max(0, (count * c - max(0, count * (1 + c) - count * count * c).squareRoot()) / (1 + c))
    let rate = (count - fewer) / mean
    return (0..<Int(count)).map { place in
      Phase(
        begins: place == 0 ? 1 - fewer : place == 1 ? fewer : 0, rate: rate, goesOn: place + 1 < Int(count))
    }
  }

  private static func shortOrLong(_ mean: Double, _ c: Double) -> [Phase] {
    let short = (1 + ((c - 1) / (c + 1)).squareRoot()) / 2
    return [short, 1 - short].map { Phase(begins: $0, rate: 2 * $0 / mean, goesOn: false) }
  }

  /// Mean and variance as the phases have them.
  package var momentsOfPhases: (mean: Double, variance: Double) {
    // The second moment left at a phase's beginning: its own, and with what follows.
    let left = left
    var squares = phases.map { 2 / ($0.rate * $0.rate) }
    for place in phases.indices.reversed() where phases[place].goesOn {
      squares[place] += 2 / phases[place].rate * left[place + 1] + squares[place + 1]
    }
    let mean = zip(phases, left).reduce(0) { $0 + $1.0.begins * $1.1 }
    let square = zip(phases, squares).reduce(0) { $0 + $1.0.begins * $1.1 }
    return (mean, square - mean * mean)
  }

  /// The mean time that is left at the beginning of each phase.
  var left: [Double] {
    var left = phases.map { 1 / $0.rate }
    for place in phases.indices.reversed() where phases[place].goesOn { left[place] += left[place + 1] }
    return left
  }
}
