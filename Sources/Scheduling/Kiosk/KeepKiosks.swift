import Kernel
import Practice
import Store

extension Scheduling {
  /// The kiosks that stand at this person's places.
  package func kiosks(by who: Who) async throws -> [Kiosk] {
    try who.require(.managePlaces)
    return try await store.read { try $0.kiosks("TRUE") }.filter { who.may(at: $0.location.id) }
  }

  /// Ends a kiosk, say because its tablet is lost: from now on its address is one that never was.
  package func revokeKiosk(_ id: ID<Kiosk>, by who: Who) async throws {
    try who.require(.managePlaces)
    let moment = now()
    try await store.write { tx in
      guard let kiosk = try tx.kiosks("k.id = \(id)").first, who.may(at: kiosk.location.id) else {
        throw NotFound("kiosk")
      }
      try tx.run("INSERT INTO kiosk_revocation (kiosk, at, by_name) VALUES (\(id), \(moment), \(who.name))")
      try tx.audit(
        "kiosk.revoked", by: who, subject: "kiosk:\(id)", detail: "\(kiosk.name), \(kiosk.location.name)",
        at: moment)
    }
  }
}
