import Kernel
import Store

extension Practice {
  /// Ends a session. A token that opens nothing is no error: the person wanted to be out, and is.
  package func signOut(_ token: String, address: String = "", request: String = "") async throws {
    let hash = SHA256.hash(token)
    let limits = sessionLimits
    let moment = now()
    try await store.write { tx in
      let found = try tx.session(hash, limits: limits, address: address, request: request)
      guard let session = try found.value() else { return }
      try tx.run("DELETE FROM session WHERE token_hash = \(hash)")
      try tx.audit(
        "session.ended", by: session.who, subject: "staff:\(session.who.staff)", at: moment)
    }
  }
}
