import Kernel
import Practice
import Store

extension Scheduling {
  /// Times that are open instead, for each of the first visits: at most three, none of them offered twice. With a
  /// change that is not made yet, only such as are open now and stay open.
  package func offers(
    for visits: [Appointment], after change: ScheduleChange? = nil, by who: Who
  ) async throws -> [ID<Appointment>: [OpenTime]] {
    var offers: [ID<Appointment>: [OpenTime]] = [:]
    var given: [Slot] = []
    for visit in visits.prefix(offersAtOnce) {
      let open = try await open(insteadOf: visit, after: change, by: who).filter { time in
        !given.contains { $0.collides(with: time.slot) }
      }
      let best = OpenTime.best(open, insteadOf: visit.slot)
      given += best.map(\.slot)
      offers[visit.id] = best
    }
    return offers
  }

  /// With the same provider, and with anybody.
  private func open(
    insteadOf visit: Appointment, after change: ScheduleChange?, by who: Who
  ) async throws -> [OpenTime] {
    let slot = visit.slot
    let today = Zone.utc.day(of: now())
    var wanted = TimesWanted(
      visitType: visit.visitType, provider: slot.provider, first: max(today, slot.day.advanced(by: -3)),
      last: max(today, slot.day).advanced(by: 28), minutes: slot.minutes, most: 30)
    do {
      let own = try await findTimes(wanted, by: who)
      wanted.provider = nil
      let all = own + (try await findTimes(wanted, by: who).filter { $0.slot.provider != slot.provider })
      guard let change else { return all }
      let days = wanted.first...wanted.last
      let (table, zones) = try await store.read { tx in
        (try tx.timetable(days).after(change), try tx.locations().map { ($0.id, $0.zone) })
      }
      let clocks = Dictionary(uniqueKeysWithValues: zones)
      return all.filter { time in
        let slot = time.slot
        let isOpen = table.hours(of: slot.provider, at: slot.location, on: slot.day).open.holds(slot.span)
        return isOpen && !change.takesAway(time, clocks[slot.location].flatMap { slot.time(in: $0) })
      }
    } catch is NotFound {
      // Nobody does such visits any more.
      return []
    }
  }
}

/// For how many visits times are looked up in one go.
package let offersAtOnce = 20

extension OpenTime {
  /// The best of what is open for a visit that cannot stay: near its day, with the same provider, at the same place,
  /// at about the same time. Pure.
  static func best(_ open: [OpenTime], insteadOf slot: Slot, most: Int = 3) -> [OpenTime] {
    func cost(_ time: OpenTime) -> Int {
      abs(time.slot.day.days(since: slot.day)) * 60 + abs(time.slot.time.minutes - slot.time.minutes) / 4
        + (time.slot.provider == slot.provider ? 0 : 150) + (time.slot.location == slot.location ? 0 : 150)
    }
    let ranked = open.map { (cost: cost($0), time: $0) }.sorted {
      ($0.cost, $0.time.slot.day, $0.time.slot.time) < ($1.cost, $1.time.slot.day, $1.time.slot.time)
    }
    return Array(ranked.prefix(most).map(\.time))
  }
}

extension ScheduleChange {
  /// Whether a time needs the very room or device that goes out of service.
  fileprivate func takesAway(_ time: OpenTime, _ span: Range<Instant>?) -> Bool {
    guard case .outOfService(let away) = self, let span else { return false }
    return span.overlaps(away.from..<away.until) && time.visits[0].resources.contains(away.resource)
  }
}

extension Slot {
  fileprivate func collides(with other: Slot) -> Bool {
    provider == other.provider && day == other.day && span.overlaps(other.span)
  }
}
