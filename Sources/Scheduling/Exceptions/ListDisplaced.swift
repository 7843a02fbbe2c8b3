import Kernel
import Practice
import Records
import Store

/// A visit on the list of those that need another time.
package struct DisplacedItem: Sendable {
  package let work: WorkItem
  package let board: BoardVisit
  package let location: Location
  /// The language the patient is written to in.
  package let language: String
  package let offers: [OpenTime]
}

extension Scheduling {
  /// The visits that need another time, the most pressing first, with what is open for each. Seeing them is written
  /// to the audit trail.
  package func displacedVisits(by who: Who) async throws -> (items: [DisplacedItem], total: Int) {
    try who.require(.seeSchedule)
    let found = try await store.read { tx in
      try tx.work(where: "kind = \(Displaced.work) AND ended_at IS NULL", most: 1000)
        .filter { $0.location.map(who.may(at:)) ?? true }
        .map { ($0, ID<Appointment>(rawValue: $0.key)) }
    }
    let shown = found.prefix(offersAtOnce)
    let (boards, places, languages) = try await store.read { tx in
      let boards = try tx.boardVisits(where: "a.id IN (\(each: shown.map(\.1)))")
      let languages = try tx.rows(
        "SELECT id, language FROM patient WHERE id IN (\(each: boards.map(\.visit.patient)))"
      ).map { (try $0("id") as ID<Patient>, try $0("language") as String) }
      return (boards, try tx.locations(), languages)
    }
    try await saw(
      "schedule.displaced_listed", Array(Set(boards.map(\.visit.patient.rawValue))), "schedule", "", who)
    let byID = Dictionary(uniqueKeysWithValues: boards.map { ($0.visit.id, $0) })
    let spoken = Dictionary(uniqueKeysWithValues: languages)
    let offers = try await offers(for: shown.compactMap { byID[$0.1]?.visit }, by: who)
    let items = shown.compactMap { work, id -> DisplacedItem? in
      guard let board = byID[id], let place = places.first(where: { $0.id == board.visit.slot.location })
      else { return nil }
      return DisplacedItem(
        work: work, board: board, location: place, language: spoken[board.visit.patient] ?? "",
        offers: offers[id] ?? [])
    }
    return (items, found.count)
  }
}
