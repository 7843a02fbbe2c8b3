import Kernel
import Store

extension Practice {
  /// Writes down that somebody was refused something. The door calls it: the deed itself left no trace, since it
  /// was rolled back.
  package func denied(_ what: Forbidden, by who: Who, at place: String) async throws {
    let moment = now()
    let reason =
      switch what {
      case .permission(let permission): permission.rawValue
      case .location: "location"
      case .guardedRole(let role): "guarded role \(role.rawValue)"
      case .oneself: "oneself"
      }
    try await store.write { tx in
      try tx.audit("denied", by: who, subject: place, detail: reason, at: moment)
    }
  }
}
