import Kernel
import Practice
import Store

extension Transaction {
  /// The visits ahead that fit the schedule now, and would not with the change. One that somebody put outside of
  /// hours on purpose is none of them.
  func displaced(by change: ScheduleChange, at moment: Instant) throws -> [Displaced] {
    if case .outOfService(let away) = change { return try displaced(by: away, at: moment) }
    let visits = try standing(under: change, at: moment)
    guard let first = visits.map(\.visit.slot.day).min(), let last = visits.map(\.visit.slot.day).max() else {
      return []
    }
    let table = try timetable(first...last, providers: Array(Set(visits.map(\.visit.slot.provider))))
    let (before, after) = (table.before(change), table.after(change))
    let types = Dictionary(uniqueKeysWithValues: try visitTypes().map { ($0.id, $0) })
    let zones = Dictionary(uniqueKeysWithValues: try locations().map { ($0.id, $0.zone) })
    return Dictionary(grouping: visits) { ProviderDay($0.visit.slot) }.flatMap { key, today -> [Displaced] in
      guard let zone = zones[key.location] else { return [] }
      func check(_ table: Timetable) -> DayCheck {
        DayCheck(
          table.hours(of: key.provider, at: key.location, on: key.day), on: key.day, zone)
      }
      let (old, new) = (check(before), check(after))
      if old.hours == new.hours { return [] }
      return today.filter { $0.visit.isAhead(at: moment) }.compactMap { board in
        guard let type = types[board.visit.visitType] else { return nil }
        let others = today.filter { $0.visit.id != board.visit.id }.compactMap { other in
          types[other.visit.visitType].map {
            BlockRule.Neighbour(
              span: other.visit.slot.span, type: $0.id, category: $0.rules.category)
          }
        }
        let slot = board.visit.slot
        let before = old.misfit(of: slot, type, others: others, now: moment)
        guard let why = new.misfit(of: slot, type, others: others, now: moment),
          before == nil || before == .planned && why != .planned
        else { return nil }
        return Displaced(board: board, why: why)
      }
    }.sorted { ($0.visit.start, $0.visit.id) < ($1.visit.start, $1.visit.id) }
  }

  private func displaced(by away: OutOfService, at moment: Instant) throws -> [Displaced] {
    let name = try resource(away.resource)?.name ?? ""
    let holder = Holder.resource(away.resource).key
    return try boardVisits(
      where: """
        (a.id IN (SELECT c.appointment FROM claim c WHERE c.holder = \(holder)
            AND c.before_at < \(away.until) AND c.after_at > \(away.from))
          OR a.session IN (SELECT c.session FROM claim c WHERE c.holder = \(holder)
            AND c.before_at < \(away.until) AND c.after_at > \(away.from)))
        AND a.status NOT IN ('cancelled', 'no_show')
        """
    ).filter { $0.visit.isAhead(at: moment) }
      .map { Displaced(board: $0, why: .outOfService(name, away.reason)) }
  }

  /// Every standing visit on the days that a change touches.
  private func standing(under change: ScheduleChange, at moment: Instant) throws -> [BoardVisit] {
    // A day earlier: wherever the place is, its today is not before that.
    let today = Zone.utc.day(of: moment).advanced(by: -1)
    var conditions: [SQL] = ["a.status NOT IN ('cancelled', 'no_show')", "a.day >= \(today)"]
    switch change {
    case .templates(let provider, _, _): conditions.append("a.provider = \(provider)")
    case .exception(let exception):
      conditions.append("a.provider = \(exception.provider) AND a.day = \(exception.day)")
      conditions.append("a.location = \(exception.location)")
    case .closure(let closure):
      conditions.append("a.day >= \(closure.first) AND a.day <= \(closure.last)")
      if let location = closure.location { conditions.append("a.location = \(location)") }
    case .outOfService: return []
    }
    return try boardVisits(where: SQL.joined(conditions, by: " AND "))
  }

  /// Puts displaced visits on the list of work, each with its reason and until when.
  func list(_ displaced: [Displaced], at moment: Instant, newID: () -> String) throws {
    for one in displaced {
      let (visit, board) = (one.visit, one.board)
      let (due, urgency) = displacedDeadline(visit.start, now: moment)
      let slot = visit.slot
      try addWork(
        WorkItem(
          id: ID(rawValue: newID()), kind: Displaced.work, key: visit.id.rawValue,
          title: "Find another time for \(board.patient.full)",
          reason: """
            \(slot.day.weekday.name), \(slot.day.long), \(slot.time) with \(board.providerName). \(one.why.words)
            """, due: due, urgency: urgency, location: slot.location, patient: visit.patient.rawValue,
          link: "/displaced", action: "Find a time", madeAt: moment))
    }
  }
}

extension Displaced {
  /// The kind of work that a displaced visit is, with the visit as its key.
  package static let work = "schedule.displaced"
}

extension Appointment {
  /// Whether it lies ahead and nobody has come for it yet.
  func isAhead(at moment: Instant) -> Bool { start > moment && (status == .booked || status == .confirmed) }
}

private struct ProviderDay: Hashable {
  let provider: ID<Provider>
  let location: ID<Location>
  let day: LocalDay

  init(_ slot: Slot) { (provider, location, day) = (slot.provider, slot.location, slot.day) }
}
