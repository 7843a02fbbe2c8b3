import Kernel
import Store

extension Practice {
  /// Who acts with this key: its owner, named with the program, allowed what both the key and the owner's roles of
  /// today allow. Nil for no key, a revoked or expired one, and an owner who may not sign in or have keys any more.
  package func holder(
    ofKey secret: String, address: String, request: String
  ) async throws -> (who: Who, key: ID<APIKey>)? {
    guard secret.utf8.count == 54, secret.hasPrefix("foyer_") else { return nil }
    let (hash, moment) = (SHA256.hash(secret), now())
    let found = try await store.read { tx -> (key: APIKey, staff: Staff)? in
      guard let key = try tx.apiKeys("k.key_hash = \(hash)").first, key.expiresAt > moment,
        let staff = try tx.staff(key.staff), staff.disabled == nil, staff.who.may(.makeKeys),
        try tx.value("SELECT given_by FROM staff_password WHERE staff = \(key.staff)") as String? == nil
      else { return nil }
      return (key, staff)
    }
    guard let (key, staff) = found else { return nil }
    if key.usedAt.map({ moment.minutes(since: $0) >= 1 }) ?? true {
      try await store.write { tx in
        _ = try tx.run("UPDATE api_key SET used_at = \(moment) WHERE id = \(key.id)")
      }
    }
    let who = Who(
      staff: staff.id, name: "\(staff.name) (\(key.purpose))", roles: staff.roles, locations: staff.locations,
      address: address, request: request)
    return (who.keptTo(key.permissions), key.id)
  }

  /// Ties a request's own key to what it asks for, so that it cannot be repeated with anything else.
  package func admit(repetition key: String, of digest: String, by who: Who) async throws {
    let moment = now()
    do {
      try await store.write { tx in
        if let before = try tx.answer(forSubmission: key, by: who.staff.rawValue) {
          guard before == digest else { throw KeyRefused.otherContent }
          return
        }
        try tx.remember(submission: key, by: who.staff.rawValue, answer: digest, at: moment)
      }
    } catch let error as StoreError where error.kind == .unique {
      // The same at the same moment: whoever came first has tied it.
      try await admit(repetition: key, of: digest, by: who)
    }
  }
}
