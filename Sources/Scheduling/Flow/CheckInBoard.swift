import Kernel
import Practice
import Records
import Store

/// A place's day by how far everybody has come: expected, waiting, in a room, with the clinician, at checkout.
package struct CheckInBoard: Sendable {
  /// What the lanes show: another one whenever anything of it has changed, the clock aside.
  package let edition: Edition
  package let location: Location
  package let day: LocalDay
  package let rules: FlowRules
  /// In the order of their times; those who will not come are left out.
  package let visits: [Visit]
  package let late: [ID<Provider>: Lateness]
  package let isClosed: Bool

  package struct Visit: Sendable {
    package let board: BoardVisit
    package let facts: Set<VisitFact.Kind>
  }

  /// For whoever keeps what was made of a board.
  package struct Edition: Hashable, Sendable {
    let reading: Int
    let facts: [ID<Appointment>: Set<VisitFact.Kind>]
    let rules: FlowRules
  }

  /// Every patient the board shows, for the audit trail.
  let patients: PatientSet
}

extension Scheduling {
  /// Who is where now. Seeing it is written to the audit trail before it is shown.
  package func checkIn(_ day: LocalDay, at location: ID<Location>, by who: Who) async throws -> CheckInBoard {
    try who.require(.seeSchedule)
    guard who.may(at: location) else { throw NotFound("location") }
    let moment = now()
    let remembered = rememberedVisits
    let board = try await store.read { try $0.checkInBoard(day, at: location, remembered, now: moment) }
    try await saw("schedule.check_in", board.patients, "location:\(location)", "\(day)", who)
    return board
  }
}

extension Transaction {
  /// As many reads for a thousand visits as for one.
  fileprivate func checkInBoard(
    _ day: LocalDay, at id: ID<Location>, _ remembered: RememberedVisits, now moment: Instant
  ) throws -> CheckInBoard {
    guard let location = try self.location(id) else { throw NotFound("location") }
    let known = try visits(of: day, at: location, remembered)
    let visits = known.visits.filter(\.visit.status.holdsItsPlace)
    let facts = try facts(where: "a.location = \(id) AND a.day = \(day) AND f.undone_at IS NULL").reduce(
      into: [:]
    ) { $0[$1.appointment, default: Set()].insert($1.kind) }
    let rules = try flowRules()
    return CheckInBoard(
      edition: CheckInBoard.Edition(reading: known.reading, facts: facts, rules: rules), location: location,
      day: day, rules: rules,
      visits: visits.map { CheckInBoard.Visit(board: $0, facts: facts[$0.visit.id] ?? []) },
      late: try lateness(of: visits, now: moment), isClosed: try isClosed(day, at: id),
      patients: visits.count == known.visits.count
        ? known.patients : PatientSet(visits.map(\.visit.patient.rawValue)))
  }

  /// How late everybody runs who has visits left.
  func lateness(of visits: [BoardVisit], now moment: Instant) throws -> [ID<Provider>: Lateness] {
    let byProvider = Dictionary(grouping: visits, by: \.visit.slot.provider)
    let lengths = Dictionary(grouping: try usualLengths(byProvider.keys), by: \.provider)
    return byProvider.reduce(into: [:]) { late, own in
      let estimate = RunningLate(own.key, own.value, lengths[own.key] ?? [], now: moment).estimate()
      if !estimate.expected.isEmpty { late[own.key] = estimate }
    }
  }
}
