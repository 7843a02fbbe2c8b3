import Kernel
import Practice

/// A stretch in which somebody has too much while somebody else has room. Pure: the words are made where the names
/// are.
package struct LoadAdvice: Sendable, Equatable {
  package let day: LocalDay
  /// Minutes since midnight.
  package let window: Range<Int>
  package let provider: ID<Provider>
  package let percent: Int
  /// Who has the most open minutes then, if anybody has.
  package let other: ID<Provider>?
  package let openMinutes: Int

  /// The stretches of two hours that are over full, one for each provider and day, the worst first.
  package static func of(_ loads: [ProviderDayLoad], most: Int = 6) -> [LoadAdvice] {
    let byDay = Dictionary(grouping: loads, by: \.day)
    let advice = loads.compactMap { load -> LoadAdvice? in
      guard let worst = worst(load) else { return nil }
      let free = (byDay[load.day] ?? []).filter { $0.provider != load.provider }
        .map { (provider: $0.provider, minutes: $0.free(in: worst.window)) }
        .filter { $0.minutes >= leastRoom }
        .max { ($0.minutes, $1.provider) < ($1.minutes, $0.provider) }
      return LoadAdvice(
        day: load.day, window: worst.window, provider: load.provider, percent: worst.percent,
        other: free?.provider, openMinutes: free?.minutes ?? 0)
    }
    return Array(
      advice.sorted {
        ($1.percent, $0.day, $0.window.lowerBound, $0.provider) < (
          $0.percent, $1.day, $1.window.lowerBound, $1.provider
        )
      }.prefix(most))
  }

  private static func worst(_ load: ProviderDayLoad) -> (window: Range<Int>, percent: Int)? {
    guard let first = load.open.first?.lowerBound, let last = load.open.last?.upperBound else { return nil }
    var worst: (window: Range<Int>, percent: Int)?
    for start in stride(from: first / 60 * 60, to: last, by: 60) {
      let window = start..<start + 120
      guard let percent = load.percent(in: window), percent > 100 else { continue }
      if worst.map({ percent > $0.percent }) ?? true { worst = (window, percent) }
    }
    return worst
  }

  /// Less is not worth moving a visit for.
  private static let leastRoom = 15
}
