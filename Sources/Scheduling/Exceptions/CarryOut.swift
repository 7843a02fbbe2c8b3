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
    let displacing = try await displacing(change, choices, by: who)
    do {
      try await store.write(locking: displacing.locks.union(locks)) { tx in
        try displacing.carry(change, tx)
        try write(tx, moment)
      }
    } catch let error as StoreError {
      throw error.asBookingRefusal
    }
  }

  /// What another room's verb takes into its own commit, so that a change of the practice lists what it displaces,
  /// with what was chosen for each visit. The commit queues for its `locks`.
  package func displacing(
    _ change: ScheduleChange, _ choices: DisplacedChoices = DisplacedChoices(), by who: Who
  ) async throws -> Displacing {
    let moves =
      choices.moves.isEmpty ? .none : try await ready(choices.moves, reason: "The hours changed", by: who)
    var locks = moves.locks
    if case .closure = change { locks.formUnion(try await allCalendars()) }
    return Displacing(moves: moves, locks: locks, kept: choices.kept, moment: now(), newID: newID)
  }
}

/// What becomes of displaced visits, ready to be done in the commit of the change: some move, some stay, the others
/// are listed.
package struct Displacing: Sendable {
  fileprivate let moves: ReadyMoves
  package let locks: Set<String>
  fileprivate let kept: Set<ID<Appointment>>
  fileprivate let moment: Instant
  fileprivate let newID: @Sendable () -> String

  package func carry(_ change: ScheduleChange, _ tx: Transaction) throws {
    if case .closure = change { try tx.requireAllCalendars() }
    _ = try moves.make(tx)
    try tx.list(
      tx.displaced(by: change, at: moment).filter { !kept.contains($0.visit.id) }, at: moment, newID: newID)
  }
}
