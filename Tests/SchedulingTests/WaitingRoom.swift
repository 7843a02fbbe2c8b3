import Foundation
import Kernel
import Logging
import Practice
import Records
import Store
import Support

@testable import Scheduling

extension Cast {
  /// Somebody more, when three patients are too few.
  func patient(_ number: Int) async throws -> Patient {
    try await records.register(
      PatientDraft(family: "Waiting\(number)", given: "Pat", birthDate: "1980-01-\(pad(number % 28 + 1))"),
      by: ortega, submission: "patient \(number)")
  }

  @discardableResult
  func waits(
    _ patient: Patient, _ type: VisitType? = nil, _ change: (inout WishTerms) -> Void = { _ in }
  ) async throws -> Wish {
    var terms = WishTerms(patient: patient.id, visitType: (type ?? followUp).id)
    change(&terms)
    return try await scheduling.wish(terms, by: ortega, submission: ID<Cast>().rawValue)
  }

  /// Does all work that follows the commits until now.
  func afterwards() async throws {
    let runner = JobRunner(
      store: store, handlers: scheduling.waitListJobs, now: { clock.now }, log: Logger(label: "test"))
    while try await runner.runDue() > 0 {}
  }

  /// Books a visit and cancels it, so that its time lies free, and begins the first wave.
  func free(_ slot: Slot, of patient: Patient? = nil, _ type: VisitType? = nil) async throws {
    let visit = try await scheduling.book(ask(patient ?? grace, slot, type), by: mills)
    try await scheduling.cancel(visit.id, because: .patient, by: ortega)
    try await afterwards()
  }

  func out() async throws -> [OpeningOut] { try await scheduling.offersOut(since: clock.now, by: ortega) }

  /// The offers that stand now.
  func standing() async throws -> [Offer] {
    try await out().flatMap(\.offers).map(\.offer).filter { $0.outcome == nil }
  }

  func outcomes() async throws -> [String: Int] {
    try await store.read { tx in
      try tx.rows("SELECT outcome, COUNT(*) AS n FROM offer_end GROUP BY outcome")
        .reduce(into: [:]) { $0[try $1("outcome")] = try $1("n") }
    }
  }
}
