import Kernel
import Practice
import Records
import Store

/// One day at one location: who is there, who comes, what is still open.
package struct DayBoard: Sendable {
  /// What the columns show: another one whenever anything of it has changed, the clock aside.
  package let edition: Edition
  package let location: Location
  package let day: LocalDay
  package let columns: [Column]
  /// Visits that no longer hold their place.
  package let gone: [BoardVisit]
  /// Why the whole place is closed, if it is.
  package let closed: String?
  /// Times that are kept for a few minutes.
  package let holds: [Hold]
  /// The groups that meet that day, and how full they are.
  package let groups: [ID<GroupSession>: GroupSession]

  /// For whoever keeps what was made of a board.
  package struct Edition: Hashable, Sendable {
    let reading: Int
    let settled: String
    let holds: [ID<Hold>]
  }

  package struct Column: Sendable {
    package let provider: Provider
    package let hours: DayHours
    package let visits: [BoardVisit]
    /// Stretches in which nobody is booked, in minutes since midnight.
    package let free: [Range<Int>]

    /// Minutes that are booked, each minute once.
    package var bookedMinutes: Int { Minutes.total(Minutes.union(visits.map(\.visit.slot.span))) }
    package var openMinutes: Int { hours.minutes }
  }

  /// How late everybody runs who has visits left; empty but on the day itself.
  package let late: [ID<Provider>: Lateness]

  /// Devices and chairs that are shared, with the visits that hold them that day.
  package let shared: [Shared]

  /// What cannot be used on that day, or on some of it.
  package let outOfService: [Away]

  package struct Away: Sendable, Equatable {
    package let name: String
    package let time: OutOfService
  }

  package struct Shared: Sendable {
    package let resource: Resource
    package let visits: [BoardVisit]
  }

  /// Every patient the board shows, for the audit trail.
  let patients: PatientSet
}

extension Scheduling {
  /// The board of one day. Seeing it is written to the audit trail before it is shown.
  package func day(_ day: LocalDay, at location: ID<Location>, by who: Who) async throws -> DayBoard {
    try who.require(.seeSchedule)
    guard who.may(at: location) else { throw NotFound("location") }
    let moment = now()
    let remembered = rememberedVisits
    let board = try await store.read { try $0.dayBoard(day, at: location, remembered, now: moment) }
    try await saw("schedule.day", board.patients, "location:\(location)", "\(day)", who)
    return board
  }

  /// Writes down that somebody saw these patients' data. A page without any patient on it is not worth a line.
  func saw(
    _ action: String, _ patients: [String], _ subject: String, _ detail: String, _ who: Who
  ) async throws {
    try await saw(action, PatientSet(patients), subject, detail, who)
  }

  func saw(
    _ action: String, _ patients: PatientSet, _ subject: String, _ detail: String, _ who: Who
  ) async throws {
    if patients.members.isEmpty { return }
    let moment = now()
    try await store.write {
      try $0.audit(action, by: who, of: patients, subject: subject, detail: detail, at: moment)
    }
  }
}

extension Transaction {
  fileprivate func dayBoard(
    _ day: LocalDay, at id: ID<Location>, _ remembered: RememberedVisits, now: Instant
  ) throws -> DayBoard {
    guard let location = try self.location(id) else { throw NotFound("location") }
    let templates = try templates(day...day, location: id).filter { $0.holds(on: day) }
    let exceptions = try dayExceptions(day...day, location: id)
    let closed = try closures(day...day).first { $0.covers(day, at: id) }?.reason
    let known = try visits(of: day, at: location, remembered)
    let standing = known.visits.filter(\.visit.status.holdsItsPlace)
    let holds = try holds(on: day, at: id, now: now)
    let groups = try groupSessions(at: id, during: location.zone.range(of: day))
    let byProvider = Dictionary(grouping: standing, by: \.visit.slot.provider)
    let there = Set(templates.filter { $0.isAtWork(on: day) }.map(\.provider)).union(
      exceptions.map(\.provider)
    ).union(byProvider.keys)
    let columns = try providers(there).map { provider in
      let hours = DayHours(
        templates: templates.filter { $0.provider == provider.id }, on: day,
        exceptions: exceptions.filter { $0.provider == provider.id }, closed: closed)
      let own = byProvider[provider.id] ?? []
      return DayBoard.Column(
        provider: provider, hours: hours, visits: own,
        free: Minutes.subtract(
          own.map(\.visit.slot.span) + holds.filter { $0.slot.provider == provider.id }.map(\.slot.span),
          from: hours.open))
    }
    let things = try resources(at: id)
    let names = Dictionary(uniqueKeysWithValues: things.map { ($0.id, $0.name) })
    let away = try outOfService(names.keys, during: location.zone.range(of: day)).map {
      DayBoard.Away(name: names[$0.resource] ?? "", time: $0)
    }
    let shared = things.filter {
      $0.active && ($0.kind == .device || $0.kind == .chair)
    }.map { resource in
      DayBoard.Shared(
        resource: resource, visits: standing.filter { $0.resources.contains { $0.id == resource.id } })
    }
    return DayBoard(
      edition: DayBoard.Edition(
        reading: known.reading, settled: try settledToken(), holds: holds.map(\.id)),
      location: location, day: day, columns: columns,
      gone: known.visits.filter { !$0.visit.status.holdsItsPlace }, closed: closed, holds: holds,
      groups: Dictionary(uniqueKeysWithValues: groups.keys.map { ($0.id, $0) }),
      late: location.zone.day(of: now) == day ? try lateness(of: standing, now: now) : [:], shared: shared,
      outOfService: away, patients: known.patients)
  }

  /// Providers by id, in the order of their names.
  func providers(_ ids: some Sequence<ID<Provider>>) throws -> [Provider] {
    let ids = Set(ids)
    return try providers().filter { ids.contains($0.id) }
  }
}
