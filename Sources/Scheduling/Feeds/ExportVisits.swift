import Kernel
import Practice
import Store

extension Scheduling {
  /// Every visit of some days, those that did not take place too, to be taken along. Whose they are is written to the
  /// audit trail first.
  package func exportVisits(
    from first: LocalDay, to last: LocalDay, at location: ID<Location>? = nil, provider: ID<Provider>? = nil,
    by who: Who
  ) async throws -> [BoardVisit] {
    try who.require(.exportData)
    if let location { try who.require(location) }
    guard first <= last else {
      throw InvalidInput("to", "The last day lies before the first. Turn them around.")
    }
    guard last.days(since: first) <= 366 else {
      throw InvalidInput("to", "A list spans a year at most. Choose a nearer last day.")
    }
    let visits = try await store.read {
      try $0.boardVisits(first...last, location: location, provider: provider)
    }.filter { who.may(at: $0.visit.slot.location) }
    let patients = Array(Set(visits.map(\.visit.patient.rawValue)))
    try await saw(
      "schedule.exported", patients, location.map { "location:\($0)" } ?? "", "\(first) to \(last)", who)
    return visits
  }
}
