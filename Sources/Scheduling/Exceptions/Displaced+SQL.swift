import Kernel
import Practice
import Store

extension Transaction {
  /// The visits ahead that fit the schedule now, and would not with the change. One that somebody put outside of
  /// hours on purpose is none of them.
  func displaced(by change: ScheduleChange, at moment: Instant) throws -> [Displaced] {
    if case .outOfService(let away) = change { return try displaced(by: away, at: moment) }
    guard let touched = change.touched(today: moment) else { return [] }
    let visits = try boardVisits(where: touched.condition)
    guard let first = visits.map(\.visit.slot.day).min(), let last = visits.map(\.visit.slot.day).max() else {
      return []
    }
    let table = try timetable(first...last, providers: Array(Set(visits.map(\.visit.slot.provider))))
    let (before, after) = (table.before(change), table.after(change))
    let (old, new) = (
      try misfits(visits, in: before, unlike: after, at: moment),
      try misfits(visits, in: after, unlike: before, at: moment)
    )
    return visits.compactMap { board in
      let id = board.visit.id
      guard let why = new[id], old[id] == nil || old[id] == .planned && why != .planned else { return nil }
      return Displaced(board: board, why: why)
    }.sorted { ($0.visit.start, $0.visit.id) < ($1.visit.start, $1.visit.id) }
  }

  /// Why visits ahead do not fit the hours of a timetable; those that fit are left out, and where there is another
  /// table to compare with, days that are alike.
  func misfits(
    _ visits: [BoardVisit], in table: Timetable, unlike other: Timetable? = nil, at moment: Instant
  ) throws -> [ID<Appointment>: Displacement] {
    let types = Dictionary(uniqueKeysWithValues: try visitTypes().map { ($0.id, $0) })
    let zones = Dictionary(uniqueKeysWithValues: try locations().map { ($0.id, $0.zone) })
    var misfits: [ID<Appointment>: Displacement] = [:]
    for (key, today) in Dictionary(grouping: visits, by: { ProviderDay($0.visit.slot) }) {
      let hours = table.hours(of: key.provider, at: key.location, on: key.day)
      guard let zone = zones[key.location],
        other?.hours(of: key.provider, at: key.location, on: key.day) != hours
      else { continue }
      let check = DayCheck(hours, on: key.day, zone)
      for board in today where board.visit.isAhead(at: moment) {
        guard let type = types[board.visit.visitType] else { continue }
        let others = today.filter { $0.visit.id != board.visit.id }.compactMap { other in
          types[other.visit.visitType].map {
            BlockRule.Neighbour(span: other.visit.slot.span, type: $0.id, category: $0.rules.category)
          }
        }
        misfits[board.visit.id] = check.misfit(of: board.visit.slot, type, others: others, now: moment)
      }
    }
    return misfits
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
