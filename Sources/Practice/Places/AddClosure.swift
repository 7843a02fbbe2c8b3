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
}

extension Who {
  /// The whole practice is closed only by somebody who works at all of it.
  func requireClosing(_ location: ID<Location>?) throws(Forbidden) {
    if let location { try require(location) } else if locations != nil { throw .location }
  }
}
