import Kernel
import Practice
import Records
import Store

/// The secret address of a patient's own page, as the office knows it.
package struct PatientPass: Sendable, Equatable {
  package let id: ID<PatientPass>
  package let patient: ID<Patient>
  package let madeAt: Instant
  package let madeBy: String
  package let until: Instant
  package let openedAt: Instant?
  /// Whether so many wrong birth dates were given that it opens no more.
  package let isLocked: Bool
}

/// How many wrong birth dates lock an address.
let wrongBirthDates = 5

extension Scheduling {
  /// How long an address opens, where nothing else is said.
  package static let passDays = 30

  /// Makes a secret address for a patient's own page.
  ///
  /// - Returns: the secret, which is told this once: 48 letters and digits.
  package func makePass(
    for patient: ID<Patient>, until: Instant? = nil, by who: Who
  ) async throws -> String {
    try who.require(.bookVisits)
    let (id, token, moment) = (newID(), RandomBytes.addressSecret(), now())
    let until = until ?? moment.advanced(byMinutes: Self.passDays * 1440)
    try await store.write { tx in
      guard let facts = try tx.patients([patient]).first?.facts else { throw NotFound("patient") }
      guard facts.death == nil else { throw BookingRefused.deceased }
      guard facts.birthDate != nil else { throw PassRefused.noBirthDate }
      try tx.run(
        """
        INSERT INTO patient_pass (id, patient, token_hash, made_at, made_by, until, tries)
        VALUES (\(id), \(patient), \(SHA256.hash(token)), \(moment), \(who.name), \(until), 0)
        """)
      try tx.audit("pass.made", by: who, patients: [patient.rawValue], subject: "pass:\(id)", at: moment)
    }
    return token
  }

  /// The addresses of a patient's own page that still open, last made first.
  package func passes(of patient: ID<Patient>, by who: Who) async throws -> [PatientPass] {
    try who.require(.bookVisits)
    let moment = now()
    let open = try await store.read {
      try $0.passes("patient = \(patient) AND ended_at IS NULL AND until > \(moment)")
    }
    try await saw("pass.listed", open.isEmpty ? [] : [patient.rawValue], "patient:\(patient)", "", who)
    return open
  }

  /// Ends every address of a patient's own page, and what is open through it.
  package func endPasses(of patient: ID<Patient>, by who: Who) async throws {
    try who.require(.bookVisits)
    let moment = now()
    try await store.write { tx in
      let ended = try tx.change(
        """
        UPDATE patient_pass SET ended_at = \(moment), ended_by = \(who.name)
        WHERE patient = \(patient) AND ended_at IS NULL
        """)
      guard ended > 0 else { return }
      try tx.audit(
        "pass.ended", by: who, patients: [patient.rawValue], subject: "patient:\(patient)", at: moment)
    }
  }
}

extension Transaction {
  func passes(_ condition: SQL) throws -> [PatientPass] {
    try rows(
      """
      SELECT id, patient, made_at, made_by, until, opened_at, tries FROM patient_pass
      WHERE \(condition) ORDER BY made_at DESC, id
      """
    ).map {
      PatientPass(
        id: try $0("id"), patient: try $0("patient"), madeAt: try $0("made_at"), madeBy: try $0("made_by"),
        until: try $0("until"), openedAt: try $0("opened_at"), isLocked: try $0("tries") >= wrongBirthDates)
    }
  }
}

/// Why there is no own page, or it does not open.
package enum PassRefused: SaidToPatients, Equatable {
  case noBirthDate
  /// The birth date is not the patient's, or the patient's is not known.
  case wrongBirthDate
  case locked

  package var kind: RefusalKind { .invalid }

  package func sentence(in tongue: Tongue) -> String {
    switch self {
    // Said at the desk only.
    case .noBirthDate:
      "A patient’s own page opens with the birth date, and this record has none. Add it first."
    case .wrongBirthDate:
      tongue(
        "This is not the birth date we have. Please try again, or call us.",
        "Esta no es la fecha de nacimiento que tenemos. Inténtelo otra vez, o llámenos.")
    case .locked:
      tongue(
        "This link is closed, because a wrong birth date was given too often. Please call us.",
        "Este enlace está cerrado, porque se dio demasiadas veces una fecha equivocada. Por favor, llámenos.")
    }
  }
}
