import Kernel
import Practice
import Records
import Store

/// A group with everybody who is in it.
package struct GroupDetails: Sendable {
  package let session: GroupSession
  package let slot: Slot
  package let visitType: ID<VisitType>
  package let typeName: String
  package let providerName: String
  package let location: Location
  /// In the order of their names.
  package let members: [BoardVisit]
  /// Those who were in it and are not any more.
  package let gone: [BoardVisit]

  package var placesLeft: Int { max(0, session.capacity - members.count) }
}

extension Scheduling {
  /// Who is in a group. Seeing it is written to the audit trail before it is shown.
  package func group(_ id: ID<GroupSession>, by who: Who) async throws -> GroupDetails {
    try who.require(.seeSchedule)
    let group = try await store.read { tx -> GroupDetails in
      let visits = try tx.boardVisits(where: "a.session = \(id)").sorted {
        ($0.patient.family, $0.patient.given) < ($1.patient.family, $1.patient.given)
      }
      guard let one = visits.first(where: \.visit.status.holdsItsPlace) ?? visits.first,
        who.may(at: one.visit.slot.location), let location = try tx.location(one.visit.slot.location),
        let capacity: Int = try tx.value("SELECT capacity FROM group_session WHERE id = \(id)")
      else { throw NotFound("group") }
      let members = visits.filter(\.visit.status.holdsItsPlace)
      return GroupDetails(
        session: GroupSession(id: id, capacity: capacity, taken: members.count), slot: one.visit.slot,
        visitType: one.visit.visitType, typeName: one.typeName, providerName: one.providerName,
        location: location, members: members, gone: visits.filter { !$0.visit.status.holdsItsPlace })
    }
    try await saw(
      "group.viewed", (group.members + group.gone).map(\.visit.patient.rawValue), "group:\(id)", "", who)
    return group
  }
}

extension Transaction {
  /// The groups of a provider that meet for this kind of visit within some time.
  func groupSessions(
    of type: ID<VisitType>, provider: ID<Provider>, during time: Range<Instant>
  ) throws -> [GroupSession: Range<Instant>] {
    try groups(
      where:
        "g.provider = \(provider) AND g.visit_type = \(type) AND g.start_at >= \(time.lowerBound) AND g.start_at < \(time.upperBound)"
    )
  }

  /// The groups that meet at a place within some time.
  func groupSessions(
    at location: ID<Location>, during time: Range<Instant>
  ) throws -> [GroupSession: Range<Instant>] {
    try groups(
      where:
        "g.location = \(location) AND g.start_at >= \(time.lowerBound) AND g.start_at < \(time.upperBound)")
  }

  private func groups(where condition: SQL) throws -> [GroupSession: Range<Instant>] {
    var groups: [GroupSession: Range<Instant>] = [:]
    for row in try rows(
      """
      SELECT g.id, g.capacity, g.start_at, g.end_at,
        (SELECT COUNT(*) FROM appointment a WHERE a.session = g.id AND a.status NOT IN ('cancelled', 'no_show'))
          AS taken
      FROM group_session g
      WHERE \(condition) AND EXISTS (SELECT 1 FROM claim c WHERE c.session = g.id)
      """)
    {
      let group = GroupSession(id: try row("id"), capacity: try row("capacity"), taken: try row("taken"))
      groups[group] = (try row("start_at") as Instant)..<(try row("end_at") as Instant)
    }
    return groups
  }
}
