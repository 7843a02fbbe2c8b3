/// What the server did since it started: figures for `/metrics`, by route and never by person or patient.
package actor Counters {
  struct Key: Hashable, Comparable {
    let route: String
    let method: String

    static func < (a: Key, b: Key) -> Bool { (a.route, a.method) < (b.route, b.method) }
  }

  struct Tally {
    /// By hundreds: 2 is 200…299.
    var byClass: [Int: Int] = [:]
    /// How many took at most as long as each bound, the last without one.
    var buckets = [Int](repeating: 0, count: Counters.bounds.count + 1)
    var seconds = 0.0
    var count: Int { buckets.reduce(0, +) }
  }

  static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  private(set) var tallies: [Key: Tally] = [:]
  private(set) var running = 0
  private(set) var liveStreams = 0

  package init() {}

  func began() { running += 1 }

  func ended(_ route: String, _ method: String, _ status: Int, _ took: Duration) {
    running -= 1
    let seconds = took.seconds
    let key = Key(route: route, method: known.contains(method) ? method : "other")
    let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
    tallies[key, default: Tally()].byClass[status / 100, default: 0] += 1
    tallies[key, default: Tally()].buckets[bucket] += 1
    tallies[key, default: Tally()].seconds += seconds
  }

  func streamOpened() { liveStreams += 1 }
  func streamClosed() { liveStreams -= 1 }

  /// Anybody can invent methods, and each would be a line of its own.
  private let known: Set<String> = ["GET", "HEAD", "POST"]
}
