import Kernel
import Practice
import Records
import Store

/// What was done to several visits at once, and by what it is undone.
package struct DoneTogether: Sendable {
  package let visits: [Appointment]
  /// Names all of it; empty where only one visit was changed.
  package let batch: String
}

extension Scheduling {
  /// Moves what was proposed, all of it or nothing, and writes to the patients in the same commit.
  package func moveTogether(
    _ moves: [VisitMove], overrule: String = "", reason: String = "", telling: Bool, by who: Who
  ) async throws -> DoneTogether {
    try SeveralRefused.check(moves.count)
    let tell = tellingMoved(telling, by: who)
    let moved = try await move(moves, overrule: overrule, reason: reason, by: who, finish: tell)
    return try await done(moved)
  }

  /// Writes to the patients of visits that moved, in the commit that moves them; only where they are to be told.
  func tellingMoved(_ telling: Bool, by who: Who) -> @Sendable (Transaction, [Appointment]) throws -> Void {
    let (moment, newID) = (now(), newID)
    return { tx, moved in
      guard telling else { return }
      for visit in moved { try tx.writeMoved(visit, newID(), at: moment, by: who) }
    }
  }

  /// Cancels all of them or none, and writes to the patients in the same commit.
  package func cancelTogether(
    _ ids: [(ID<Appointment>, seen: Int?)], because reason: CancelReason, words: String = "", telling: Bool,
    by who: Who
  ) async throws -> DoneTogether {
    try SeveralRefused.check(ids.count)
    let (moment, newID) = (now(), newID)
    let cancelled = try await cancel(ids, because: reason, words: words, by: who) { tx, cancelled in
      guard telling else { return }
      for visit in cancelled {
        let (name, place) = try tx.names(of: visit.slot)
        try tx.write(
          .cancelled,
          "Your visit on \(visit.slot.day.weekday.name), \(visit.slot.day.long), at \(visit.slot.time) with "
            + "\(name) in \(place) cannot take place. Please call us for another time.",
          for: visit, newID(), at: moment, by: who)
      }
    }
    return try await done(cancelled)
  }

  func done(_ visits: [Appointment]) async throws -> DoneTogether {
    let batch = try await store.read { tx -> String? in
      guard let first = visits.first else { return nil }
      return try tx.value(
        "SELECT batch FROM visit_step WHERE appointment = \(first.id) AND number = \(first.steps)")
    }
    return DoneTogether(visits: visits, batch: batch ?? "")
  }
}

extension Transaction {
  /// Writes to a patient when their visit is now.
  func writeMoved(_ visit: Appointment, _ id: String, at moment: Instant, by who: Who) throws {
    let (name, place) = try names(of: visit.slot)
    try write(
      .moved,
      "Your visit was moved. It is now on \(visit.slot.day.weekday.name), \(visit.slot.day.long), at "
        + "\(visit.slot.time) with \(name) in \(place). Please tell us if that does not suit you.",
      for: visit, id, at: moment, by: who)
  }

  func names(of slot: Slot) throws -> (provider: String, place: String) {
    (try provider(slot.provider)?.name ?? "", try location(slot.location)?.name ?? "")
  }
}
