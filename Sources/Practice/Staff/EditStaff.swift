import Kernel
import Store

extension Practice {
  /// Changes somebody's name, login, roles or locations. It holds from their next request on.
  package func edit(_ id: ID<Staff>, _ draft: StaffDraft, by who: Who) async throws -> Staff {
    try who.require(.manageStaff)
    let draft = try draft.cleaned()
    let moment = now()
    return try await store.write { tx in
      guard let before = try tx.staff(id) else { throw NotFound("account") }
      try who.requireManaging(before.roles.union(draft.roles), at: before.locations)
      try who.requireManaging(draft.roles, at: draft.locations)
      if before.roles != draft.roles || before.locations != draft.locations {
        try who.requireSomebodyElse(id)
      }
      try tx.requireLocations(draft.locations)
      let taken: ID<Staff>? = try tx.value("SELECT id FROM staff WHERE login = \(draft.login)")
      if let taken, taken != id { throw StaffRefused.loginTaken(draft.login) }
      try tx.run(
        """
        UPDATE staff SET login = \(draft.login), name = \(draft.name), roles = \(draft.roles.text),
          locations = \(locationText(draft.locations))
        WHERE id = \(id)
        """)
      try tx.audit(
        "staff.edited", by: who, subject: "staff:\(id)", detail: change(from: before, to: draft), at: moment)
      guard let after = try tx.staff(id) else { throw NotFound("account") }
      return after
    }
  }
}

/// What an edit changed, for the audit trail: `roles: front_desk → biller front_desk`.
private func change(from before: Staff, to draft: StaffDraft) -> String {
  let pairs = [
    ("login", before.login, draft.login), ("name", before.name, draft.name),
    ("roles", before.roles.text, draft.roles.text),
    ("locations", locationText(before.locations), locationText(draft.locations)),
  ]
  return pairs.filter { $0.1 != $0.2 }.map { "\($0.0): \($0.1) → \($0.2)" }.joined(separator: "; ")
}
