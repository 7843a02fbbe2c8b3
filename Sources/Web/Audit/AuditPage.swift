import Kernel
import Practice

struct AuditView: Sendable {
  var ask: AuditAsk
  var entries: [AuditEntry]
  var isMore: Bool
  var staff: [Choice]
  var moments: Moments
  var maySeePatients: Bool
  var problems: FormProblems
}

func auditPage(_ view: AuditView) -> Page {
  let older = view.isMore ? view.entries.last.map(view.ask.older) : nil
  let newest = view.ask.form.has("before") ? "/audit?" + view.ask.form.without(["before"]).urlEncoded : nil
  let found: HTML =
    view.entries.isEmpty
    ? emptyState(.scroll, "Nothing in the trail answers this.")
    : table(
      "The audit trail, newest first", head: ["When", "Who", "Did", "To", "Patients", "More"],
      view.entries.map { line($0, view) })
  return Page(
    "Audit", here: .audit,
    head("Audit", beside: chip("Every look and every change", .info, .scroll))
      + onePatient(view) + wrongFields(view.problems.list)
      + askFor(view) + found + pager(newer: newest, older: older))
}

/// What narrows the trail without a field of its own is said in words.
private func onePatient(_ view: AuditView) -> HTML {
  let patient = view.ask.form["patient"]
  guard !patient.isEmpty else { return .empty }
  let open: HTML = view.maySeePatients ? "<a href=\"/patients/\(patient)\">Open the record</a>" : .empty
  return """
    <div class="notice info" role="status">\(icon(.person))<span>Only what concerns one patient, record \
    \(patient.suffix(6)). \(open)</span></div>
    """
}

private func askFor(_ view: AuditView) -> HTML {
  let form = view.ask.form
  let patient: HTML = form.has("patient") ? hidden("patient", form["patient"]) : .empty
  return panel("Show") {
    askForm(to: "/audit") {
      patient + "<div class=\"fields\">"
        + select(
          "staff", "Who", [Choice("", "Anybody")] + view.staff, chosen: form["staff"],
          error: view.problems["staff"], width: .third)
        + select(
          "deed", "What", deeds, chosen: form["deed"], error: view.problems["deed"], width: .third)
        + field(
          Field("from", "From", form["from"], .date, error: view.problems["from"], width: .third))
        + field(Field("to", "To", form["to"], .date, error: view.problems["to"], width: .third))
        + "</div>"
        + buttons(button("Show", .primary, icon: .filter), linkButton("Everything", to: "/audit", .quiet))
    }
  }
}

private let deeds = [
  Choice("", "Anything"), Choice("patient", "Patients"), Choice("patients", "Searches and exports"),
  Choice("appointment", "Visits"),
  Choice("session", "Signing in and out"), Choice("denied", "Refusals"), Choice("staff", "Staff and roles"),
  Choice("password", "Passwords"), Choice("second_factor", "Second factors"), Choice("location", "Locations"),
  Choice("audit", "Looks at this trail"),
]

private func line(_ entry: AuditEntry, _ view: AuditView) -> [HTML] {
  let more = [entry.detail, entry.address, entry.request].filter { !$0.isEmpty }.joined(separator: " · ")
  let isPerson = ID<Staff>(entry.staff.rawValue) != nil
  return [
    "\(view.moments.stamp(entry.at))",
    isPerson ? "<a href=\"/audit?staff=\(entry.staff)\">\(entry.staffName)</a>" : "\(entry.staffName)",
    "\(entry.action.replacing(".", with: " ").replacing("_", with: " "))", subject(entry.subject),
    patients(entry, view), "\(more)",
  ]
}

/// `appointment:0198…` names the thing by the end of its identifier, which tells two apart; the whole is
/// shown on hover.
private func subject(_ subject: String) -> HTML {
  let parts = subject.split(separator: ":", maxSplits: 1)
  guard parts.count == 2, parts[1].count == 36 else { return "\(subject)" }
  return "<span title=\"\(subject)\">\(parts[0].replacing("_", with: " ")) \(parts[1].suffix(6))</span>"
}

/// The trail names patients by their record, not by name: who reads it need not see charts.
private func patients(_ entry: AuditEntry, _ view: AuditView) -> HTML {
  guard let first = entry.patients.first else { return .empty }
  let only: HTML = "<a href=\"/audit?patient=\(first)\">\(first.suffix(6))</a>"
  if entry.patients.count > 1 { return "\(entry.patients.count) patients" }
  return view.maySeePatients
    ? only + " <a href=\"/patients/\(first)\">\(icon(.person, meaning: "Open"))</a>" : only
}
