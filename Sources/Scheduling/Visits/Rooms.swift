import Kernel
import Practice

/// Which rooms and devices a visit takes.
enum Rooms {
  /// One free resource for each place to fill, each used once; nil when that cannot be. `candidates` holds what could
  /// serve each place. Places that few can serve go first, so that "any room" does not take the only room another
  /// needs.
  static func choose<Thing: Hashable>(for candidates: [[Thing]], isFree: (Thing) -> Bool) -> [Thing]? {
    if candidates.isEmpty { return [] }
    var held: [Int: Thing] = [:]
    let free = candidates.map { $0.filter(isFree) }
    for place in free.indices.sorted(by: { free[$0].count < free[$1].count }) {
      guard let first = free[place].first(where: { !held.values.contains($0) }) else { return nil }
      held[place] = first
    }
    return free.indices.compactMap { held[$0] }
  }
}

extension VisitType {
  /// For each place to fill (a need for two assistants is two), the resources in use that could serve it.
  static func candidates(for needs: [Need], among there: [Resource]) -> [[ID<Resource>]] {
    needs.flatMap { need in
      Array(repeating: there.filter { need.isServed(by: $0) }.map(\.id), count: need.count)
    }
  }
}
