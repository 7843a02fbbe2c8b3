import Hummingbird
import Kernel
import Practice
import Scheduling

/// The list of visit types, and one of them to change.
enum VisitTypes {
  static func list(_ web: WebRequest) async throws -> Response {
    let types = try await web.scheduling.visitTypes(by: web.who)
    let names = Dictionary(
      uniqueKeysWithValues: try await web.practice.providers(by: web.who).map { ($0.id, $0.name) })
    return .page(try await web.page(visitTypesPage(types.map { VisitTypeLine($0, names) })))
  }

  static func new(_ web: WebRequest) async throws -> Response { .page(try await form(web, nil)) }

  static func add(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let draft = try draft(web.form)
      _ = try await web.scheduling.addVisitType(draft, by: web.who)
      return .seeOther("/visit-types").saying("“\(draft.name)” can be booked now.")
    } refused: { problems in
      try await form(web, nil, problems)
    }
  }

  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await form(web, try await type(web)))
  }

  static func edit(_ web: WebRequest) async throws -> Response {
    let type = try await type(web)
    return try await web.attempt {
      try await web.scheduling.editVisitType(type.id, try draft(web.form), by: web.who)
      return .seeOther("/visit-types").saying("The visit type is changed. What is booked keeps its length.")
    } refused: { problems in
      try await form(web, type, problems)
    }
  }

  static func retire(_ web: WebRequest) async throws -> Response {
    try await web.scheduling.retireVisitType(try web.id("type"), by: web.who)
    return .seeOther("/visit-types").saying("The visit type can no longer be booked. What is booked stays.")
  }

  private static func type(_ web: WebRequest) async throws -> VisitType {
    let id: ID<VisitType> = try web.id("type")
    guard let type = try await web.scheduling.visitTypes(by: web.who).first(where: { $0.id == id }) else {
      throw NotFound("visit type")
    }
    return type
  }

  private static func draft(_ form: Form) throws -> VisitTypeDraft {
    let (name, minutes, colour, rules) = try form.all(
      { try $0.text("name", max: 80, called: "the name") },
      { try $0.int("minutes", 5...720, called: "minutes") },
      { try $0.choice("colour") as VisitType.Colour }, { try Self.rules($0) })
    return VisitTypeDraft(
      name: name, minutes: minutes, colour: colour,
      providers: Set(form.values("provider").compactMap { ID<Provider>($0) }), needs: try NeedRow.needs(form),
      rules: rules)
  }

  private static func rules(_ form: Form) throws -> VisitTypeRules {
    let (category, before, after, lead, capacity, weight) = try form.all(
      { try $0.optionalChoice("category") as VisitType.Category? },
      { try $0.optionalInt("before", 0...240, called: "setting up") },
      { try $0.optionalInt("after", 0...240, called: "cleaning") },
      { try $0.optionalInt("lead", 0...9999, called: "the least notice") },
      { try $0.optionalInt("capacity", 1...60, called: "how many share the time") },
      { try $0.optionalInt("weight", 0...500, called: "the weight") })
    let unit = VisitTypeFormView.LeadUnit(rawValue: form["lead_unit"]) ?? .hours
    return VisitTypeRules(
      category: category ?? .visit,
      buffer: Buffer(
        before: before ?? 0, after: after ?? 0, holdsProvider: form.flag("buffers_provider"),
        overlaps: form.flag("buffers_overlap")), leadMinutes: (lead ?? 0) * unit.minutes,
      capacity: capacity ?? 1, weight: weight ?? 100)
  }

  private static func form(
    _ web: WebRequest, _ type: VisitType?, _ problems: FormProblems = .none
  ) async throws -> HTML {
    let providers = try await web.practice.providers(by: web.who).filter(\.active)
    let resources = try await web.practice.resources(by: web.who).filter(\.active)
    let places = Dictionary(
      uniqueKeysWithValues: try await web.practice.locations(by: web.who).map { ($0.id, $0.name) })
    var view = VisitTypeFormView(type, keys: web.keys, problems: problems)
    if web.form.has("name") { view.fill(from: web.form) }
    view.providers = providers.map { Choice($0.id.rawValue, $0.title) }
    view.needs = NeedRow.choices(resources, places, chosen: view.needRows)
    return try await web.page(visitTypePage(view))
  }
}
