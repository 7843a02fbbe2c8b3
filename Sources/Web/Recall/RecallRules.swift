import Hummingbird
import Kernel
import Practice
import Scheduling

/// The rules by which patients are asked back.
enum RecallRules {
  static func list(_ web: WebRequest) async throws -> Response {
    let rules = try await web.scheduling.recallRules(by: web.who)
    let names = Dictionary(
      uniqueKeysWithValues: try await web.scheduling.visitTypes(by: web.who).map { ($0.id, $0.name) })
    let lines = rules.map { rule in
      RecallRuleLine(
        url: "/recall/rules/\(rule.id)", name: rule.draft.name, when: when(rule.draft),
        books: names[rule.draft.visitType] ?? "")
    }
    return .page(try await web.page(recallRulesPage(lines)))
  }

  static func new(_ web: WebRequest) async throws -> Response { .page(try await form(web, nil)) }

  static func add(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      _ = try await web.scheduling.addRecallRule(try draft(web.form), by: web.who)
      return .seeOther("/recall/rules").saying("The rule is kept. Who is due stands on its list now.")
    } refused: {
      try await form(web, nil, $0)
    }
  }

  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await form(web, try await rule(web)))
  }

  static func edit(_ web: WebRequest) async throws -> Response {
    let rule = try await rule(web)
    return try await web.attempt {
      try await web.scheduling.editRecallRule(rule.id, try draft(web.form), by: web.who)
      return .seeOther("/recall/rules").saying("The rule is changed.")
    } refused: {
      try await form(web, rule, $0)
    }
  }

  static func retire(_ web: WebRequest) async throws -> Response {
    try await web.scheduling.retireRecallRule(try web.id("rule"), by: web.who)
    return .seeOther("/recall/rules").saying("The rule has ended. What was tried stays in the history.")
  }

  private static func rule(_ web: WebRequest) async throws -> RecallRule {
    let id: ID<RecallRule> = try web.id("rule")
    let rules = try await web.scheduling.recallRules(by: web.who)
    guard let rule = rules.first(where: { $0.id == id }) else { throw NotFound("recall rule") }
    return rule
  }

  /// `Every 12 months`, `At 3 days, 1 month, …`
  private static func when(_ draft: RecallDraft) -> String {
    let ages = [draft.fromAge.map { "from \($0)" }, draft.toAge.map { "to \($0)" }].compactMap(\.self)
    let months = draft.months == 1 ? "Every month" : "Every \(draft.months) months"
    let base =
      switch draft.kind {
      case .every: months
      case .ages: "At " + draft.ages.prefix(3).map(\.words).joined(separator: ", ") + " …"
      case .condition:
        months + (draft.codes.isEmpty ? ", by hand" : ", " + draft.codes.joined(separator: " "))
      }
    return base + (ages.isEmpty ? "" : ", ages \(ages.joined(separator: " "))")
  }

  private static func draft(_ form: Form) throws -> RecallDraft {
    let ages = try form["ages"].split(whereSeparator: { " ,".contains($0) }).map { word in
      guard let age = RecallAge(word) else {
        throw InvalidInput("ages", "“\(word)” is not an age. Write ages like 3d 1m 18m 4y.")
      }
      return age
    }
    let kind: RecallDraft.Kind = try form.choice("kind", called: "who is due")
    return RecallDraft(
      name: try form.text("name", max: 80, called: "the name"),
      visitType: try form.id("type", called: "what is booked"),
      counts: Set(form.values("counts").compactMap { ID<VisitType>($0) }), kind: kind,
      months: try kind == .ages ? 0 : form.int("months", 1...120, called: "the months"), ages: ages,
      fromAge: try form.optionalInt("from_age", 0...130, called: "the first age"),
      toAge: try form.optionalInt("to_age", 0...130, called: "the last age"),
      codes: form["codes"].split(whereSeparator: { " ,\n".contains($0) }).map(String.init),
      ahead: try form.int("ahead", 0...365, called: "the days ahead"))
  }

  private static func form(
    _ web: WebRequest, _ rule: RecallRule?, _ problems: FormProblems = .none
  ) async throws -> HTML {
    var view = RecallRuleView(rule, problems: problems)
    if web.form.has("name") { view.fill(from: web.form) }
    view.types = try await web.scheduling.visitTypes(by: web.who).filter(\.isActive).map {
      Choice($0.id.rawValue, $0.name)
    }
    return try await web.page(recallRulePage(view, web.keys))
  }
}
