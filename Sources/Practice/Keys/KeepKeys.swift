import Kernel
import Store

extension Practice {
  /// One's own keys that stand; for who manages staff everybody's.
  package func keys(by who: Who) async throws -> [APIKey] {
    try who.require(.makeKeys)
    return try await store.read { try $0.apiKeys("TRUE") }.filter { $0.isKept(by: who) }
  }

  /// Ends a key at once.
  package func revokeKey(_ id: ID<APIKey>, by who: Who) async throws {
    try who.require(.makeKeys)
    let moment = now()
    try await store.write { tx in
      guard let key = try tx.apiKeys("k.id = \(id)").first, key.isKept(by: who) else { throw NotFound("key") }
      try tx.run(
        "INSERT INTO api_key_revocation (api_key, at, by_name) VALUES (\(id), \(moment), \(who.name))")
      try tx.audit("key.revoked", by: who, subject: "key:\(id)", detail: key.purpose, at: moment)
    }
  }
}

extension APIKey {
  fileprivate func isKept(by who: Who) -> Bool { staff == who.staff || who.may(.manageStaff) }
}
