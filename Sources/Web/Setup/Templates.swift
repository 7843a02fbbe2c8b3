import Hummingbird
import Kernel
import Practice
import Scheduling

/// A provider's weekly patterns: from a day to a day, every so many weeks, with what their times are kept for.
enum Templates {
  static func list(_ web: WebRequest) async throws -> Response { .page(try await list(web, .none)) }

  static func new(_ web: WebRequest) async throws -> Response {
    let copied: ID<Template>? = try web.query.optionalID("copy")
    var template: Template?
    if let copied { template = try await web.scheduling.template(copied, by: web.who) }
    return .page(try await form(web, template, isNew: true))
  }

  static func add(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let provider: ID<Provider> = try web.id("provider")
      let draft = try TemplateForm(web.form).draft(of: provider)
      let change = try web.scheduling.change(to: draft, of: provider, replacing: nil, by: web.who)
      let back = "/providers/\(provider)/templates"
      if let ask = try await Affected.ask(web, change, "A new pattern", back: back) {
        return ask
      }
      try await web.scheduling.addTemplate(
        draft, of: provider, try await Affected.choices(web, change), by: web.who)
      return Affected.done(web, back, "The pattern holds from now on.")
    } refused: { problems in
      try await form(web, nil, isNew: true, problems)
    }
  }

  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await form(web, try await template(web), isNew: false))
  }

  static func edit(_ web: WebRequest) async throws -> Response {
    let old = try await template(web)
    return try await web.attempt {
      let draft = try TemplateForm(web.form).draft(of: old.provider)
      let change = try web.scheduling.change(to: draft, of: old.provider, replacing: old.id, by: web.who)
      let back = "/providers/\(old.provider)/templates"
      if let ask = try await Affected.ask(web, change, "The pattern changes", back: back) {
        return ask
      }
      try await web.scheduling.editTemplate(
        old.id, draft, try await Affected.choices(web, change), by: web.who)
      return Affected.done(web, back, "The pattern is changed.")
    } refused: { problems in
      try await form(web, old, isNew: false, problems)
    }
  }

  static func end(_ web: WebRequest) async throws -> Response {
    let old = try await template(web)
    return try await web.attempt {
      let last = try web.form.day("last", called: "the last day")
      let change = ScheduleChange.templates(
        of: old.provider, without: [old.id], with: old.ended(after: last).map { [$0] } ?? [])
      let back = "/providers/\(old.provider)/templates"
      if let ask = try await Affected.ask(web, change, "The pattern ends", back: back) {
        return ask
      }
      try await web.scheduling.endTemplate(
        old.id, after: last, try await Affected.choices(web, change), by: web.who)
      return Affected.done(web, back, "The pattern ends on \(last.long).")
    } refused: { problems in
      try await list(web, problems)
    }
  }

  private static func template(_ web: WebRequest) async throws -> Template {
    let template = try await web.scheduling.template(try web.id("template"), by: web.who)
    guard template.provider == (try web.id("provider") as ID<Provider>) else { throw NotFound("pattern") }
    return template
  }

  static func provider(_ web: WebRequest) async throws -> Provider {
    let id: ID<Provider> = try web.id("provider")
    guard let provider = try await web.practice.providers(by: web.who).first(where: { $0.id == id }) else {
      throw NotFound("provider")
    }
    return provider
  }

  private static func list(_ web: WebRequest, _ problems: FormProblems) async throws -> HTML {
    let provider = try await provider(web)
    let templates = try await web.scheduling.templates(of: provider.id, by: web.who)
    let names = Dictionary(
      uniqueKeysWithValues: try await web.practice.locations(by: web.who).map { ($0.id, $0.name) })
    let today = try await web.moments().today
    return try await web.page(
      templatesPage(
        TemplatesView(
          provider: provider.title, url: "/providers/\(provider.id)",
          lines: templates.map { TemplatesView.Line($0, names[$0.location] ?? "", today: today) }), problems,
        web.keys))
  }

  private static func form(
    _ web: WebRequest, _ template: Template?, isNew: Bool, _ problems: FormProblems = .none
  ) async throws -> HTML {
    let provider = try await provider(web)
    let places = try await web.practice.locations(by: web.who).filter { $0.active && web.who.may(at: $0.id) }
    let types = try await web.scheduling.visitTypes(by: web.who).filter(\.isActive)
    let url = "/providers/\(provider.id)/templates"
    let today = try await web.moments().today
    let form =
      web.form.has("every")
      ? TemplateForm(web.form)
      : template.map { TemplateForm($0, keepingDays: !isNew) } ?? TemplateForm(today: today)
    let view = TemplateFormView(
      title: isNew ? "A new pattern for \(provider.title)" : template?.heading ?? "",
      to: isNew ? url : "\(url)/\(template?.id.rawValue ?? "")", back: url, form: form,
      places: places.map { Choice($0.id.rawValue, $0.name) },
      kinds: VisitType.Category.allCases.map { Choice("category:\($0.rawValue)", $0.words) }
        + types.map { Choice("type:\($0.id)", $0.name) })
    return try await web.page(templatePage(view, problems, web.keys))
  }
}

extension Template {
  /// `Summer hours`, or `The week` where it has no name.
  var heading: String { name.isEmpty ? "The week" : name }
}
