import Kernel
import Practice
import Records
import Store

/// A place's day by how far everybody has come: expected, waiting, in a room, with the clinician, at checkout.
package struct CheckInBoard: Sendable {
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
    /// When they came in; nil for whoever is not here yet.
    package let arrived: Instant?
  }
}

extension Scheduling {
  /// Who is where now. Seeing it is written to the audit trail before it is shown.
  package func checkIn(_ day: LocalDay, at location: ID<Location>, by who: Who) async throws -> CheckInBoard {
    try who.require(.seeSchedule)
    guard who.may(at: location) else { throw NotFound("location") }
    let moment = now()
    let remembered = rememberedVisits
    let board = try await store.read { try $0.checkInBoard(day, at: location, remembered, now: moment) }
    try await saw(
      "schedule.check_in", board.visits.map(\.board.visit.patient.rawValue), "location:\(location)", "\(day)",
      who)
    return board
  }
}

extension Transaction {
  /// As many reads for a thousand visits as for one.
  fileprivate func checkInBoard(
    _ day: LocalDay, at id: ID<Location>, _ remembered: RememberedVisits, now moment: Instant
  ) throws -> CheckInBoard {
    guard let location = try self.location(id) else { throw NotFound("location") }
    let visits = try visits(of: day, at: location, remembered).visits.filter(\.visit.status.holdsItsPlace)
    let ofDay: SQL = "a.location = \(id) AND a.day = \(day)"
    let facts = Dictionary(
      grouping: try facts(where: "\(ofDay) AND f.undone_at IS NULL"), by: \.appointment)
    let arrivals = try arrivals(where: ofDay)
    return CheckInBoard(
      location: location, day: day, rules: try flowRules(),
      visits: visits.map {
        CheckInBoard.Visit(
          board: $0, facts: Set((facts[$0.visit.id] ?? []).map(\.kind)), arrived: arrivals[$0.visit.id])
      }, late: try lateness(of: visits, now: moment), isClosed: try isClosed(day, at: id))
  }

  private func arrivals(where condition: SQL) throws -> [ID<Appointment>: Instant] {
    try rows(
      """
      SELECT a.id, MIN(s.at) AS at FROM appointment a JOIN visit_step s ON s.appointment = a.id
      WHERE \(condition) AND a.status IN ('arrived', 'roomed', 'started', 'checkout')
        AND s.step IN ('arrived', 'roomed', 'started', 'checkout') AND s.undone_at IS NULL
      GROUP BY a.id
      """
    ).reduce(into: [:]) { $0[try $1("id")] = try $1("at") }
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
