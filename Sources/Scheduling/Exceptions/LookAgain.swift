import Foundation
import Kernel
import Practice
import Store

/// A booking reads the hours before its commit, so that the commit is short. One that read them just before they
/// changed comes to stand outside of them without having been listed. The change cannot see it, so a look a little
/// later does: it is written in the commit of the change, when every booking that read the old hours is over.
struct SecondLook: Sendable, Codable {
  let days: Touched
  /// Bookings that began before this read the hours before, and were there to be listed.
  let since: Instant
  /// What stays on purpose.
  let kept: [ID<Appointment>]

  /// Longer than any booking takes.
  static let minutes = 2
}

extension Scheduling {
  /// The job of looking again for visits that a change of hours missed.
  package static let secondLook = "schedule.second_look"

  /// Lists the visits that were booked while hours changed, and do not fit them.
  package func lookAgain(_ payload: String) async throws {
    let look = try JSONDecoder().decode(SecondLook.self, from: Data(payload.utf8))
    let (moment, newID) = (now(), newID)
    try await store.write { try $0.list($0.missed(look, at: moment), at: moment, newID: newID) }
  }
}

extension Transaction {
  func lookAgain(
    after change: ScheduleChange, keeping kept: Set<ID<Appointment>>, _ id: String, at moment: Instant
  )
    throws
  {
    guard let days = change.touched(today: moment) else { return }
    let look = SecondLook(
      days: days, since: moment.advanced(byMinutes: -SecondLook.minutes), kept: kept.sorted())
    try enqueue(
      Job(
        kind: Scheduling.secondLook, key: id,
        payload: String(decoding: try JSONEncoder().encode(look), as: UTF8.self),
        due: moment.advanced(byMinutes: SecondLook.minutes)), at: moment)
  }

  /// What was put outside of its hours lately by the ordinary way. One that was listed since is not listed again,
  /// though somebody may have settled it.
  fileprivate func missed(_ look: SecondLook, at moment: Instant) throws -> [Displaced] {
    let standing = try boardVisits(where: look.days.condition)
    guard let first = standing.map(\.visit.slot.day).min(), let last = standing.map(\.visit.slot.day).max()
    else { return [] }
    let lately = Set(
      try rows(
        """
        SELECT DISTINCT s.appointment FROM visit_step s
        WHERE s.at >= \(look.since) AND s.step IN ('booked', 'moved') AND s.undone_at IS NULL
          AND s.appointment IN (\(each: standing.map(\.visit.id)))
          AND NOT EXISTS (SELECT 1 FROM work_item w WHERE w.kind = \(Displaced.work) AND w.key = s.appointment
            AND w.made_at >= \(look.since))
        """
      ).map { try $0("appointment") as ID<Appointment> })
    if lately.isEmpty { return [] }
    let table = try timetable(first...last, providers: Array(Set(standing.map(\.visit.slot.provider))))
    let misfits = try misfits(standing, in: table, at: moment)
    return standing.filter { lately.contains($0.visit.id) && $0.visit.overbooked.isEmpty }.compactMap {
      board in
      guard !look.kept.contains(board.visit.id), let why = misfits[board.visit.id], why != .planned else {
        return nil
      }
      return Displaced(board: board, why: why)
    }
  }
}

/// The days of whom and where that a change of hours touches.
struct Touched: Sendable, Codable {
  var provider: ID<Provider>?
  var location: ID<Location>?
  var first: LocalDay
  var last: LocalDay

  /// Every standing visit on them.
  var condition: SQL {
    var conditions: [SQL] = [
      "a.status NOT IN ('cancelled', 'no_show') AND a.day >= \(first) AND a.day <= \(last)"
    ]
    if let provider { conditions.append("a.provider = \(provider)") }
    if let location { conditions.append("a.location = \(location)") }
    return SQL.joined(conditions, by: " AND ")
  }
}

extension ScheduleChange {
  /// Nil for what bookings look at in their own commit.
  func touched(today moment: Instant) -> Touched? {
    // A day earlier: wherever the place is, its today is not before that.
    let today = Zone.utc.day(of: moment).advanced(by: -1)
    switch self {
    case .templates(let provider, _, _):
      return Touched(provider: provider, first: today, last: Template.always.upperBound)
    case .exception(let exception):
      return Touched(
        provider: exception.provider, location: exception.location, first: max(today, exception.day),
        last: exception.day)
    case .closure(let closure):
      return Touched(location: closure.location, first: max(today, closure.first), last: closure.last)
    case .outOfService: return nil
    }
  }
}
