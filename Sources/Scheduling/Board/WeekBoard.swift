import Kernel
import Practice
import Store

/// Seven days at one location, of one provider or of all.
package struct WeekBoard: Sendable {
  package let location: Location
  /// Monday first.
  package let days: [Day]
  /// Everybody who works here that week, for the filter.
  package let providers: [Provider]

  package struct Day: Sendable {
    package let day: LocalDay
    package let closed: String?
    package let openMinutes: Int
    package let bookedMinutes: Int
    package let visits: [BoardVisit]
  }
}

extension Scheduling {
  /// The week that begins on a Monday. Seeing it is written to the audit trail before it is shown.
  package func week(
    of day: LocalDay, at location: ID<Location>, provider: ID<Provider>? = nil, by who: Who
  ) async throws -> WeekBoard {
    try who.require(.seeSchedule)
    guard who.may(at: location) else { throw NotFound("location") }
    let monday = day.monday
    let board = try await store.read { try $0.weekBoard(monday, at: location, provider: provider) }
    let patients = Array(Set(board.days.flatMap(\.visits).map(\.visit.patient.rawValue)))
    try await saw("schedule.week", patients, "location:\(location)", "\(monday)", who)
    return board
  }
}

extension Transaction {
  fileprivate func weekBoard(
    _ monday: LocalDay, at id: ID<Location>, provider only: ID<Provider>?
  ) throws -> WeekBoard {
    guard let location = try self.location(id) else { throw NotFound("location") }
    let days = monday...monday.advanced(by: 6)
    let templates = try templates(days, location: id)
    let exceptions = try dayExceptions(days, location: id)
    let closures = try closures(days)
    let visits = Dictionary(
      grouping: try boardVisits(days, location: id, provider: only), by: \.visit.slot.day)
    let shown = (0..<7).map { offset -> WeekBoard.Day in
      let day = monday.advanced(by: offset)
      let closed = closures.first { $0.covers(day, at: id) }?.reason
      let today = exceptions.filter { $0.day == day }
      let there = Set(templates.filter { $0.isAtWork(on: day) }.map(\.provider)).union(today.map(\.provider))
        .filter { only == nil || only == $0 }
      let hours = there.map { provider in
        DayHours(
          templates: templates.filter { $0.provider == provider }, on: day,
          exceptions: today.filter { $0.provider == provider }, closed: closed)
      }
      let own = visits[day] ?? []
      let standing = Dictionary(grouping: own.filter(\.visit.status.holdsItsPlace), by: \.visit.slot.provider)
      return WeekBoard.Day(
        day: day, closed: closed, openMinutes: hours.reduce(0) { $0 + $1.minutes },
        bookedMinutes: standing.values.reduce(0) {
          $0 + Minutes.total(Minutes.union($1.map(\.visit.slot.span)))
        },
        visits: own)
    }
    let known = Set(templates.map(\.provider)).union(exceptions.map(\.provider))
    return WeekBoard(location: location, days: shown, providers: try providers(known))
  }
}
