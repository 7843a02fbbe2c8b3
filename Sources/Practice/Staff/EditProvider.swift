import Kernel
import Store

extension Practice {
  package func edit(_ id: ID<Provider>, _ draft: ProviderDraft, by who: Who) async throws -> Provider {
    try who.require(.manageSchedule)
    let draft = try draft.cleaned()
    let moment = now()
    return try await store.write { tx in
      _ = try tx.existingProvider(id)
      try tx.admit(draft, as: id)
      try tx.run(
        """
        UPDATE provider SET staff = \(draft.staff), name = \(draft.name), credentials = \(draft.credentials),
          specialty = \(draft.specialty), npi = \(draft.npi)
        WHERE id = \(id)
        """)
      try tx.keepTraits(draft, of: id)
      try tx.audit("provider.edited", by: who, subject: "provider:\(id)", detail: draft.name, at: moment)
      return try tx.existingProvider(id)
    }
  }
}
