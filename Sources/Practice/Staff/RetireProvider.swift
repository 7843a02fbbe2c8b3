import Kernel
import Store

extension Practice {
  /// Takes a provider off the list for new visits; what they did stays theirs.
  package func retire(_ id: ID<Provider>, by who: Who) async throws {
    try who.require(.manageSchedule)
    let moment = now()
    try await store.write { tx in
      guard try tx.existingProvider(id).active else { throw ProviderRefused.alreadyRetired }
      try tx.run(
        """
        INSERT INTO provider_retirement (provider, at, by_name) VALUES (\(id), \(moment), \(who.name))
        """)
      try tx.audit("provider.retired", by: who, subject: "provider:\(id)", at: moment)
    }
  }
}
