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
    try who.require(.bookVisits)
    let more = try CleanText.line(words, of: "The reason", limit: 200)
    guard reason != .other || !more.isEmpty else {
      throw InvalidInput("words", "Say in a few words why the visit is cancelled.")
    }
    let moment = now()
    return try await store.write { tx in
      var visit = try tx.visit(id, seen: nil, by: who)
      if visit.status == .cancelled { return visit }
      if let seen, seen != visit.steps { throw BookingRefused.changedMeanwhile }
      guard visit.status.next.contains(.cancelled) else {
        throw StepRefused.notFrom(visit.status, to: .cancelled)
      }
      let before = visit.status
      visit.status = .cancelled
      visit.steps += 1
      try tx.release(id)
      let said = more.isEmpty ? reason.words : "\(reason.words): \(more)"
      try tx.keep(
        visit,
        VisitStep(.cancelled, number: visit.steps, of: id, at: moment, by: who, reason: said, before: before),
        was: visit.slot, by: who)
      return visit
    }
  }
}
