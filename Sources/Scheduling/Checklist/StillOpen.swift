import Kernel
import Practice
import Records
import Store

/// A coming visit with boxes that are due and not ticked.
package struct StillOpen: Sendable {
  package let board: BoardVisit
  /// All its boxes, in their order.
  package let checks: [VisitCheck]
}

extension Scheduling {
  /// Visits of the coming days at a place whose boxes should be ticked by now and are not, the next visit first. Seeing
  /// them is written to the audit trail.
  package func stillOpen(
    at location: ID<Location>, days: Int = 14, by who: Who
  ) async throws -> [StillOpen] {
    try who.require(.seeSchedule)
    guard who.may(at: location) else { throw NotFound("location") }
    let moment = now()
    let open = try await store.read { tx -> [StillOpen] in
      guard let place = try tx.location(location) else { throw NotFound("location") }
      let boxes = try tx.checklistBoxes()
      if boxes.isEmpty { return [] }
      let today = place.zone.day(of: moment)
      let last = today.advanced(by: min(max(days, 0), 90))
      let coming = try tx.boardVisits(today...last, location: location).filter(\.visit.status.isComing)
      let ticks = try tx.checkTicks(
        where: """
          a.location = \(location) AND a.day >= \(today) AND a.day <= \(last) AND t.undone_at IS NULL
          """)
      let byVisit = Dictionary(grouping: ticks, by: \.appointment)
      return coming.compactMap { board in
        let checks = boxes.on(board.visit, byVisit[board.visit.id] ?? [])
        let isDue = checks.contains {
          $0.ticked == nil && $0.box.dueDay(for: board.visit.slot.day) <= today
        }
        return isDue ? StillOpen(board: board, checks: checks) : nil
      }
    }
    try await saw(
      "checklist.viewed", Array(Set(open.map(\.board.visit.patient.rawValue))), "location:\(location)", "",
      who)
    return open
  }
}
