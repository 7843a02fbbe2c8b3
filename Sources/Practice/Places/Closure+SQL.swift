import Kernel
import Store

extension Transaction {
  /// The closures that touch any of these days at this location, those of the whole practice among them.
  package func closures(of location: ID<Location>, _ days: ClosedRange<LocalDay>) throws -> [Closure] {
    try closures(days).filter { $0.location ?? location == location }
  }

  /// The closures that touch any of these days, anywhere.
  package func closures(_ days: ClosedRange<LocalDay>) throws -> [Closure] {
    try settled("closures") { try closures("TRUE") }.filter {
      $0.last >= days.lowerBound && $0.first <= days.upperBound
    }
  }

  func closures(_ condition: SQL) throws -> [Closure] {
    try rows(
      """
      SELECT id, location, first_day, last_day, reason FROM closure WHERE \(condition)
      ORDER BY first_day, last_day, id
      """
    ).map { row in
      try Closure(
        id: row("id"), location: row("location"), first: row("first_day"), last: row("last_day"),
        reason: row("reason"))
    }
  }
}
