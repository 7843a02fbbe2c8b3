import Hummingbird
import Kernel
import Practice
import Scheduling

/// A series: all its visits, and changing this one, this and the following, or all.
enum SeriesPages {
  static func show(_ web: WebRequest) async throws -> Response { .page(try await page(web)) }

  /// What a change would do, visit by visit.
  static func change(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      .page(try await preview(web, web.query))
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func move(_ web: WebRequest) async throws -> Response {
    let id: ID<VisitSeries> = try web.id("series")
    return try await web.attempt {
      let moved = try await web.scheduling.moveSeries(
        id, OccurrenceAnswers(form: web.form).moves(), by: web.who)
      return .seeOther("/series/\(id)").saying(
        moved.count == 1 ? "1 visit is moved." : "\(moved.count) visits are moved.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func cancel(_ web: WebRequest) async throws -> Response {
    let id: ID<VisitSeries> = try web.id("series")
    return try await web.attempt {
      let visits = try await chosen(web, id)
      let cancelled = try await web.scheduling.cancel(
        visits.map { ($0.id, seen: Int(web.form["seen-\($0.id)"])) },
        because: try web.form.choice("reason", called: "why"), words: web.form["words"], by: web.who)
      return .seeOther("/series/\(id)").saying(
        cancelled.count == 1 ? "1 visit is cancelled." : "\(cancelled.count) visits are cancelled.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  /// The visits that a cancellation reaches.
  private static func chosen(_ web: WebRequest, _ id: ID<VisitSeries>) async throws -> [Appointment] {
    let visits = try await web.scheduling.series(id, by: web.who).visits(
      try web.form.choice("scope", called: "which visits"), from: try web.form.id("visit", called: "a visit"),
      withMoved: web.form.flag("moved"), now: web.now)
    guard !visits.isEmpty else { throw SeriesRefused.nothingToChange }
    return visits
  }

  private static func page(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let view = try await view(web, problems)
    return seriesPage(view, in: try await web.chrome())
  }

  private static func view(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> SeriesView {
    let details = try await web.scheduling.series(try web.id("series"), by: web.who)
    let providers = try await web.practice.providers(by: web.who).filter(\.active)
    return SeriesView(
      details, providers: providers, form: web.form.has("scope") ? web.form : web.query,
      mayBook: web.who.may(.bookVisits), problems: problems)
  }

  private static func preview(_ web: WebRequest, _ form: Form) async throws -> HTML {
    let change = SeriesChange(
      time: try form.optionalTime("time", called: "the time"),
      provider: try form.optionalID("provider", called: "provider"),
      minutes: try form.optionalInt("minutes", 5...720, called: "the length"),
      days: try form.optionalInt("days", -90...90, called: "the days") ?? 0)
    let occurrences = try await web.scheduling.previewChange(
      change, of: try web.id("series"), try form.choice("scope", called: "which visits"),
      from: try form.id("visit", called: "a visit"), withMoved: form.flag("moved"), by: web.who)
    var view = try await view(web)
    view.occurrences = occurrences.enumerated().map { OccurrenceView($1, $0, view.names, answered: web.form) }
    return seriesPage(view, in: try await web.chrome())
  }
}
