import Kernel
import Practice
import Records
import Store

/// Who gave the visit up, and with what words.
package enum CancelReason: String, Sendable, CaseIterable, Stored {
  case patient, provider, practice, weather, mistake, other

  package var words: String {
    switch self {
    case .patient: "The patient asked"
    case .provider: "The provider cannot"
    case .practice: "The practice cannot"
    case .weather: "Weather"
    case .mistake: "Booked by mistake"
    case .other: "Something else"
    }
  }
}

extension Scheduling {
  /// Gives a visit up, with its reason, and frees its time and rooms.
  @discardableResult
  package func cancel(
    _ id: ID<Appointment>, because reason: CancelReason, words: String = "", seen: Int? = nil, by who: Who
  ) async throws -> Appointment {
    guard let visit = try await cancel([(id, seen)], because: reason, words: words, by: who).first else {
      throw NotFound("visit")
    }
    return visit
  }

  /// Gives several visits up in one commit: all of them, or none. Those that are cancelled already stay so.
  @discardableResult
  package func cancel(
    _ ids: [(ID<Appointment>, seen: Int?)], because reason: CancelReason, words: String = "", by who: Who,
    finish: @escaping @Sendable (Transaction, [Appointment]) throws -> Void = { _, _ in }
  ) async throws -> [Appointment] {
    try who.require(.bookVisits)
    let more = try CleanText.line(words, of: "The reason", limit: 200)
    guard reason != .other || !more.isEmpty else {
      throw InvalidInput("words", "Say in a few words why the visit is cancelled.")
    }
    let said = more.isEmpty ? reason.words : "\(reason.words): \(more)"
    let moment = now()
    let newID = newID
    return try await store.write { tx in
      let batch = ids.count > 1 ? newID() : ""
      let visits = try ids.map { id, seen in
        try tx.cancel(id, seen, reason, said, batch: batch, by: who, at: moment)
      }
      try finish(tx, visits)
      return visits
    }
  }
}

extension Transaction {
  fileprivate func cancel(
    _ id: ID<Appointment>, _ seen: Int?, _ reason: CancelReason, _ said: String, batch: String, by who: Who,
    at moment: Instant
  ) throws -> Appointment {
    let old = try visit(id, seen: nil, by: who)
    if old.status == .cancelled { return old }
    if let seen, seen != old.steps { throw BookingRefused.changedMeanwhile }
    guard old.status.next.contains(.cancelled) else { throw StepRefused.notFrom(old.status, to: .cancelled) }
    var visit = old
    visit.status = .cancelled
    visit.steps += 1
    let step = VisitStep(
      .cancelled, number: visit.steps, of: id, at: moment, by: who, reason: said, before: old.status,
      batch: batch)
    try keep(visit, step, was: visit.slot, by: who)
    try release(visit)
    try insert(reason, step, of: visit)
    try freed(old, by: step)
    return visit
  }
}
