import Kernel
import Practice
import Store

/// One time that several patients share: a class, a group therapy, a shared medical appointment.
package struct GroupSession: Sendable, Hashable {
  package let id: ID<GroupSession>
  package let capacity: Int
  /// Who stands in it now.
  package let taken: Int
}

extension Transaction {
  /// The group that meets at exactly this time for this kind of visit, and how full it is.
  func groupSession(of type: ID<VisitType>, at slot: Slot, _ time: Range<Instant>) throws -> GroupSession? {
    try row(
      """
      SELECT g.id, g.capacity,
        (SELECT COUNT(*) FROM appointment a WHERE a.session = g.id AND a.status NOT IN ('cancelled', 'no_show'))
          AS taken
      FROM group_session g
      WHERE g.provider = \(slot.provider) AND g.start_at = \(time.lowerBound) AND g.end_at = \(time.upperBound)
        AND g.location = \(slot.location) AND g.visit_type = \(type)
        AND EXISTS (SELECT 1 FROM claim c WHERE c.session = g.id)
      """
    ).map { GroupSession(id: try $0("id"), capacity: try $0("capacity"), taken: try $0("taken")) }
  }

  func insert(_ session: ID<GroupSession>, of type: VisitType, at slot: Slot, _ time: Range<Instant>) throws {
    try run(
      """
      INSERT INTO group_session (id, visit_type, provider, location, start_at, end_at, capacity)
      VALUES (\(session), \(type.id), \(slot.provider), \(slot.location), \(time.lowerBound), \(time.upperBound),
        \(type.rules.capacity))
      """)
  }
}
