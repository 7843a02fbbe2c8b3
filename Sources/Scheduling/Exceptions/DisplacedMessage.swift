import Kernel
import Practice

/// What is written to a patient whose visit cannot take place as agreed, in their language. It names no reason: why
/// somebody is away is not the patient's business. Pure.
package struct DisplacedMessage: Sendable {
  let given: String
  let slot: Slot
  let provider: String
  let offers: [OpenTime]
  let phone: String
  let practice: String

  package init(_ item: DisplacedItem, practice: String) {
    given = item.board.calledName.isEmpty ? item.board.patient.given : item.board.calledName
    slot = item.board.visit.slot
    provider = item.board.providerName
    offers = item.offers
    phone = item.location.phone?.description ?? ""
    self.practice = practice
  }

  package func text(in language: String) -> String {
    Tongue(of: language) == .spanish ? spanish : english
  }

  private var english: String {
    let times = offers.map { "\n- \(english($0.slot)) with \($0.providerName)" }.joined()
    let open = times.isEmpty ? "" : " We could see you instead on:\(times)\n"
    let call = phone.isEmpty ? "Please call us" : "Please call us on \(phone)"
    return """
      Dear \(given),
      your visit on \(english(slot)) with \(provider) cannot take place as planned. We are sorry.\(open)
      \(call), and we will find a time that suits you.
      \(practice)
      """
  }

  private var spanish: String {
    let times = offers.map { "\n- \(spanish($0.slot)) con \($0.providerName)" }.joined()
    let open = times.isEmpty ? "" : " Podemos atenderle en su lugar:\(times)\n"
    let call = phone.isEmpty ? "Llámenos" : "Llámenos al \(phone)"
    return """
      Hola, \(given):
      su cita del \(spanish(slot)) con \(provider) no puede tener lugar como estaba previsto. Lo sentimos.\(open)
      \(call) y buscaremos una hora que le convenga.
      \(practice)
      """
  }

  private func english(_ slot: Slot) -> String {
    "\(slot.day.weekday.name), \(slot.day.long), at \(slot.time)"
  }

  private func spanish(_ slot: Slot) -> String { "\(slot.day.longInSpanish), a las \(slot.time)" }
}

extension LocalDay {
  /// `lunes, 23 de noviembre de 2026`
  package var longInSpanish: String {
    let (year, month, day) = civil
    let weekday = Self.spanishWeekdays[weekday.rawValue - 1]
    return "\(weekday), \(day) de \(Self.spanishMonths[month - 1]) de \(year)"
  }

  private static let spanishWeekdays = [
    "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo",
  ]

  package static let spanishMonths = [
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
    "noviembre", "diciembre",
  ]
}
