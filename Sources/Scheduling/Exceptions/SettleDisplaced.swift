import Kernel
import Practice
import Store

extension Scheduling {
  /// What another room's verb takes into its own commit when a place opens again or a device is back: visits that
  /// fit once more need nobody.
  package func settling(by who: Who) -> @Sendable (Transaction) throws -> Void {
    let moment = now()
    return { try $0.settleDisplaced(by: who.name, at: moment) }
  }
}

extension Transaction {
  /// Ends the work on visits that have their hours and rooms again.
  func settleDisplaced(by name: String, at moment: Instant) throws {
    let open = try work(where: "kind = \(Displaced.work) AND ended_at IS NULL", most: 10_000)
    for item in open {
      guard let visit = try appointment(ID(rawValue: item.key)), try fits(visit, at: moment) else { continue }
      try endWork(kind: item.kind, key: item.key, outcome: "fits again", by: name, at: moment)
    }
  }

  private func fits(_ visit: Appointment, at moment: Instant) throws -> Bool {
    let slot = visit.slot
    guard let type = try visitTypes([visit.visitType]).first, let place = try location(slot.location) else {
      return false
    }
    let hours = try timetable(slot.day...slot.day, providers: [slot.provider]).hours(
      of: slot.provider, at: slot.location, on: slot.day)
    let misfit = DayCheck(hours, on: slot.day, place.zone).misfit(of: slot, type, others: [], now: moment)
    let held = try rows(
      """
      SELECT holder FROM claim WHERE (appointment = \(visit.id) OR session = \(visit.session?.rawValue ?? ""))
        AND holder LIKE 'resource:%'
      """
    ).compactMap { row -> ID<Resource>? in
      if case .resource(let id)? = Holder(key: try row("holder")) { id } else { nil }
    }
    return try misfit == nil && outOfService(held, during: visit.time).isEmpty
  }
}
