import Kernel
import Store

extension Practice {
  /// Adds somebody patients can be booked with.
  package func addProvider(_ draft: ProviderDraft, by who: Who) async throws -> Provider {
    try who.require(.manageSchedule)
    let draft = try draft.cleaned()
    let (id, moment) = (id(Provider.self), now())
    return try await store.write { tx in
      try tx.admit(draft, as: id)
      try tx.run(
        """
        INSERT INTO provider (id, staff, name, credentials, specialty, npi, added_at)
        VALUES (\(id), \(draft.staff), \(draft.name), \(draft.credentials), \(draft.specialty), \(draft.npi),
          \(moment))
        """)
      try tx.keepTraits(draft, of: id)
      try tx.audit("provider.added", by: who, subject: "provider:\(id)", detail: draft.name, at: moment)
      return try tx.existingProvider(id)
    }
  }
}
