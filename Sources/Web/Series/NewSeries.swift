import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

/// Booking a series: what returns and how often, then each visit before anything is booked, then one commit.
enum NewSeries {
  static func show(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      .page(try await page(web, web.query, shows: web.query.flag("preview")))
    } refused: { problems in
      try await page(web, web.query, problems)
    }
  }

  static func submit(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let ask = try await ask(web, web.form)
      let slots = OccurrenceAnswers(form: web.form).chosen().map(\.slot)
      let visits = try await web.scheduling.bookSeries(
        ask, at: slots, submission: try web.submission(), by: web.who)
      return .seeOther("/series/\(visits.first?.series?.rawValue ?? "")").saying(
        visits.count == 1 ? "1 visit is booked." : "\(visits.count) visits are booked.")
    } refused: { problems in
      try await page(web, web.form, problems, shows: problems.list.allSatisfy { $0.field.isEmpty })
    }
  }

  private static func ask(_ web: WebRequest, _ form: Form) async throws -> SeriesAsk {
    let type: ID<VisitType> = try form.id("type", called: "a kind of visit")
    let types = try await web.scheduling.visitTypes(by: web.who)
    guard let usual = types.first(where: { $0.id == type }) else { throw NotFound("visit type") }
    return try SeriesForm(form: form).ask(minutes: usual.minutes)
  }

  private static func page(
    _ web: WebRequest, _ form: Form, _ problems: FormProblems = .none, shows: Bool = false
  ) async throws -> HTML {
    let times = try await TimesAsk(web, form.without(["from", "to", "time"]))
    let sheet = try await web.records.patient(try form.id("patient"), by: web.who)
    var view = SeriesFormView(
      patient: patientBadge(sheet, today: times.today), criteria: times.criteria,
      providers: times.providers.map { Choice($0.id.rawValue, $0.title) },
      places: times.places.map { Choice($0.id.rawValue, $0.name) }, today: times.today, form: form,
      usual: times.type.map { String($0.minutes) } ?? "", problems: problems, submission: web.desks.newID())
    if shows {
      let ask = try await ask(web, form)
      let names = Dictionary(uniqueKeysWithValues: times.providers.map { ($0.id, $0.title) })
      view.occurrences = try await web.scheduling.previewSeries(ask, by: web.who).enumerated().map {
        OccurrenceView($1, $0, names, answered: form)
      }
      view.rule = ask.rule.words
    }
    return seriesFormPage(view, in: try await web.chrome())
  }
}
