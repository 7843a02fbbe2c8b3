import Kernel
import Practice

/// What groups, blocks and caseloads let in on one day at one place.
extension PlaceDay {
  /// Starts at which a group of this kind meets that has a seat, and at which it has none.
  func seats(_ step: TimeSearch.Step, _ provider: ID<Provider>) -> (open: DayMask, full: DayMask) {
    var (open, full) = (DayMask.none, DayMask.none)
    let type = step.type
    if type.rules.capacity == 1 || facts.sessions.isEmpty { return (open, full) }
    for (key, group) in facts.sessions
    where key.type == type.id && key.provider == provider && key.location == place.location.id {
      let wall = clock.zone.wall(key.time.lowerBound)
      let length = key.time.upperBound.minutes(since: key.time.lowerBound)
      guard wall.day == clock.day, length == step.minutes else { continue }
      let step = wall.time.minutes..<wall.time.minutes + 5
      if group.taken < group.capacity { open.insert(step) } else { full.insert(step) }
    }
    return (open, full)
  }

  func outsideBlocks(
    _ step: TimeSearch.Step, _ person: Int, _ day: HoursBook.Day, _ starts: DayMask
  ) -> DayMask {
    let rule = BlockRule(blocks: day.hours.blocks, day: clock.day, zone: clock.zone)
    let closing = day.hours.blocks.filter { !$0.allows(step.type) && !rule.isReleased($0, at: facts.now) }
    if closing.isEmpty { return starts }
    let others = neighbours(of: person)
    var kept = starts
    for start in starts.minutes {
      let span = start..<start + step.minutes
      guard closing.contains(where: { $0.span.overlaps(span) }) else { continue }
      if rule.keeper(of: span, step.type, others: others, now: facts.now) != nil {
        kept = kept.without(DayMask(start..<start + 5))
      }
    }
    return kept
  }

  /// A clinician's visits here that day, as blocks count them.
  func neighbours(of person: Int) -> [BlockRule.Neighbour] {
    diary.visits(of: facts.people[person].id, clock.day...clock.day).filter {
      $0.slot.location == place.location.id
    }.map {
      BlockRule.Neighbour(span: $0.slot.span, type: $0.type, category: facts.categories[$0.type] ?? .visit)
    }
  }

  /// Mornings and afternoons are all that caseloads tell apart.
  func withinCaseload(_ step: TimeSearch.Step, _ person: Int) -> DayMask {
    let load = load(of: person)
    var open = DayMask.none
    for (half, begins) in [(0..<720, WallTime.midnight), (720..<1440, .noon)] {
      let item = DayLoad.Item(
        day: clock.day, starts: begins, weighted: step.weighted, type: step.type.id,
        category: step.type.rules.category)
      if load.refusal(of: item) == nil { open.insert(half) }
    }
    return open
  }

  /// What a clinician should have, with the week counted.
  func load(of person: Int) -> DayLoad {
    let id = facts.people[person].id
    guard var load = facts.limits[id] else { return .unlimited }
    let monday = clock.day.monday
    load.visits = diary.visits(of: id, monday...monday.advanced(by: 6)).map {
      DayLoad.Item(
        day: $0.slot.day, starts: $0.slot.time, weighted: $0.weighted, type: $0.type,
        category: facts.categories[$0.type] ?? .visit)
    }
    return load
  }
}

extension WallTime {
  fileprivate static let noon = WallTime(12, 0) ?? .midnight
}
