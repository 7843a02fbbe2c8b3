import Kernel
import Practice
import Records
import Store

/// A patient's number that gets no text messages any more.
package struct TextStop: Sendable, Equatable {
  package let phone: PhoneNumber
  package let at: Instant
  /// `answered STOP`
  package let how: String
}

extension Scheduling {
  /// The numbers of a patient that get no text messages any more. It is a part of the patient's page, which writes to
  /// the audit trail that it was seen.
  package func textStops(of patient: ID<Patient>, by who: Who) async throws -> [TextStop] {
    try who.require(.seePatients)
    return try await store.read { try $0.textStops(of: patient) }
  }

  /// The patient asks at the desk for text messages again, and that counts as if they had answered START. Lifted
  /// already is fine.
  package func liftTextStop(on phone: PhoneNumber, of patient: ID<Patient>, by who: Who) async throws {
    try who.require(.editPatients)
    let moment = now()
    try await store.write { tx in
      let own: Int? = try tx.value(
        "SELECT place FROM patient_phone WHERE patient = \(patient) AND phone = \(phone) LIMIT 1")
      guard own != nil else { throw NotFound("number") }
      guard try tx.startTexts(to: phone, how: "asked for it in person, noted by \(who.name)", at: moment)
      else {
        return
      }
      try tx.audit(
        "text_stop.lifted", by: who, patients: [patient.rawValue], subject: "patient:\(patient)", at: moment)
    }
  }
}

extension Transaction {
  fileprivate func textStops(of patient: ID<Patient>) throws -> [TextStop] {
    try rows(
      """
      SELECT s.phone, s.at, s.how FROM text_stop s
      WHERE s.undone_at IS NULL AND s.phone IN (SELECT f.phone FROM patient_phone f WHERE f.patient = \(patient))
      ORDER BY s.at, s.phone
      """
    ).map { TextStop(phone: try $0("phone"), at: try $0("at"), how: try $0("how")) }
  }
}
