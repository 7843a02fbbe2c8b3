import Kernel
import Store

extension Practice {
  /// Shuts somebody out, at once: their sessions end in the same commit.
  package func disable(_ id: ID<Staff>, reason: String, by who: Who) async throws {
    try who.require(.manageStaff)
    try who.requireSomebodyElse(id)
    let reason = try cleanLine(reason, "reason", "The reason", mayBeEmpty: true)
    let (disabling, moment) = (newID(), now())
    try await store.write { tx in
      guard let staff = try tx.staff(id) else { throw NotFound("account") }
      try who.requireManaging(staff.roles, at: staff.locations)
      if staff.disabled != nil { throw StaffRefused.alreadyDisabled }
      try tx.run(
        """
        INSERT INTO staff_disabling (id, staff, at, by_name, reason)
        VALUES (\(disabling), \(id), \(moment), \(who.name), \(reason))
        """)
      try tx.endSessions(of: id)
      try tx.audit("staff.disabled", by: who, subject: "staff:\(id)", detail: reason, at: moment)
    }
  }
}
