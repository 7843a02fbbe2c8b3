import Kernel
import Practice
import Store

extension Scheduling {
  /// Takes a visit to its next state: confirmed, arrived, in the room, with the clinician, done, did not come.
  ///
  /// Somebody who pressed the same button a moment ago is not an error: the visit is simply there already.
  /// `seen` is how many steps the page knew, nil where any will do.
  @discardableResult
  package func advance(
    _ id: ID<Appointment>, to status: VisitStatus, seen: Int? = nil, by who: Who
  ) async throws -> Appointment {
    try who.require(status == .confirmed ? .bookVisits : .runDay)
    let moment = now()
    return try await store.write { try $0.advance(id, to: status, seen, batch: "", by: who, at: moment) }
  }
}

extension Transaction {
  func advance(
    _ id: ID<Appointment>, to status: VisitStatus, _ seen: Int?, batch: String, by who: Who,
    at moment: Instant
  ) throws -> Appointment {
    var visit = try visit(id, seen: nil, by: who)
    if visit.status == status { return visit }
    if let seen, seen != visit.steps { throw BookingRefused.changedMeanwhile }
    guard status != .cancelled, visit.status.next.contains(status) else {
      throw StepRefused.notFrom(visit.status, to: status)
    }
    if status == .noShow, visit.start > moment { throw StepRefused.notDueYet }
    let before = visit.status
    visit.status = status
    visit.steps += 1
    let step = VisitStep(
      status.step, number: visit.steps, of: id, at: moment, by: who, before: before, batch: batch)
    try keep(visit, step, was: visit.slot, by: who)
    if !status.holdsItsPlace { try release(visit) }
    return visit
  }
}

/// Why a visit cannot take a step.
package enum StepRefused: Refusal, Equatable {
  case notFrom(VisitStatus, to: VisitStatus)
  case notDueYet
  case nothingToUndo
  case notMovable(VisitStatus)

  package var sentence: String {
    switch self {
    case .notFrom(let from, let to): "This visit is \(from.words), so it cannot be marked as \(to.words)."
    case .notDueYet:
      "The visit has not begun yet, so nobody can have missed it. Cancel it if they will not come."
    case .nothingToUndo: "There is nothing to undo on this visit."
    case .notMovable(let status): "This visit is \(status.words), so it cannot be moved any more."
    }
  }
}
