import Kernel
import Practice
import Store

extension Transaction {
  func insert(_ hold: Hold, at moment: Instant) throws {
    let slot = hold.slot
    try run(
      """
      INSERT INTO visit_hold (id, patient, visit_type, provider, location, day, starts, minutes, made_at, made_by,
        made_by_name, expires_at)
      VALUES (\(hold.id), \(hold.patient), \(hold.visitType), \(slot.provider), \(slot.location), \(slot.day),
        \(slot.time), \(slot.minutes), \(moment), \(hold.madeBy), \(hold.madeByName), \(hold.expires))
      """)
  }

  /// A hold that has not ended.
  func hold(_ id: ID<Hold>) throws -> Hold? { try holds(where: "id = \(id) AND ended_at IS NULL").first }

  /// The holds of a day that still stand.
  package func holds(on day: LocalDay, at location: ID<Location>, now: Instant) throws -> [Hold] {
    try holds(
      where: "location = \(location) AND day = \(day) AND ended_at IS NULL AND expires_at > \(now)")
  }

  private func holds(where condition: SQL) throws -> [Hold] {
    try rows(
      """
      SELECT id, patient, visit_type, provider, location, day, starts, minutes, made_by, made_by_name, expires_at
      FROM visit_hold WHERE \(condition) ORDER BY starts, id
      """
    ).map {
      Hold(
        id: try $0("id"), patient: try $0("patient"), visitType: try $0("visit_type"),
        slot: Slot(
          provider: try $0("provider"), location: try $0("location"), day: try $0("day"),
          time: try $0("starts"), minutes: try $0("minutes")),
        madeBy: try $0("made_by"), madeByName: try $0("made_by_name"), expires: try $0("expires_at"))
    }
  }

  /// Ends a hold and frees what it held; false where somebody was quicker.
  func end(_ hold: Hold, at moment: Instant) throws -> Bool {
    let ended = try change(
      "UPDATE visit_hold SET ended_at = \(moment) WHERE id = \(hold.id) AND ended_at IS NULL")
    guard ended == 1 else { return false }
    try run("DELETE FROM claim WHERE hold = \(hold.id)")
    try withdrawJob(kind: Hold.expiry, key: hold.id.rawValue)
    try announce(Scheduling.topic(hold.slot.location, hold.slot.day))
    return true
  }

  /// Takes a held time for the booking it was held for.
  ///
  /// - Throws: ``BookingRefused/holdGone`` where it has run out: the time may still be free, but nobody kept it.
  func consume(_ id: ID<Hold>?, by who: Who, at moment: Instant) throws {
    guard let id else { return }
    guard let hold = try hold(id), hold.expires > moment, hold.madeBy == who.staff else {
      throw BookingRefused.holdGone
    }
    _ = try end(hold, at: moment)
  }
}
