import Kernel
import Store

extension Practice {
  /// Says that a location, or the whole practice where none is named, is closed from the first to the last day.
  /// `also` is what belongs into the same commit, such as the list of visits that this displaces; it queues for
  /// `locks`.
  package func addClosure(
    at location: ID<Location>?, from first: LocalDay, to last: LocalDay, reason: String,
    locking locks: Set<String> = [], by who: Who,
    also: @escaping @Sendable (Transaction, Closure) throws -> Void = { _, _ in }
  ) async throws -> Closure {
    let closure = try closure(at: location, from: first, to: last, reason: reason, by: who)
    let moment = now()
    try await store.write(locking: locks) { tx in
      if let location { _ = try tx.openLocation(location) }
      try tx.run(
        """
        INSERT INTO closure (id, location, first_day, last_day, reason, added_at, added_by)
        VALUES (\(closure.id), \(location), \(first), \(last), \(closure.reason), \(moment), \(who.name))
        """)
      try also(tx, closure)
      try tx.audit(
        "closure.added", by: who, subject: "closure:\(closure.id)",
        detail: "\(first) to \(last): \(closure.reason)", at: moment)
    }
    return closure
  }

  /// The closure as it would be written down, to ask what it would displace.
  package func closure(
    at location: ID<Location>?, from first: LocalDay, to last: LocalDay, reason: String, by who: Who
  ) throws -> Closure {
    try who.require(.managePlaces)
    try who.requireClosing(location)
    let reason = try cleanLine(reason, "reason", "The reason")
    if last < first { throw PlaceRefused.endsBeforeItBegins }
    if last.days(since: first) >= 366 { throw PlaceRefused.tooLong }
    return Closure(id: id(), location: location, first: first, last: last, reason: reason)
  }
}

extension Who {
  /// The whole practice is closed only by somebody who works at all of it.
  func requireClosing(_ location: ID<Location>?) throws(Forbidden) {
    if let location { try require(location) } else if locations != nil { throw .location }
  }
}
