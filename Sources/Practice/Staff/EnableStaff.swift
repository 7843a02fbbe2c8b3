import Kernel
import Store

extension Practice {
  /// Lets somebody in again, with the password they had.
  package func enable(_ id: ID<Staff>, by who: Who) async throws {
    try who.require(.manageStaff)
    let moment = now()
    try await store.write { tx in
      guard let staff = try tx.staff(id) else { throw NotFound("account") }
      try who.requireManaging(staff.roles, at: staff.locations)
      if staff.disabled == nil { throw StaffRefused.notDisabled }
      try tx.run(
        """
        UPDATE staff_disabling SET ended_at = \(moment), ended_by = \(who.name)
        WHERE staff = \(id) AND ended_at IS NULL
        """)
      try tx.audit("staff.enabled", by: who, subject: "staff:\(id)", at: moment)
    }
  }
}
