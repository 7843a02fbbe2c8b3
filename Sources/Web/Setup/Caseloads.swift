import Hummingbird
import Kernel
import Practice
import Scheduling
import Store

/// What a provider should have at most, and how needs weigh.
enum Caseloads {
  static func show(_ web: WebRequest) async throws -> Response { .page(try await page(web)) }

  static func save(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let provider: ID<Provider> = try web.id("provider")
      try await web.scheduling.keepCaseload(try caseload(web.form), of: provider, by: web.who)
      return .seeOther("/providers/\(provider)/caseload").saying(
        "The caseload is kept. What is booked stays.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func weigh(_ web: WebRequest) async throws -> Response {
    var weights: [CaseloadNeed: Int] = [:]
    for need in CaseloadNeed.allCases {
      weights[need] = try web.form.optionalInt(need.rawValue, 0...300, called: need.words) ?? 0
    }
    try await web.scheduling.keepNeedWeights(weights, by: web.who)
    return .seeOther(localPath(web.form["back"])).saying("New bookings weigh that from now on.")
  }

  private static func caseload(_ form: Form) throws -> Caseload {
    var caseload = Caseload()
    for scope in DayLoad.Scope.allCases {
      caseload.budgets[scope] = try form.optionalInt(
        "budget-\(scope.rawValue)", 0...10_080, called: "the minutes of \(scope.words)")
    }
    for place in CaseloadView.places where !form["what-\(place)"].isEmpty {
      guard let what = Template.Allowed(sqlValue: .text(form["what-\(place)"])) else { continue }
      caseload.counts.append(
        Caseload.Count(
          try form.choice("scope-\(place)"), what,
          most: try form.int("most-\(place)", 0...500, called: "how many at most")))
    }
    return caseload
  }

  private static func page(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let provider = try await Templates.provider(web)
    let caseload = try await web.scheduling.caseload(of: provider.id, by: web.who)
    let weights = try await web.scheduling.needWeights(by: web.who)
    let types = try await web.scheduling.visitTypes(by: web.who).filter(\.isActive)
    let view = CaseloadView(
      provider: provider.title, url: "/providers/\(provider.id)", caseload: caseload, weights: weights,
      kinds: [Choice("", "No limit")]
        + VisitType.Category.allCases.map { Choice("category:\($0.rawValue)", $0.words) }
        + types.map { Choice("type:\($0.id)", $0.name) }, typed: web.form)
    return try await web.page(caseloadPage(view, problems, web.keys))
  }
}

struct CaseloadView: Sendable {
  var provider: String
  var url: String
  var caseload: Caseload
  var weights: [CaseloadNeed: Int]
  var kinds: [Choice]
  var typed: Form

  /// As many limits as the form has lines for.
  static let places = 0..<6

  func text(_ name: String, _ kept: String?) -> String { typed.has(name) ? typed[name] : kept ?? "" }
}

func caseloadPage(_ view: CaseloadView, _ problems: FormProblems, _ keys: FormKeys) -> Page {
  let limits = form(to: "\(view.url)/caseload", keys) {
    fieldset("Minutes", hint: "The most weighted minutes. An empty field is no limit.") {
      HTML.each(DayLoad.Scope.allCases) { scope in
        let name = "budget-\(scope.rawValue)"
        return field(
          Field(
            name, "In \(scope.words)", view.text(name, view.caseload.budgets[scope].map { "\($0)" }), .number,
            error: problems[name], width: .third))
      }
    }
      + fieldset("Visits of a kind", hint: "At most so many of them.") {
        HTML.each(CaseloadView.places) { countFields($0, view, problems) }
      } + buttons(button("Save the caseload", .primary))
  }
  let needs = form(to: "/caseload/weights", keys) {
    hidden("back", "\(view.url)/caseload")
      + #"<p class="quiet">For every provider: how many percent a visit weighs on top of its minutes.</p>"#
      + (#"<div class="fields">"# as HTML)
      + HTML.each(CaseloadNeed.allCases) { need in
        field(
          Field(
            need.rawValue, need.words, "\(view.weights[need] ?? 0)", .number, hint: "Percent on top",
            error: problems[need.rawValue], width: .half))
      } + "</div>" + buttons(button("Save the weights"))
  }
  return Page(
    "Caseload", here: .providers,
    head(
      "Caseload of \(view.provider)", buttons: linkButton("The provider", to: view.url, .quiet, icon: .left))
      + wrongFields(problems.list)
      + (#"<p>At the limit, booking needs the permission to book past a rule, and a reason, which stands on the day sheet.</p>"#
        as HTML)
      + panel("At most") { limits } + panel("What weighs more") { needs })
}

private func countFields(_ place: Int, _ view: CaseloadView, _ problems: FormProblems) -> HTML {
  let count = place < view.caseload.counts.count ? view.caseload.counts[place] : nil
  var what = ""
  if let count, case .text(let text) = count.what.sqlValue { what = text }
  let scopes = DayLoad.Scope.allCases.map { Choice($0.rawValue, "in \($0.words)") }
  return select(
    "what-\(place)", "Kind \(place + 1)", view.kinds, chosen: view.text("what-\(place)", what), width: .third)
    + field(
      Field(
        "most-\(place)", "At most", view.text("most-\(place)", count.map { "\($0.most)" }), .number,
        error: problems["most-\(place)"], width: .third))
    + select(
      "scope-\(place)", "When", scopes, chosen: view.text("scope-\(place)", count?.scope.rawValue ?? "day"),
      width: .third)
}
