import Kernel
import Practice
import Store

extension Scheduling {
  /// Makes a kiosk, and the secret of its address, which is told this once.
  package func makeKiosk(
    _ name: String, at place: ID<Location>, submission: String, by who: Who
  ) async throws -> (kiosk: Kiosk, token: String) {
    try who.require(.managePlaces)
    try who.require(place)
    let name = try cleanLine(name, "name", "Where it stands", atMost: 40)
    let token = RandomBytes.addressSecret()
    let (id, moment) = (ID<Kiosk>(rawValue: newID()), now())
    let kiosk = try await store.write { tx in
      if try tx.answer(forSubmission: submission, by: who.staff.rawValue) != nil {
        throw KioskRefused.madeAlready
      }
      guard let location = try tx.location(place), location.active else { throw NotFound("location") }
      try tx.run(
        """
        INSERT INTO kiosk (id, token_hash, location, name, made_at, made_by)
        VALUES (\(id), \(SHA256.hash(token)), \(place), \(name), \(moment), \(who.name))
        """)
      try tx.remember(submission: submission, by: who.staff.rawValue, answer: id.rawValue, at: moment)
      try tx.audit(
        "kiosk.made", by: who, subject: "kiosk:\(id)", detail: "\(name), \(location.name)", at: moment)
      return Kiosk(
        id: id, location: location, name: name, madeAt: moment, madeBy: who.name, usedAt: nil)
    }
    return (kiosk, token)
  }
}
