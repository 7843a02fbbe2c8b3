import Kernel
import Practice

/// Which rooms and devices a visit takes.
enum Rooms {
  /// One free resource for each need, each used once; nil when that cannot be. `candidates` holds what could serve
  /// each need. Needs that few can serve go first, so that "any room" does not take the only room another needs.
  static func choose(
    for candidates: [[ID<Resource>]], isFree: (ID<Resource>) -> Bool
  ) -> [ID<Resource>]? {
    var held: [Int: ID<Resource>] = [:]
    let free = candidates.map { $0.filter(isFree) }
    for place in free.indices.sorted(by: { free[$0].count < free[$1].count }) {
      guard let first = free[place].first(where: { !held.values.contains($0) }) else { return nil }
      held[place] = first
    }
    return free.indices.compactMap { held[$0] }
  }
}

extension VisitType {
  /// For each need, the resources in use that could serve it.
  static func candidates(for needs: [Need], among there: [Resource]) -> [[ID<Resource>]] {
    needs.map { need in
      there.filter { $0.active && $0.kind == need.kind && (need.resource == nil || need.resource == $0.id) }
        .map(\.id)
    }
  }
}
