import Kernel
import Store

extension Practice {
  /// Says that a location, or the whole practice where none is named, is closed from the first to the last day.
  package func addClosure(
    at location: ID<Location>?, from first: LocalDay, to last: LocalDay, reason: String, by who: Who
  ) async throws -> Closure {
    try who.require(.managePlaces)
    try who.requireClosing(location)
    let reason = try cleanLine(reason, "reason", "The reason")
    if last < first { throw PlaceRefused.endsBeforeItBegins }
    if last.days(since: first) >= 366 { throw PlaceRefused.tooLong }
    let closure = Closure(id: id(), location: location, first: first, last: last, reason: reason)
    let moment = now()
    try await store.write { tx in
      if let location { _ = try tx.openLocation(location) }
      try tx.run(
        """
        INSERT INTO closure (id, location, first_day, last_day, reason, added_at, added_by)
        VALUES (\(closure.id), \(location), \(first), \(last), \(reason), \(moment), \(who.name))
        """)
      try tx.audit(
        "closure.added", by: who, subject: "closure:\(closure.id)", detail: "\(first) to \(last): \(reason)",
        at: moment)
    }
    return closure
  }

  /// Takes a closure back. The audit trail keeps that there was one.
  package func removeClosure(_ id: ID<Closure>, by who: Who) async throws {
    try who.require(.managePlaces)
    let moment = now()
    try await store.write { tx in
      guard let closure = try tx.closures("id = \(id)").first else { throw NotFound("closure") }
      try who.requireClosing(closure.location)
      try tx.run("DELETE FROM closure WHERE id = \(id)")
      try tx.audit(
        "closure.removed", by: who, subject: "closure:\(id)",
        detail: "\(closure.first) to \(closure.last): \(closure.reason)", at: moment)
    }
  }

  /// The closures that end on this day or later, first things first.
  package func closures(from day: LocalDay, by who: Who) async throws -> [Closure] {
    try who.require(.seeSchedule)
    return try await store.read { tx in try tx.closures("last_day >= \(day)") }
      .filter { $0.location.map(who.may(at:)) ?? true }
  }
}

extension Who {
  /// The whole practice is closed only by somebody who works at all of it.
  fileprivate func requireClosing(_ location: ID<Location>?) throws(Forbidden) {
    if let location { try require(location) } else if locations != nil { throw .location }
  }
}

extension Transaction {
  /// The closures that touch any of these days at this location, those of the whole practice among them.
  package func closures(of location: ID<Location>, _ days: ClosedRange<LocalDay>) throws -> [Closure] {
    try closures(
      """
      first_day <= \(days.upperBound) AND last_day >= \(days.lowerBound)
        AND (location IS NULL OR location = \(location))
      """)
  }

  fileprivate func closures(_ condition: SQL) throws -> [Closure] {
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
