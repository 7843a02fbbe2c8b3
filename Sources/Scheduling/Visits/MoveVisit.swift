import Kernel
import Practice
import Records
import Store

/// A visit and where it should go.
package struct VisitMove: Sendable {
  package let visit: ID<Appointment>
  package let slot: Slot
  /// How many steps the page knew, nil where any will do.
  package let seen: Int?

  package init(_ visit: ID<Appointment>, to slot: Slot, seen: Int? = nil) {
    self.visit = visit
    self.slot = slot
    self.seen = seen
  }
}

extension Scheduling {
  /// Takes a visit to another time, day, provider or place, with the rooms it needs there, all or nothing.
  ///
  /// `overrule` says why it should stand there although a rule is against it; `seen` is how many steps the page
  /// knew, nil where any will do.
  @discardableResult
  package func move(
    _ id: ID<Appointment>, to slot: Slot, overrule: String = "", seen: Int? = nil, by who: Who
  ) async throws -> Appointment {
    guard let visit = try await move([VisitMove(id, to: slot, seen: seen)], overrule: overrule, by: who).first
    else { throw NotFound("visit") }
    return visit
  }

  /// Moves several visits in one commit: all of them, or none. One may go where another stood.
  ///
  /// - Throws: ``BookingRefused`` or ``StepRefused`` for the first that cannot be moved.
  @discardableResult
  package func move(
    _ moves: [VisitMove], overrule: String = "", reason: String = "", alsoLocking locks: Set<String> = [],
    by who: Who, prepare: @escaping @Sendable (Transaction) throws -> Void = { _ in },
    finish: @escaping @Sendable (Transaction, [Appointment]) throws -> Void = { _, _ in }
  ) async throws -> [Appointment] {
    let ready = try await ready(moves, overrule: overrule, reason: reason, by: who)
    do {
      return try await store.write(locking: ready.locks.union(locks)) { tx in
        try prepare(tx)
        let moved = try ready.make(tx)
        try finish(tx, moved)
        return moved.isEmpty ? ready.stay : moved
      }
    } catch let error as StoreError {
      throw error.asBookingRefusal
    }
  }

  /// Looks at what moves need, so that they can be made within somebody's commit.
  func ready(
    _ moves: [VisitMove], overrule: String = "", reason: String = "", by who: Who
  ) async throws -> ReadyMoves {
    try who.require(.bookVisits)
    for move in moves { try who.require(move.slot.location) }
    let overrule = Overrule(reason: try overruleReason(overrule, who), who: who)
    let words = try CleanText.line(reason, of: "The reason", limit: 200)
    let old = try await store.read { tx in try moves.map { try tx.visit($0.visit, seen: nil, by: who) } }
    let pairs = zip(moves, old).filter { $0.slot != $1.slot }
    for (move, visit) in pairs {
      if let seen = move.seen, seen != visit.steps { throw BookingRefused.changedMeanwhile }
      guard visit.status.isMovable else { throw StepRefused.notMovable(visit.status) }
    }
    let asks = pairs.map {
      PlanAsk(patient: $1.patient, visitType: $1.visitType, slot: $0.slot, isMove: true)
    }
    let (before, moment, newID) = (pairs.map(\.1), now(), newID)
    return ReadyMoves(stay: old, locks: likelyLocks(for: asks, leaving: before)) { tx in
      let plans = try tx.plans(asks, now: moment)
      if plans.contains(where: { $0.time.upperBound <= moment }) { throw BookingRefused.inThePast }
      let batch = before.count > 1 ? newID() : ""
      try tx.release(before.map { try tx.visit($0.id, seen: $0.steps, by: who) })
      return try zip(before, plans).map { visit, plan in
        try tx.move(visit, plan, overrule, words, batch: batch, by: who, at: moment, newID: newID)
      }
    }
  }
}

/// Moves that wait for a commit to be made in.
struct ReadyMoves: Sendable {
  /// The visits as they stood when they were looked at.
  let stay: [Appointment]
  let locks: Set<String>
  /// Gives those that moved.
  let make: @Sendable (Transaction) throws -> [Appointment]

  static let none = ReadyMoves(stay: [], locks: []) { _ in [] }
}

extension Transaction {
  /// Puts a visit whose old place was given up where it is planned.
  ///
  /// `becoming` is for one that gave its time up before: it is that again, and has nothing to free.
  func move(
    _ old: Appointment, _ plan: BookingPlan, _ overrule: Overrule, _ words: String,
    becoming status: VisitStatus? = nil, batch: String,
    by who: Who,
    at moment: Instant, newID: () -> String
  ) throws -> Appointment {
    var visit = old
    let admission = try admission(plan, except: old.id, now: moment)
    let holding = try admission.admit(passing: overrule.mayPass)
    if let status { visit.status = status }
    visit.slot = plan.slot
    visit.start = plan.time.lowerBound
    visit.end = plan.time.upperBound
    visit.weighted = plan.weighted
    visit.overbooked = holding.isOrdinary ? "" : overrule.reason
    visit.steps += 1
    try seat(&visit, plan, admission, newID: newID)
    try holdPlace(visit, plan, admission, holding, now: moment)
    try keep(holding.passed, of: visit, overrule, at: moment)
    let step = VisitStep(
      .moved, number: visit.steps, of: visit.id, at: moment, by: who,
      reason: words.isEmpty ? visit.overbooked : words, before: old.status,
      movedFrom: status == nil ? old.slot : nil, batch: batch)
    try keep(visit, step, was: old.slot, by: who)
    try freed(old, by: step)
    return visit
  }
}
