import Kernel
import Practice
import Records
import Store

extension Scheduling {
  /// Looks for the one person who was born on this day, whose last name begins with these letters, and who has a visit
  /// today at the kiosk's place.
  ///
  /// What finds nobody is counted in the same commit, one after the other: guesses that come at once cannot all slip
  /// past a count that none of them has raised yet.
  ///
  /// - Returns: a code under which the kiosk shows their visits for two minutes.
  /// - Throws: ``KioskRefused``.
  package func findAtKiosk(_ token: String, born: LocalDay, family: String) async throws -> String {
    let kiosk = try await kiosk(token: token)
    guard let letters = NameBeginning(family) else { throw KioskRefused.fewLetters }
    let (code, id, moment) = (RandomBytes.token(), newID(), now())
    let isFound = try await store.write(locking: ["kiosk \(kiosk.id)"]) { tx in
      try tx.forgetOld(of: kiosk.id, at: moment)
      try KioskThrottle.admit(
        misses: tx.value("SELECT COUNT(*) FROM kiosk_miss WHERE kiosk = \(kiosk.id)") ?? 0)
      let people = try tx.expected(at: kiosk.location, born: born, letters, at: moment)
      guard people.count == 1, let patient = people.first else {
        try tx.run("INSERT INTO kiosk_miss (id, kiosk, at) VALUES (\(id), \(kiosk.id), \(moment))")
        return false
      }
      try tx.run(
        """
        INSERT INTO kiosk_finding (code_hash, kiosk, patient, found_at)
        VALUES (\(SHA256.hash(code)), \(kiosk.id), \(patient), \(moment))
        """)
      try tx.run("UPDATE kiosk SET used_at = \(moment) WHERE id = \(kiosk.id)")
      return true
    }
    guard isFound else { throw KioskRefused.notFound }
    return code
  }
}

extension Transaction {
  fileprivate func forgetOld(of kiosk: ID<Kiosk>, at moment: Instant) throws {
    let since = moment.advanced(byMinutes: -KioskThrottle.windowMinutes)
    try run("DELETE FROM kiosk_miss WHERE kiosk = \(kiosk) AND at <= \(since)")
    try run("DELETE FROM kiosk_finding WHERE kiosk = \(kiosk) AND found_at <= \(since)")
  }

  /// Everybody who fits and has a visit that counts today.
  fileprivate func expected(
    at place: Location, born: LocalDay, _ letters: NameBeginning, at moment: Instant
  ) throws -> Set<ID<Patient>> {
    let found = try rows(
      """
      SELECT DISTINCT a.patient, n.family, n.given
      FROM appointment a JOIN patient p ON p.id = a.patient
        JOIN patient_name n ON n.patient = a.patient AND n.place = 0
      WHERE a.location = \(place.id) AND a.day = \(place.zone.day(of: moment)) AND p.birth_date = \(born)
        AND a.status NOT IN ('done', 'no_show', 'cancelled')
      """)
    return try found.reduce(into: []) { people, row in
      let name = PersonName(family: try row("family"), given: try row("given"))
      if letters.fits(name) { people.insert(try row("patient")) }
    }
  }
}
