import Kernel
import Practice
import Records
import Store

/// Somebody who asked for the address of their page to be sent.
package enum LinkAsk {}

extension Scheduling {
  private static let linksAnHour = 10
  private static let minutesBetweenLinks = 10

  /// Notes that the address of their own page is to be sent to the one patient of this birth date who can be reached
  /// so, by the ways that are set up. Whoever asks hears the same whether there is such a patient or not.
  ///
  /// - Throws: ``OnlineRefused/busy`` where too much was asked for from one network address.
  package func askForLink(
    birthDate: LocalDay, phone: PhoneNumber?, email: String, reach: Reach, address: String, request: String
  ) async throws {
    guard !reach.isEmpty else { throw NotFound("way to send it") }
    let email = try CleanText.line(email, of: "The e-mail address", limit: 254).lowercased()
    guard phone != nil || !email.isEmpty else {
      throw InvalidInput("phone", "Please write a phone number or an e-mail address, so that we can answer.")
    }
    let (id, moment, who) = (
      ID<LinkAsk>(rawValue: newID()), now(), Who.online(address: address, request: request)
    )
    let network = NetworkAddress.counted(address)
    try await store.write { tx in
      let recent: Int? = try tx.value(
        """
        SELECT COUNT(*) FROM link_asked WHERE address = \(network) AND at > \(moment.advanced(byMinutes: -60))
        """)
      guard recent ?? 0 < Self.linksAnHour else { throw OnlineRefused.busy }
      let found = try tx.reachable(
        born: birthDate, phone: reach.contains(.text) ? phone : nil,
        email: reach.contains(.email) ? email : "")
      let justSent: Int? = try tx.value(
        """
        SELECT COUNT(*) FROM link_asked WHERE patient = \(found?.patient)
          AND at > \(moment.advanced(byMinutes: -Self.minutesBetweenLinks))
        """)
      let reached = justSent ?? 0 > 0 ? nil : found
      try tx.run(
        """
        INSERT INTO link_asked (id, patient, phone, email, address, at, outcome)
        VALUES (\(id), \(reached?.patient), \(reached?.phone), \(reached?.email), \(network), \(moment), '')
        """)
      guard let reached else { return }
      try tx.audit(
        "pass.asked", by: who, patients: [reached.patient.rawValue], subject: "link:\(id)", at: moment)
    }
  }
}

/// A patient and the number or address on file that was asked for.
private struct Reachable {
  let patient: ID<Patient>
  let phone: PhoneNumber?
  let email: String?
}

extension Transaction {
  /// Exactly one, and nobody who died: of two who share a telephone and a birth date the desk has to know which.
  fileprivate func reachable(born: LocalDay, phone: PhoneNumber?, email: String) throws -> Reachable? {
    let byPhone: SQL =
      phone.map {
        """
        p.id IN (SELECT f.patient FROM patient_phone f WHERE f.phone = \($0) AND f.may_text
          AND NOT EXISTS (SELECT 1 FROM text_stop s WHERE s.phone = f.phone AND s.undone_at IS NULL))
        """
      } ?? "1 = 0"
    let byEmail: SQL =
      email.isEmpty
      ? "1 = 0" : "p.id IN (SELECT e.patient FROM patient_email e WHERE lower(e.email) = \(email))"
    let found = try rows(
      """
      SELECT p.id, CASE WHEN \(byPhone) THEN 1 ELSE 0 END AS by_phone FROM patient p
      WHERE p.birth_date = \(born) AND (\(byPhone) OR \(byEmail))
        AND NOT EXISTS (SELECT 1 FROM patient_death d WHERE d.patient = p.id)
      LIMIT 2
      """)
    guard found.count == 1, let row = found.first else { return nil }
    let usesPhone = try row("by_phone") as Int == 1
    return Reachable(
      patient: try row("id"), phone: usesPhone ? phone : nil, email: usesPhone ? nil : email)
  }
}
