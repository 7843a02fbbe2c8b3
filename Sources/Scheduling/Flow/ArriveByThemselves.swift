import Kernel
import Practice
import Store

extension Scheduling {
  /// A patient says that they are here: the visit becomes arrived, as if the desk had pressed the button. Arrived
  /// already is fine.
  ///
  /// - Throws: ``SelfArrivalRefused`` with a sentence for the patient.
  package func arriveByThemselves(_ id: ID<Appointment>, by who: Who) async throws {
    try who.require(.runDay)
    let moment = now()
    try await store.write { try $0.arriveByThemselves(id, by: who, at: moment) }
  }
}

/// Why somebody cannot say themselves that they are here.
package enum SelfArrivalRefused: Refusal, Equatable {
  case notWanted
  case tooEarly(visit: WallTime, from: WallTime)
  case anotherDay(LocalDay)
  case over(WallTime)
  case notExpected

  package var sentence: String {
    switch self {
    case .notWanted: "Please go to the front desk and say that you are here."
    case .tooEarly(let visit, let from):
      "Your visit is at \(visit). Please say hello from \(from) on, or go to the front desk."
    case .anotherDay(let day):
      "Your visit is on \(day.weekday.name), \(day.long). Please say hello on that day."
    case .over(let visit): "The time of your visit at \(visit) is over. Please go to the front desk."
    case .notExpected: "This visit is not expected any more. Please go to the front desk."
    }
  }
}

extension Transaction {
  func arriveByThemselves(_ id: ID<Appointment>, by who: Who, at moment: Instant) throws {
    let visit = try visit(id, seen: nil, by: who)
    guard let place = try location(visit.slot.location) else { throw NotFound("location") }
    try selfArrivalRules().admit(visit, at: moment, in: place.zone)
    guard visit.status.isComing else { return }
    _ = try advance(id, to: .arrived, nil, batch: "", by: who, at: moment)
  }
}
