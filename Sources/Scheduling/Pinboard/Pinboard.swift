import Kernel
import Practice
import Records
import Store

/// A visit on the pinboard of a place.
package struct Pin: Sendable, Equatable {
  package let id: ID<Pin>
  package let visit: ID<Appointment>
  package let location: ID<Location>
  /// Whether it gave its time up.
  package let hasLeft: Bool
  /// What it was before it gave its time up.
  let status: VisitStatus
  package let note: String
  package let at: Instant
  package let by: String
}

/// A pin with the visit it holds.
package struct PinnedVisit: Sendable {
  package let pin: Pin
  package let board: BoardVisit
}

package enum PinRefused: Refusal, Equatable {
  case pinnedAlready
  case notMovable(VisitStatus)

  package var sentence: String {
    switch self {
    case .pinnedAlready: "This visit is on the pinboard already."
    case .notMovable(let status): "This visit is \(status.words), so it cannot be parked any more."
    }
  }
}

extension Scheduling {
  /// The visits parked at a place, the oldest first. Seeing them is written to the audit trail.
  package func pinboard(at location: ID<Location>, by who: Who) async throws -> [PinnedVisit] {
    try who.require(.seeSchedule)
    guard who.may(at: location) else { throw NotFound("location") }
    let pinned = try await store.read { tx -> [PinnedVisit] in
      let pins = try tx.pins("p.location = \(location)")
      let boards = try tx.boardVisits(where: "a.id IN (\(each: pins.map(\.visit)))")
      return pins.compactMap { pin in
        boards.first { $0.visit.id == pin.visit }.map { PinnedVisit(pin: pin, board: $0) }
      }
    }
    try await saw(
      "pinboard.viewed", pinned.map(\.board.visit.patient.rawValue), "location:\(location)", "", who)
    return pinned
  }

  /// Parks a visit while a place is looked for. It keeps its time unless it is told to leave it.
  package func pin(
    _ id: ID<Appointment>, leaving: Bool, note: String = "", by who: Who
  ) async throws {
    try who.require(.bookVisits)
    let words = try CleanText.line(note, of: "The note", limit: 200)
    let moment = now()
    let pin: ID<Pin> = ID(rawValue: newID())
    let old = try await store.read { try $0.visit(id, seen: nil, by: who) }
    guard old.status.isMovable else { throw PinRefused.notMovable(old.status) }
    let keep: @Sendable (Transaction) throws -> Void = { tx in
      guard try tx.pins("p.appointment = \(id)").isEmpty else { throw PinRefused.pinnedAlready }
      // One that found its place otherwise is no longer shown, and ends at the latest here.
      try tx.endPins(of: id, at: moment, by: who)
      let made = Pin(
        id: pin, visit: id, location: old.slot.location, hasLeft: leaving, status: old.status, note: words,
        at: moment, by: who.name)
      try tx.insert(made)
      try tx.audit(
        "appointment.pinned", by: who, patients: [old.patient.rawValue], subject: "appointment:\(id)",
        at: moment)
    }
    do {
      if leaving {
        try await cancel([(id, old.steps)], because: .practice, words: Self.parked, by: who) { tx, _ in
          try keep(tx)
        }
      } else {
        try await store.write(keep)
      }
    } catch let error as StoreError where error.kind == .unique {
      // Two people at the same moment.
      throw PinRefused.pinnedAlready
    }
  }

  /// Takes a visit off the pinboard. One that left its time stays cancelled, to be rebooked.
  package func unpin(_ id: ID<Appointment>, by who: Who) async throws {
    try who.require(.bookVisits)
    let moment = now()
    try await store.write { tx in
      let visit = try tx.visit(id, seen: nil, by: who)
      guard try !tx.pins("p.appointment = \(id)").isEmpty else { throw NotFound("pin") }
      try tx.endPins(of: id, at: moment, by: who)
      try tx.audit(
        "appointment.unpinned", by: who, patients: [visit.patient.rawValue], subject: "appointment:\(id)",
        at: moment)
    }
  }

  /// Puts a parked visit where there is a place for it, and takes it off the pinboard, in one commit.
  @discardableResult
  package func place(_ id: ID<Appointment>, at slot: Slot, by who: Who) async throws -> Appointment {
    let found = try await store.read { tx in
      (try tx.visit(id, seen: nil, by: who), try tx.pins("p.appointment = \(id)").first)
    }
    guard let pin = found.1 else { throw NotFound("pin") }
    let (old, moment) = (found.0, now())
    let unpin: @Sendable (Transaction) throws -> Void = { try $0.endPins(of: id, at: moment, by: who) }
    guard pin.hasLeft, old.status == .cancelled else {
      let moved = try await move([VisitMove(id, to: slot)], by: who, finish: { tx, _ in try unpin(tx) })
      return moved.first ?? old
    }
    try who.require(.bookVisits)
    try who.require(slot.location)
    let ask = PlanAsk(patient: old.patient, visitType: old.visitType, slot: slot, isMove: true)
    let newID = newID
    do {
      return try await store.write(locking: likelyLocks(for: [ask])) { tx in
        guard let plan = try tx.plans([ask], now: moment).first, plan.time.upperBound > moment else {
          throw BookingRefused.inThePast
        }
        let visit = try tx.visit(id, seen: old.steps, by: who)
        try unpin(tx)
        return try tx.move(
          visit, plan, Overrule(reason: "", who: who), "From the pinboard", becoming: pin.status, batch: "",
          by: who, at: moment, newID: newID)
      }
    } catch let error as StoreError {
      throw error.asBookingRefusal
    }
  }

  static let parked = "Parked on the pinboard"
}

extension Transaction {
  /// Open pins. Whoever moved the visit otherwise has found its place.
  fileprivate func pins(_ condition: SQL) throws -> [Pin] {
    try rows(
      """
      SELECT p.id, p.appointment, p.location, p.has_left, p.status, p.note, p.at, p.by_name FROM pin p
      WHERE \(condition) AND p.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM visit_step s
        WHERE s.appointment = p.appointment AND s.step = 'moved' AND s.at > p.at AND s.undone_at IS NULL)
      ORDER BY p.at, p.id
      """
    ).map { row in
      Pin(
        id: try row("id"), visit: try row("appointment"), location: try row("location"),
        hasLeft: try row("has_left"), status: try row("status"), note: try row("note"), at: try row("at"),
        by: try row("by_name"))
    }
  }

  package func insert(_ pin: Pin) throws {
    try run(
      """
      INSERT INTO pin (id, appointment, location, has_left, status, note, at, by_name)
      VALUES (\(pin.id), \(pin.visit), \(pin.location), \(pin.hasLeft), \(pin.status), \(pin.note), \(pin.at),
        \(pin.by))
      """)
    try announce("schedule:\(pin.location)")
  }

  fileprivate func endPins(of visit: ID<Appointment>, at moment: Instant, by who: Who) throws {
    let ended = try rows(
      """
      UPDATE pin SET ended_at = \(moment), ended_by = \(who.name) WHERE appointment = \(visit) AND ended_at IS NULL
      RETURNING location
      """)
    for row in ended { try announce("schedule:\(try row("location") as String)") }
  }
}
