import Kernel
import Practice
import Scheduling

/// The practice's own rules, as the demo's days keep them, so that what stands could have been booked: notice, times
/// that are kept, caseloads, and places that were given back before they were taken again. They hold in whatever
/// order the visits were booked.
struct DayRules {
  /// A visit that is about to be made, as it was booked.
  struct Asked {
    let provider: ID<Provider>
    let day: LocalDay
    let span: Range<Int>
    let kind: DemoKind
    let type: ID<VisitType>
    let weighted: Int
    let start: Instant
    let bookedAt: Instant
    /// When it was given back; nil where it stands.
    let cancelledAt: Instant?

    fileprivate var item: DayLoad.Item {
      DayLoad.Item(
        day: day, starts: WallTime(minutes: span.lowerBound) ?? .midnight, weighted: weighted, type: type,
        category: kind.rules.category)
    }
  }

  /// What providers should have at most; nothing counted.
  let limits: [ID<Provider>: DayLoad]
  private var made: [ID<Provider>: [Asked]] = [:]
  private var standing: [ID<Provider>: [DayLoad.Item]] = [:]

  init(limits: [ID<Provider>: DayLoad]) { self.limits = limits }

  func admits(_ asked: Asked, _ hours: DayHours, _ zone: Zone, standing taken: [Range<Int>]) -> Bool {
    guard asked.bookedAt <= asked.start.advanced(byMinutes: -asked.kind.rules.leadMinutes) else {
      return false
    }
    let today = (made[asked.provider] ?? []).filter { $0.day == asked.day }
    let meets = today.filter { $0.span.overlaps(asked.span) }
    guard meets.allSatisfy({ $0.cancelledAt.map { $0 < asked.bookedAt } ?? false }) else { return false }
    let rule = BlockRule(blocks: hours.blocks, day: asked.day, zone: zone)
    for block in hours.blocks
    where block.span.overlaps(asked.span) && !rule.isReleased(block, at: asked.bookedAt)
      && !block.allows(asked.type, asked.kind.rules.category)
    {
      let others = today.filter { !block.allows($0.type, $0.kind.rules.category) }.map(\.span) + taken
      let strangers = (others + [asked.span]).reduce(0) { $0 + $1.clamped(to: block.span).count }
      if block.span.count - strangers < block.keptMinutes { return false }
    }
    guard var load = limits[asked.provider] else { return true }
    load.visits = standing[asked.provider] ?? []
    return load.refusal(of: asked.item) == nil
  }

  mutating func keep(_ asked: Asked) {
    made[asked.provider, default: []].append(asked)
    // One that was given back counted, too, while it stood.
    standing[asked.provider, default: []].append(asked.item)
  }

  /// Remembers what stands already, of which only the time is known.
  mutating func know(_ provider: ID<Provider>, _ taken: [Range<Int>], on day: LocalDay) {
    standing[provider, default: []] += taken.map {
      DayLoad.Item(
        day: day, starts: WallTime(minutes: $0.lowerBound) ?? .midnight, weighted: $0.count * 5 / 4, type: "",
        category: .visit)
    }
  }
}

extension Caseload {
  /// The same with nothing counted yet.
  var limits: DayLoad {
    DayLoad(
      visits: [], budgets: budgets.map { DayLoad.Budget(scope: $0, minutes: $1) },
      counts: counts.map { DayLoad.Count(scope: $0.scope, what: $0.what, name: "", most: $0.most) })
  }
}
