import Hummingbird
import Kernel
import Practice
import Records

/// Changing a patient's record, and what happens when two people do at once.
enum EditPatientPage {
  static func show(_ web: WebRequest) async throws -> Response {
    let patient = try await web.records.patient(try web.id("patient"), by: web.who).patient
    var view = PatientFormView(patient)
    view.fill(PatientDraft(patient.facts))
    return .page(patientFormPage(view, in: try await web.chrome()))
  }

  static func submit(_ web: WebRequest) async throws -> Response {
    let known = try await web.records.patient(try web.id("patient"), by: web.who).patient
    return try await web.attempt {
      let draft = try chosen(web.form, over: known)
      do {
        let seen = try web.form.int("version", 0...1_000_000_000)
        let patient = try await web.records.edit(known.id, seen: seen, draft, by: web.who)
        return .seeOther("/patients/\(patient.id)").saying("Saved.")
      } catch let no as PatientChangedMeanwhile {
        return .page(try await conflict(web, draft, no), status: .conflict)
      }
    } refused: { problems in
      try await again(web, known, problems)
    }
  }

  /// What was typed, and where both people changed a field, what was chosen.
  private static func chosen(_ form: Form, over known: Patient) throws -> PatientDraft {
    var draft = try PatientDraft(form, over: known.facts)
    let theirs = PatientDraft(known.facts)
    for field in PatientField.allCases where form["keep.\(field.rawValue)"] == "theirs" {
      draft.take(field, from: theirs)
    }
    return draft
  }

  private static func conflict(
    _ web: WebRequest, _ mine: PatientDraft, _ no: PatientChangedMeanwhile
  ) async throws -> HTML {
    let (draft, conflicts) = merge(mine, no, today: Zone.utc.day(of: web.now))
    var view = PatientFormView(no.current)
    view.fill(draft)
    view.conflicts = conflicts
    view.changedBy = no.changes.last?.by ?? "Somebody"
    let notice = conflicts.isEmpty ? [Notice(no.sentence, .warn)] : []
    return patientFormPage(view, in: try await web.chrome(notices: notice))
  }

  private static func again(_ web: WebRequest, _ known: Patient, _ problems: FormProblems) async throws
    -> HTML
  {
    var view = PatientFormView(known)
    view.version = web.form["version"]
    view.fill(web.form)
    view.wrong = problems
    return patientFormPage(view, in: try await web.chrome())
  }
}

extension PatientFormView {
  init(_ patient: Patient) {
    self.init(
      patient: patient.id.rawValue, heading: patient.name.full, record: String(patient.number),
      version: String(patient.version), values: [:])
  }
}
