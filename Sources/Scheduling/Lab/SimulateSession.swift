import Foundation

/// What many courses of a session came to on average, and how far chance may have led it astray.
package struct SessionSimulation: Sendable, Equatable {
  package let runs: Int
  /// The sum of the waits of all who came.
  package let wait: Figure
  package let idle: Figure
  package let overtime: Figure

  package struct Figure: Sendable, Equatable {
    package let mean: Double
    /// The standard error of the mean.
    package let error: Double

    init(_ values: [Double]) {
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      self.mean = mean
      error = (squares / Double(max(1, values.count - 1)) / Double(values.count)).squareRoot()
    }
  }
}

extension SessionToPlan {
  /// Lives the session many times with chance as it comes: who is there, who walks in, how long each takes.
  package func simulate(
    starts: [Double], runs: Int, using chance: inout some RandomNumberGenerator
  ) throws(SessionRefused) -> SessionSimulation {
    guard starts.count == visits.count, starts[0] == 0, runs > 0 else { throw .starts }
    var (waits, idles, overtimes): ([Double], [Double], [Double]) = ([], [], [])
    for _ in 0..<runs {
      var (free, wait, idle) = (0.0, 0.0, 0.0)
      for (visit, start) in zip(visits, starts) {
        let comes = chance.part() >= visit.noShow
        if comes { wait += max(0, free - start) }
        idle += max(0, start - free)
        free = max(free, start) + (comes ? visit.service.sample(&chance) : 0)
        if let walkIns, chance.part() < walkIns.expected / Double(visits.count) {
          free += walkIns.service.sample(&chance)
        }
      }
      waits.append(wait)
      idles.append(idle)
      overtimes.append(length.map { max(0, free - $0) } ?? 0)
    }
    return SessionSimulation(
      runs: runs, wait: SessionSimulation.Figure(waits), idle: SessionSimulation.Figure(idles),
      overtime: SessionSimulation.Figure(overtimes))
  }
}

extension ServiceTime {
  fileprivate func sample(_ chance: inout some RandomNumberGenerator) -> Double {
    var place = 0
    var part = chance.part()
    while place + 1 < phases.count, part >= phases[place].begins {
      part -= phases[place].begins
      place += 1
    }
    var time = 0.0
    repeat {
      time -= log(1 - chance.part()) / phases[place].rate
      place += 1
    } while phases[place - 1].goesOn
    return time
  }
}

extension RandomNumberGenerator {
  /// Evenly from 0 to just below 1.
  fileprivate mutating func part() -> Double { Double(next() >> 11) * 0x1p-53 }
}
