import Kernel
import Practice
import Records
import Store

/// Who waits at a place today, and about how long.
package struct WalkInQueue: Sendable {
  package let location: Location
  package let day: LocalDay
  package let waiting: [Waiting]
  /// Those of today whose waiting is over, last first.
  package let over: [WalkIn]

  package struct Waiting: Sendable {
    package let walkIn: WalkIn
    /// Minutes until they are likely seen; nil where the day has no time left.
    package let wait: Int?
  }
}

extension Scheduling {
  /// The queue of a place. Seeing it is written to the audit trail before it is shown.
  package func walkIns(at location: ID<Location>, by who: Who) async throws -> WalkInQueue {
    try who.require(.seeSchedule)
    guard who.may(at: location) else { throw NotFound("location") }
    let moment = now()
    let queue = try await store.read { try $0.queue(at: location, now: moment) }
    let patients = Set((queue.waiting.map(\.walkIn) + queue.over).compactMap { $0.patient?.rawValue })
    try await saw("walk_in.listed", patients.sorted(), "location:\(location)", "", who)
    return queue
  }

  /// One who still waits. Seeing it is written to the audit trail before it is shown.
  package func walkIn(_ id: ID<WalkIn>, by who: Who) async throws -> WalkIn {
    try who.require(.seeSchedule)
    let one = try await store.read { try $0.openWalkIn(id, by: who) }
    try await saw("walk_in.viewed", one.patient.map { [$0.rawValue] } ?? [], "walk_in:\(id)", "", who)
    return one
  }

  /// The next times at which somebody in the queue could be seen today, the first of each provider.
  package func timesForWalkIn(_ id: ID<WalkIn>, by who: Who) async throws -> [Slot] {
    try who.require(.bookVisits)
    let moment = now()
    return try await store.read { tx in
      let one = try tx.openWalkIn(id, by: who)
      guard let type = try tx.visitTypes([one.visitType]).first,
        let zone = try tx.location(one.location)?.zone
      else { throw NotFound("visit type") }
      let (day, minute) = (zone.day(of: moment), zone.wall(moment).time.minutes)
      return try type.providers.sorted().compactMap { provider -> Slot? in
        let slot = Slot(
          provider: provider, location: one.location, day: day, time: .midnight, minutes: type.minutes)
        let trial = try tx.tryDay(
          PlanAsk(patient: one.patient, visitType: type.id, slot: slot), now: moment)
        return trial.open(within: minute..<1440).first.map { trial.slot(at: $0) }
      }.sorted { ($0.time, $0.provider) < ($1.time, $1.provider) }
    }
  }
}

extension Transaction {
  fileprivate func queue(at id: ID<Location>, now: Instant) throws -> WalkInQueue {
    guard let location = try location(id) else { throw NotFound("location") }
    let day = location.zone.day(of: now)
    let all = try walkIns(where: "w.location = \(id) AND w.day = \(day)")
    let waiting = all.filter { $0.end == nil }
    let types = try visitTypes(Array(Set(waiting.map(\.visitType))))
    let lengths = try meanLengths(of: types, now: now)
    let wait = WalkInWait(
      free: try freeTimes(Set(types.flatMap(\.providers)), at: location, on: day, now: now),
      now: location.zone.wall(now).time.minutes)
    let waits = wait.waits(
      waiting.map { one in
        let type = types.first { $0.id == one.visitType }
        return (lengths[one.visitType] ?? 15, type?.providers ?? [])
      })
    return WalkInQueue(
      location: location, day: day, waiting: zip(waiting, waits).map { .init(walkIn: $0, wait: $1) },
      over: all.filter { $0.end != nil }.sorted { ($0.end?.at ?? now) > ($1.end?.at ?? now) })
  }

  /// What nobody has booked of providers' hours on a day.
  private func freeTimes(
    _ providers: Set<ID<Provider>>, at location: Location, on day: LocalDay, now: Instant
  ) throws -> [ID<Provider>: [Range<Int>]] {
    let ids = providers.sorted()
    let clock = DayClock(day: day, zone: location.zone)
    let templates = try templates(day...day, providers: ids, location: location.id)
    let exceptions = try dayExceptions(day...day, location: location.id, providers: ids)
    let closed = try closures(day...day).first { $0.covers(day, at: location.id) }?.reason
    let taken = try taken(ids.map { .provider($0) }, around: location.zone.range(of: day), at: now).value()
      .times
    var free: [ID<Provider>: [Range<Int>]] = [:]
    for id in ids {
      let hours = DayHours(
        templates: templates.filter { $0.provider == id }, on: day,
        exceptions: exceptions.filter { $0.provider == id }, closed: closed)
      let busy = (taken[.provider(id)] ?? []).map { time in
        let from = clock.minute(of: time.whole.lowerBound)
        return from..<max(from, clock.minute(notBefore: time.whole.upperBound))
      }
      free[id] = Minutes.subtract(busy, from: hours.open)
    }
    return free
  }

  /// How long visits really take, from going in to coming out, over the last 90 days; the type's own length where fewer
  /// than five are known.
  private func meanLengths(of types: [VisitType], now: Instant) throws -> [ID<VisitType>: Int] {
    var lengths = Dictionary(uniqueKeysWithValues: types.map { ($0.id, $0.minutes) })
    for row in try rows(
      """
      SELECT a.visit_type, COUNT(*) AS seen, SUM(d.at - s.at) AS total
      FROM appointment a
        JOIN visit_step s ON s.appointment = a.id AND s.step = 'started' AND s.undone_at IS NULL
        JOIN visit_step d ON d.appointment = a.id AND d.step = 'done' AND d.undone_at IS NULL
      WHERE a.visit_type IN (\(each: types.map(\.id))) AND a.start_at > \(now.advanced(byMinutes: -90 * 1440))
        AND a.start_at <= \(now)
      GROUP BY a.visit_type
      """)
    {
      let (seen, total): (Int, Int) = (try row("seen"), try row("total"))
      if seen >= 5 { lengths[try row("visit_type")] = max(5, total / seen / 60_000) }
    }
    return lengths
  }
}
