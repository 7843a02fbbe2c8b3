import Hummingbird
import Kernel
import Practice
import Records

/// A new patient: the form, a look at who it may be already, and only then the record.
enum RegisterPatientPage {
  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await page(web, filled: PatientDraft()))
  }

  static func submit(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let draft = try PatientDraft(web.form, over: nil)
      let alike = try await known(draft, web)
      guard alike.isEmpty else {
        return .page(try await page(web, typed: web.form, alike), status: .conflict)
      }
      let patient = try await web.records.register(draft, by: web.who, submission: try web.submission())
      let booking = booking(web.form)
      return .seeOther(booking.isEmpty ? "/patients/\(patient.id)" : "\(booking)patient=\(patient.id)")
        .saying("The patient is registered under \(patient.number).")
    } refused: { problems in
      try await page(web, typed: web.form, problems: problems)
    }
  }

  /// The booking that was begun for them: it goes on with the time that was chosen.
  private static func booking(_ form: Form) -> String {
    let asked = localPath(form["then"])
    return asked.hasPrefix("/appointments/new?") ? asked : ""
  }

  /// People it may be already, unless somebody has looked and said that it is none of them.
  private static func known(_ draft: PatientDraft, _ web: WebRequest) async throws -> [HitView] {
    if web.form.flag("anyway") { return [] }
    let today = Zone.utc.day(of: web.now)
    _ = try draft.checked(today: today)
    return try await web.records.likelyDuplicates(of: draft, by: web.who).map {
      hitView($0.label, today: today)
    }
  }

  private static func page(
    _ web: WebRequest, filled draft: PatientDraft? = nil, typed: Form? = nil, _ alike: [HitView] = [],
    problems: FormProblems = .none
  ) async throws -> HTML {
    var view = PatientFormView(
      heading: "New patient", submission: web.keysOnce.submission ?? web.desks.newID(), values: [:])
    if let draft { view.fill(draft) }
    if let typed { view.fill(typed) }
    view.then = booking(typed ?? web.query)
    view.duplicates = alike
    view.wrong = problems
    return patientFormPage(view, in: try await web.chrome())
  }
}
