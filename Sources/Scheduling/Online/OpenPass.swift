import Kernel
import Practice
import Records
import Store

/// A patient at their own page: who it is, and as whom they act.
package struct OwnAccess: Sendable {
  package let patient: ID<Patient>
  /// The language of their record, as it stands there.
  package let language: String
  package let who: Who
}

extension Who {
  /// A patient, or somebody who wants to be one: may see and book what is open to them, and nothing past a rule.
  package static func online(address: String, request: String) -> Who {
    var who = Who.system("Patient online").keptTo([.seeSchedule, .seePatients, .bookVisits, .runDay])
    (who.address, who.request) = (address, request)
    return who
  }
}

extension Scheduling {
  /// How long an own page stays open without a click, and in all, in minutes.
  static let ownIdleMinutes = 15
  static let ownMinutes = 60

  /// Whether a secret address still leads somewhere.
  package func passOpens(_ token: String) async throws -> Bool {
    guard token.isAddressSecret else { return false }
    let moment = now()
    return try await store.read { try $0.pass(token, at: moment) } != nil
  }

  /// Opens a patient's own page to whoever knows its address and the birth date.
  ///
  /// - Returns: the secret of what is open now, for the browser's cookie.
  /// - Throws: ``NotFound`` for an address that never was, has ended, or is over; ``PassRefused``.
  package func openPass(
    _ token: String, birthDate: LocalDay, address: String, request: String
  ) async throws -> String {
    guard token.isAddressSecret else { throw NotFound("link") }
    let (moment, session) = (now(), RandomBytes.addressSecret())
    let who = Who.online(address: address, request: request)
    let no: PassRefused? = try await store.write { tx in
      guard let pass = try tx.pass(token, at: moment) else { throw NotFound("link") }
      // Counted before it is looked at: guesses made at the same moment count each.
      let counted = try tx.change(
        "UPDATE patient_pass SET tries = tries + 1 WHERE id = \(pass.id) AND tries < \(wrongBirthDates)")
      guard counted == 1 else { return .locked }
      let born: LocalDay? = try tx.value("SELECT birth_date FROM patient WHERE id = \(pass.patient)")
      guard born == birthDate else {
        try tx.audit(
          "pass.wrong", by: who, patients: [pass.patient.rawValue], subject: "pass:\(pass.id)", at: moment)
        return .wrongBirthDate
      }
      try tx.run("UPDATE patient_pass SET tries = 0, opened_at = \(moment) WHERE id = \(pass.id)")
      try tx.run("DELETE FROM own_session WHERE begun_at < \(moment.advanced(byMinutes: -Self.ownMinutes))")
      try tx.run(
        """
        INSERT INTO own_session (token_hash, pass, begun_at, seen_at)
        VALUES (\(SHA256.hash(session)), \(pass.id), \(moment), \(moment))
        """)
      try tx.audit(
        "pass.opened", by: who, patients: [pass.patient.rawValue], subject: "pass:\(pass.id)", at: moment)
      return nil
    }
    if let no { throw no }
    return session
  }

  /// Who has their own page open; nil where nobody has, or nothing was done on it for a while.
  package func ownAccess(_ session: String, address: String, request: String) async throws -> OwnAccess? {
    guard session.isAddressSecret else { return nil }
    let (moment, hash) = (now(), SHA256.hash(session))
    let begun = moment.advanced(byMinutes: -Self.ownMinutes)
    let idle = moment.advanced(byMinutes: -Self.ownIdleMinutes)
    let row = try await store.read { tx in
      try tx.row(
        """
        SELECT p.patient, s.seen_at, r.language
        FROM own_session s JOIN patient_pass p ON p.id = s.pass JOIN patient r ON r.id = p.patient
        WHERE s.token_hash = \(hash) AND s.begun_at > \(begun) AND s.seen_at > \(idle)
          AND p.ended_at IS NULL AND p.until > \(moment)
        """
      ).map { row -> (access: OwnAccess, seen: Instant) in
        let who = Who.online(address: address, request: request)
        return (
          OwnAccess(patient: try row("patient"), language: try row("language"), who: who), try row("seen_at")
        )
      }
    }
    guard let row else { return nil }
    if moment.minutes(since: row.seen) >= 1 {
      try await store.write {
        try $0.run("UPDATE own_session SET seen_at = \(moment) WHERE token_hash = \(hash)")
      }
    }
    return row.access
  }

  /// The patient goes: what was open in this browser opens no more.
  package func leave(_ session: String) async throws {
    guard session.isAddressSecret else { return }
    try await store.write { try $0.run("DELETE FROM own_session WHERE token_hash = \(SHA256.hash(session))") }
  }
}

extension Transaction {
  fileprivate func pass(_ token: String, at moment: Instant) throws -> PatientPass? {
    try passes("token_hash = \(SHA256.hash(token)) AND ended_at IS NULL AND until > \(moment)").first
  }
}
