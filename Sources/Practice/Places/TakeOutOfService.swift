import Kernel
import Store

extension Practice {
  /// Says that a room, a device or a person to help cannot be used from now on, until a moment or until somebody
  /// says that it is back.
  /// `also` is what belongs into the same commit, such as the list of visits that lose their room; it queues for
  /// `locks`.
  @discardableResult
  package func takeOutOfService(
    _ id: ID<Resource>, until: Instant? = nil, reason: String, locking locks: Set<String> = [], by who: Who,
    also: @escaping @Sendable (Transaction, OutOfService) throws -> Void = { _, _ in }
  ) async throws -> OutOfService {
    let moment = now()
    let away = try outOfService(id, until: until, reason: reason, by: who)
    guard let place = try await store.read({ try $0.resource(id) })?.location else {
      throw NotFound("room or device")
    }
    try who.require(place)
    // Bookings of this place's rooms queue for the same name: one that is under way sees this, or is on the list.
    try await store.write(locking: locks.union(["resources:\(place)"])) { tx in
      let resource = try tx.existingResource(id)
      if !resource.active { throw PlaceRefused.alreadyRetired }
      if try !tx.outOfService([id], during: moment..<OutOfService.forever).isEmpty {
        throw PlaceRefused.alreadyOutOfService(resource.name)
      }
      try tx.run(
        """
        INSERT INTO out_of_service (id, resource, from_at, until_at, reason, said_at, said_by)
        VALUES (\(away.id), \(id), \(away.from), \(away.until), \(away.reason), \(moment), \(who.name))
        """)
      try also(tx, away)
      try tx.audit(
        "resource.out_of_service", by: who, subject: "resource:\(id)",
        detail: "\(resource.name): \(away.reason)", at: moment)
      try tx.announce("schedule:\(place)")
    }
    return away
  }

  /// The fact as it would be written down, to ask what it would displace.
  package func outOfService(
    _ id: ID<Resource>, until: Instant?, reason: String, by who: Who
  ) throws -> OutOfService {
    try who.require(.runDay)
    let (moment, end) = (now(), until ?? OutOfService.forever)
    if end <= moment { throw PlaceRefused.backBeforeItIsGone }
    return OutOfService(
      id: self.id(), resource: id, from: moment, until: end,
      reason: try cleanLine(reason, "reason", "The reason", atMost: 120))
  }

  /// What is out of service now or later, at all places of whoever asks.
  package func outOfService(by who: Who) async throws -> [OutOfService] {
    try who.require(.seeSchedule)
    let moment = now()
    return try await store.read { try $0.outOfService("until_at > \(moment)") }
  }
}
