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
package enum SelfArrivalRefused: SaidToPatients, Equatable {
  case notWanted
  case tooEarly(visit: WallTime, from: WallTime)
  case anotherDay(LocalDay)
  case over(WallTime)
  case notExpected

  package func sentence(in tongue: Tongue) -> String {
    switch self {
    case .notWanted:
      tongue(
        "Please go to the front desk and say that you are here.",
        "Por favor, diríjase a la recepción y avise que está aquí.")
    case .tooEarly(let visit, let from):
      tongue(
        "Your visit is at \(visit). Please say hello from \(from) on, or go to the front desk.",
        "Por favor, avise a partir de \(tongue.hour(from)), o en la recepción.")
    case .anotherDay(let day):
      tongue(
        "Your visit is on \(day.weekday.name), \(day.long). Please say hello on that day.",
        "Su cita es el \(day.longInSpanish). Por favor, avise ese día.")
    case .over(let visit):
      tongue(
        "The time of your visit at \(visit) is over. Please go to the front desk.",
        "La hora de su cita ya pasó. Por favor, diríjase a la recepción.")
    case .notExpected:
      tongue(
        "This visit is not expected any more. Please go to the front desk.",
        "Esta cita ya no se espera. Por favor, diríjase a la recepción.")
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
