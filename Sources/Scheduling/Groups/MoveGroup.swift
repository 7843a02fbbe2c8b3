import Kernel
import Practice
import Records
import Store

extension Scheduling {
  /// Takes a whole group to another time, clinician or place: everybody who is in it, with its room, or nobody.
  /// `undo(batch:)` with what this gives takes it back as one.
  ///
  /// - Throws: ``GroupRefused`` where somebody of the group is elsewhere then, ``BookingRefused`` for other reasons.
  package func moveGroup(
    _ id: ID<GroupSession>, to slot: Slot, overrule: String = "", telling: Bool = false, by who: Who
  ) async throws -> DoneTogether {
    try who.require(.bookVisits)
    let group = try await group(id, by: who)
    guard !group.members.isEmpty else { throw NotFound("group") }
    guard slot != group.slot else { throw GroupRefused.there }
    let members = group.members.map(\.visit)
    let tell = tellingMoved(telling, by: who)
    let moved = try await move(
      members.map { VisitMove($0.id, to: slot, seen: $0.steps) }, overrule: overrule,
      alsoLocking: [BookingPlan.calendar(of: group.slot.provider)], by: who,
      prepare: { tx in
        // Who joined a moment ago would stay behind.
        guard try tx.members(of: id) == Set(members.map(\.id)) else { throw BookingRefused.changedMeanwhile }
        if overrule.isEmpty { try tx.requireFree(members, at: slot) }
      }, finish: tell)
    return try await done(moved)
  }
}

/// Why a group cannot go where it should.
package enum GroupRefused: Refusal, Equatable {
  case elsewhere([String])
  case there

  package var kind: RefusalKind { .conflict }

  package var sentence: String {
    switch self {
    case .elsewhere(let names):
      "\(names.joined(separator: ", ")) \(names.count == 1 ? "has" : "have") another visit then. Choose another time, or take them out of the group first."
    case .there: "The group meets at that time already. Choose another."
    }
  }
}

extension Transaction {
  fileprivate func members(of group: ID<GroupSession>) throws -> Set<ID<Appointment>> {
    Set(
      try rows(
        "SELECT id FROM appointment WHERE session = \(group) AND status NOT IN ('cancelled', 'no_show')"
      ).map { try $0("id") })
  }

  /// Names everybody who is elsewhere, rather than the first.
  fileprivate func requireFree(_ members: [Appointment], at slot: Slot) throws {
    guard let place = try location(slot.location), let time = slot.time(in: place.zone) else { return }
    let elsewhere = try boardVisits(
      where: """
        a.patient IN (\(each: members.map(\.patient))) AND a.id NOT IN (\(each: members.map(\.id)))
          AND a.start_at < \(time.upperBound) AND a.end_at > \(time.lowerBound)
          AND a.status NOT IN ('cancelled', 'no_show')
        """)
    let names = Set(elsewhere.map(\.patient.full)).sorted()
    if !names.isEmpty { throw GroupRefused.elsewhere(names) }
  }
}
