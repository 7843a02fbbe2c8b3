import Kernel
import Store

/// One line of the audit trail: who did or saw what, when, of whom, from where.
package struct AuditEntry: Sendable, Equatable {
  package let id: ID<AuditEntry>
  package let at: Instant
  package let staff: ID<Staff>
  package let staffName: String
  /// `appointment.booked`, `patient.viewed`
  package let action: String
  /// Whose data it was, by record; more than one for a list or a day.
  package let patients: [String]
  /// What it was done to, `appointment:<id>`; may be empty.
  package let subject: String
  package let detail: String
  package let address: String
  package let request: String
}

extension Transaction {
  /// Writes down what `who` does or sees, in the commit that does it. One statement for one patient or none.
  ///
  /// A page that shows many patients is one entry that names a set of them; the same set is stored once, so a
  /// day board that is looked at all day costs a row a look and not a row a patient.
  package func audit(
    _ action: String, by who: Who, patients: [String] = [], subject: String = "", detail: String = "",
    at moment: Instant
  ) throws {
    var random = SystemRandomNumberGenerator()
    let id = ID<AuditEntry>(at: moment, using: &random)
    let named = Set(patients)
    let set = named.count > 1 ? try auditSet(named.sorted()) : nil
    let patient = named.count == 1 ? named.first : nil
    try run(
      """
      INSERT INTO audit_entry (id, at, staff, staff_name, action, patient, patient_set, subject, detail, address,
        request)
      VALUES (\(id), \(moment), \(who.staff), \(who.name), \(action), \(patient), \(set), \(subject), \(detail),
        \(who.address), \(who.request))
      """)
  }

  /// A set of patients is named by the digest of its members, which is also its proof.
  private func auditSet(_ patients: [String]) throws -> String {
    let name = auditSetName(patients)
    let isNew =
      try change(
        """
        INSERT INTO audit_set (id, size) VALUES (\(name), \(patients.count)) ON CONFLICT (id) DO NOTHING
        """) == 1
    guard isNew else { return name }
    for start in stride(from: 0, to: patients.count, by: 1000) {
      let rows = patients[start..<min(start + 1000, patients.count)].map { "(\(name), \($0))" as SQL }
      try run("INSERT INTO audit_set_patient (patient_set, patient) VALUES \(SQL.joined(rows, by: ", "))")
    }
    return name
  }
}

func auditSetName(_ sorted: [String]) -> String { SHA256.hex(sorted.joined(separator: "\n")) }
