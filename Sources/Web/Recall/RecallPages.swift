import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

enum RecallOutcome {
  static let all = Outreach.Outcome.allCases.map { Choice($0.rawValue, $0.words) }
}

/// Bringing patients back: who is due, and whose visit was given up.
enum RecallPages {
  static func show(_ web: WebRequest) async throws -> Response { .page(try await page(web)) }

  static func unscheduled(_ web: WebRequest) async throws -> Response {
    .page(try await unscheduledPage(web))
  }

  static func note(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      try await keep(.recall(try web.id("rule")), web)
      return .seeOther(web.cameFrom).saying("Noted.")
    } refused: {
      try await page(web, rule: try web.id("rule"), $0)
    }
  }

  static func noteVisit(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      try await keep(.visit(try web.id("visit")), web)
      return .seeOther(web.cameFrom).saying("Noted.")
    } refused: {
      try await unscheduledPage(web, $0)
    }
  }

  static func putUnder(_ web: WebRequest) async throws -> Response {
    let patient: ID<Patient> = try web.form.id("patient")
    try await web.scheduling.putUnderRecall(patient, try web.id("rule"), by: web.who)
    return .seeOther("/patients/\(patient)").saying("On the list of this rule from now on.")
  }

  private static func keep(_ about: Outreach.About, _ web: WebRequest) async throws {
    try await web.scheduling.noteOutreach(
      about, to: try web.form.id("patient"), try web.form.choice("outcome", called: "what came of it"),
      note: try web.form.optionalText("note") ?? "",
      next: try web.form.optionalDay("next", called: "the next day"), by: web.who)
  }

  private static func page(
    _ web: WebRequest, rule asked: ID<RecallRule>? = nil, _ problems: FormProblems = .none
  ) async throws -> HTML {
    let rules = try await web.scheduling.recallRules(by: web.who)
    let wanted: ID<RecallRule>? = try asked ?? web.query.optionalID("rule")
    guard let rule = rules.first(where: { $0.id == wanted }) ?? rules.first else {
      return try await unscheduledPage(web, problems)
    }
    let ask = try await RecallAsk(web)
    let list = try await web.scheduling.recall(
      rule.id, ask.stage, location: ask.location, today: ask.today, from: ask.first, most: RecallAsk.most,
      by: web.who)
    var view = ask.view(rules, chosen: rule.id, counts: list.counts, web.who)
    view.title = rule.draft.name
    view.nobody = "Nobody is on this list. Whoever becomes due appears by themselves."
    view.lines = list.lines.map { ask.line($0, rule, web.who) }
    view.older = list.lines.count == RecallAsk.most ? ask.url(rule.id, from: ask.first + RecallAsk.most) : nil
    return try await web.page(
      recallPage(view, web.keys), notices: problems.all.map { Notice($0.sentence, .warn) })
  }

  private static func unscheduledPage(_ web: WebRequest, _ problems: FormProblems = .none) async throws
    -> HTML
  {
    let rules = try await web.scheduling.recallRules(by: web.who)
    let ask = try await RecallAsk(web)
    let (lines, counts) = try await web.scheduling.unscheduled(
      ask.stage, location: ask.location, today: ask.today, by: web.who)
    var view = ask.view(rules, chosen: nil, counts: counts, web.who)
    view.title = "To be rebooked"
    view.nobody = "Every visit that was cancelled or missed in the last months was booked anew."
    view.lines = lines.map { ask.line($0, web.who) }
    return try await web.page(
      recallPage(view, web.keys), notices: problems.all.map { Notice($0.sentence, .warn) })
  }
}
