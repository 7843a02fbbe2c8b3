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
    try audit(action, by: who, of: PatientSet(patients), subject: subject, detail: detail, at: moment)
  }

  package func audit(
    _ action: String, by who: Who, of patients: PatientSet, subject: String = "", detail: String = "",
    at moment: Instant
  ) throws {
    var random = SystemRandomNumberGenerator()
    let id = ID<AuditEntry>(at: moment, using: &random)
    let set = try patients.name.map { try keep(patients, as: $0) }
    let patient = set == nil ? patients.members.first : nil
    try run(
      """
      INSERT INTO audit_entry (id, at, staff, staff_name, action, patient, patient_set, subject, detail, address,
        request)
      VALUES (\(id), \(moment), \(who.staff), \(who.name), \(action), \(patient), \(set), \(subject), \(detail),
        \(who.address), \(who.request))
      """)
  }

  private func keep(_ patients: PatientSet, as name: String) throws -> String {
    let members = patients.members
    let isNew =
      try change(
        """
        INSERT INTO audit_set (id, size) VALUES (\(name), \(members.count)) ON CONFLICT (id) DO NOTHING
        """) == 1
    guard isNew else { return name }
    for start in stride(from: 0, to: members.count, by: 1000) {
      let rows = members[start..<min(start + 1000, members.count)].map { "(\(name), \($0))" as SQL }
      try run("INSERT INTO audit_set_patient (patient_set, patient) VALUES \(SQL.joined(rows, by: ", "))")
    }
    return name
  }
}

/// Patients that one page shows, each once.
package struct PatientSet: Sendable {
  package let members: [String]
  /// The digest of its members, which is also its proof; nil for one patient or none.
  let name: String?

  package init(_ patients: some Sequence<String>) {
    members = Set(patients).sorted()
    name = members.count > 1 ? auditSetName(members) : nil
  }
}

func auditSetName(_ sorted: [String]) -> String { SHA256.hex(sorted.joined(separator: "\n")) }
