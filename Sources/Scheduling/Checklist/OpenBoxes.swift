import Kernel
import Practice
import Store

/// A visit on which something should be ticked by now.
package struct OpenBoxes: Sendable {
  package let board: BoardVisit
  /// All its boxes that are not ticked, in their order.
  package let boxes: [ChecklistBox]
  /// Those of them that are due.
  package let due: Set<ID<ChecklistBox>>
}

extension Scheduling {
  /// The visits of the coming days at a place on which a box is due and not ticked, in the order of their times.
  /// Seeing them is written to the audit trail before they are shown.
  package func openBoxes(
    at location: ID<Location>, days: Int, by who: Who
  ) async throws -> [OpenBoxes] {
    try who.require(.seeSchedule)
    guard who.may(at: location) else { throw NotFound("location") }
    guard (1...60).contains(days) else { throw InvalidInput("days", "Look from 1 to 60 days ahead.") }
    let moment = now()
    let found = try await store.read { tx in
      guard let place = try tx.location(location) else { throw NotFound("location") }
      return try tx.openBoxes(at: place, today: place.zone.day(of: moment), days: days)
    }
    try await saw(
      "schedule.checklist", found.map(\.board.visit.patient.rawValue), "location:\(location)", "\(days) days",
      who)
    return found
  }
}

extension Transaction {
  fileprivate func openBoxes(at place: Location, today: LocalDay, days: Int) throws -> [OpenBoxes] {
    let boxes = try checklist().filter(\.isActive)
    if boxes.isEmpty { return [] }
    let last = today.advanced(by: days - 1)
    let condition: SQL =
      """
      a.location = \(place.id) AND a.day >= \(today) AND a.day <= \(last)
        AND a.status NOT IN ('done', 'no_show', 'cancelled')
      """
    let ticked = try ticked(where: condition, of: boxes)
    return try boardVisits(where: condition).compactMap { board in
      let visit = board.visit
      let open = boxes.filter {
        $0.belongs(to: visit.visitType) && !(ticked[visit.id]?.contains($0.id) ?? false)
      }
      let due = Set(open.filter { $0.isDue(for: visit.slot.day, on: today) }.map(\.id))
      return due.isEmpty ? nil : OpenBoxes(board: board, boxes: open, due: due)
    }
  }
}
