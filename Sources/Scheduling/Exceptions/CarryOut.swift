import Kernel
import Practice
import Store

/// What becomes of the visits that a change displaces: some move in the same commit, some stay on purpose, and all
/// others become work for somebody.
package struct DisplacedChoices: Sendable {
  package var moves: [VisitMove]
  package var kept: Set<ID<Appointment>>

  package init(moves: [VisitMove] = [], kept: Set<ID<Appointment>> = []) {
    self.moves = moves
    self.kept = kept
  }
}

extension Scheduling {
  /// Which booked visits a change would displace. Nothing is changed; that they were seen is written down.
  package func displaced(by change: ScheduleChange, by who: Who) async throws -> [Displaced] {
    try who.require(.seeSchedule)
    let moment = now()
    let found = try await store.read { try $0.displaced(by: change, at: moment) }
      .filter { who.may(at: $0.visit.slot.location) }
    try await saw(
      "schedule.displaced_viewed", Array(Set(found.map(\.visit.patient.rawValue))), "schedule", "", who)
    return found
  }

  /// Makes a change and lists what it displaces, in one commit with the visits that move because of it.
  func carryOut(
    _ change: ScheduleChange, _ choices: DisplacedChoices = DisplacedChoices(), locking locks: Set<String>,
    by who: Who, _ write: @escaping @Sendable (Transaction, Instant) throws -> Void
  ) async throws {
    let moment = now()
    let list = displacing(change, keeping: choices.kept)
    let whole: @Sendable (Transaction) throws -> Void = { tx in
      try list(tx)
      try write(tx, moment)
    }
    if choices.moves.isEmpty { return try await store.write(locking: locks, whole) }
    try await move(
      choices.moves, reason: "The hours changed", alsoLocking: locks, by: who,
      finish: { tx, _ in try whole(tx) })
  }

  /// What another room's verb takes into its own commit, so that a change of the practice lists what it displaces.
  package func displacing(
    _ change: ScheduleChange, keeping kept: Set<ID<Appointment>> = []
  ) -> @Sendable (Transaction) throws -> Void {
    let (moment, newID) = (now(), newID)
    return { tx in
      try tx.list(
        tx.displaced(by: change, at: moment).filter { !kept.contains($0.visit.id) }, at: moment, newID: newID)
    }
  }
}
