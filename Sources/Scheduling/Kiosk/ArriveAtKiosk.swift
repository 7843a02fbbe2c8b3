import Kernel
import Practice
import Records
import Store

extension Scheduling {
  /// Whoever was found under this code says that they are here, for all of today's visits that may arrive now. After
  /// two minutes nothing happens, and the kiosk begins again.
  package func arriveAtKiosk(
    _ token: String, code: String, address: String, request: String
  ) async throws {
    let kiosk = try await kiosk(token: token)
    let (moment, who) = (now(), kiosk.who(address, request))
    try await store.write { tx in
      guard let (patient, _) = try tx.found(under: code, at: kiosk, moment) else { return }
      for id in try tx.mayArrive(patient, at: kiosk.location, moment) {
        try tx.arriveByThemselves(id, by: who, at: moment)
      }
      try tx.run(
        """
        UPDATE kiosk_finding SET arrived_at = \(moment)
        WHERE code_hash = \(SHA256.hash(code)) AND arrived_at IS NULL
        """)
    }
  }
}

extension Transaction {
  fileprivate func mayArrive(
    _ patient: ID<Patient>, at place: Location, _ moment: Instant
  ) throws -> [ID<Appointment>] {
    let opens = moment.advanced(byMinutes: try selfArrivalRules().minutesBefore)
    return try rows(
      """
      SELECT id FROM appointment
      WHERE patient = \(patient) AND location = \(place.id) AND day = \(place.zone.day(of: moment))
        AND status IN ('booked', 'confirmed') AND start_at <= \(opens) AND end_at > \(moment)
      ORDER BY start_at, id
      """
    ).map { try $0("id") }
  }
}
