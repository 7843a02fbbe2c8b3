import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

/// A patient's own page, their photo and the notes of the desk.
enum PatientRecord {
  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await page(web))
  }

  static func photo(_ web: WebRequest) async throws -> Response {
    let photo = try await web.records.photo(of: try web.id("patient"), by: web.who)
    return .bytes(photo.bytes, type: photo.media)
  }

  static func keepPhoto(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let id: ID<Patient> = try web.id("patient")
      guard let upload = web.form.upload("photo") else {
        throw InvalidInput("photo", "Choose a picture first.")
      }
      try await web.records.keepPhoto(upload.bytes, of: id, by: web.who)
      return .seeOther("/patients/\(id)").saying("The photo is kept.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func removePhoto(_ web: WebRequest) async throws -> Response {
    let id: ID<Patient> = try web.id("patient")
    try await web.records.removePhoto(of: id, by: web.who)
    return .seeOther("/patients/\(id)").saying("The photo is removed.")
  }

  static func addNote(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let id: ID<Patient> = try web.id("patient")
      let kind: DeskNote.Kind = web.form.flag("alert") ? .alert : .note
      _ = try await web.records.write(
        kind, web.form["text"], on: id, by: web.who, submission: try web.submission())
      return .seeOther("/patients/\(id)").saying(kind == .alert ? "The alert is shown now." : "Noted.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func endNote(_ web: WebRequest) async throws -> Response {
    let id: ID<Patient> = try web.id("patient")
    try await web.records.retire(try web.id("note"), on: id, reason: web.form["reason"], by: web.who)
    return .seeOther("/patients/\(id)").saying("It is no longer shown. The history keeps it.")
  }

  static func keepNeeds(_ web: WebRequest) async throws -> Response {
    let id: ID<Patient> = try web.id("patient")
    let needs = Set(web.form.values("need").compactMap(AccessNeed.init(rawValue:)))
    try await web.records.keep(needs, of: id, by: web.who)
    return .seeOther("/patients/\(id)").saying("The schedule plans with that from now on.")
  }

  static func liftTextStop(_ web: WebRequest) async throws -> Response {
    let id: ID<Patient> = try web.id("patient")
    guard let phone = try web.form.optionalPhone("phone") else { throw NotFound("number") }
    try await web.scheduling.liftTextStop(on: phone, of: id, by: web.who)
    return .seeOther("/patients/\(id)").saying("They get text messages again.")
  }

  private static func page(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let (id, who): (ID<Patient>, Who) = (try web.id("patient"), web.who)
    // By itself: whoever may not see it begins nothing else.
    let sheet = try await web.records.patient(id, by: who)
    async let visits = web.scheduling.visits(of: id, by: who)
    async let attendance = web.scheduling.attendance(of: id, by: who)
    async let changes = web.records.history(of: id, by: who)
    async let rules = web.scheduling.recallRules(by: who)
    async let coverages = web.records.coverages(of: id, by: who)
    async let needs = web.records.accessNeeds(of: id, by: who)
    async let stops = web.scheduling.textStops(of: id, by: who)
    async let clinical = who.may(.seeClinical) ? web.records.clinical(of: id, by: who) : nil
    let builder = PatientViewBuilder(
      sheet: sheet, visits: try await visits, attendance: try await attendance,
      changes: try await changes, coverages: try await coverages, clinical: try await clinical,
      needs: try await needs, stops: try await stops, who: who, now: web.now)
    var view = builder.view()
    if who.may(.bookVisits), view.deceased == nil {
      view.recall = try await rules.filter { $0.draft.kind == .condition }.map {
        Choice("/recall/\($0.id)/people", $0.draft.name)
      }
    }
    let notices = problems.all.map { Notice($0.sentence, .warn) }
    return patientPage(view, keys: web.keysOnce, in: try await web.chrome(notices: notices))
  }
}
