import Hummingbird
import Kernel
import Practice
import Scheduling

/// The planner's proposal on its way into a pattern: first what changes and whom it touches, then one commit.
enum ApplyPlan {
  static func show(_ web: WebRequest) async throws -> Response {
    guard let wish = try await PlannerAsk(web).wish,
      let proposal = try await web.scheduling.proposeSession(wish, by: web.who)
    else { throw NotFound("plan") }
    let weekday = try weekday(web.query)
    let starts = proposal.starts(on: weekday, forAnyKind: web.query.flag("any"))
    return .page(try await page(web, web.query, starts, .none))
  }

  static func save(_ web: WebRequest) async throws -> Response {
    let starts = web.form.values("start").compactMap(StartCode.start)
    return try await web.attempt {
      let (old, weekday) = (try await template(web, web.form), try weekday(web.form))
      guard !starts.isEmpty, starts.allSatisfy({ $0.weekday == weekday }) else {
        throw InvalidInput("", "The form is incomplete. Open the page again.")
      }
      let change = ScheduleChange.templates(
        of: old.provider, without: [old.id], with: [try old.planning(starts, on: weekday)])
      let choices = try await Affected.choices(web, change)
      try await web.scheduling.planStarts(starts, on: weekday, of: old.id, choices, by: web.who)
      return Affected.done(
        web, "/providers/\(old.provider)/templates", "On \(weekday.name)s these starts are offered now.")
    } refused: { problems in
      try await page(web, web.form, starts, problems)
    }
  }

  private static func weekday(_ form: Form) throws -> Weekday {
    guard let weekday = Weekday(rawValue: try form.int("weekday", 1...7)) else {
      throw InvalidInput("weekday", "Choose a weekday.")
    }
    return weekday
  }

  private static func template(_ web: WebRequest, _ form: Form) async throws -> Template {
    try await web.scheduling.template(try form.id("template", called: "a pattern"), by: web.who)
  }

  private static func page(
    _ web: WebRequest, _ form: Form, _ starts: [Template.Start], _ problems: FormProblems
  ) async throws -> HTML {
    let (old, weekday) = (try await template(web, form), try weekday(form))
    let names = Dictionary(
      uniqueKeysWithValues: try await web.scheduling.visitTypes(by: web.who).map { ($0.id, $0.name) })
    var view = ApplyPlanView(
      title: "\(old.heading), \(weekday.name)s", template: old.id.rawValue, weekday: weekday,
      back: "/providers/\(old.provider)/templates", now: ApplyPlanView.lines(old, weekday, names),
      problems: problems)
    do {
      let planned = try old.planning(starts, on: weekday)
      view.then = ApplyPlanView.lines(planned, weekday, names)
      view.starts = starts.map(StartCode.text)
      view.affected = try await Affected.lines(
        web, .templates(of: old.provider, without: [old.id], with: [planned]))
    } catch let no as TemplateRefused {
      if view.problems.isEmpty { view.problems = FormProblems(no) }
    }
    return try await web.page(applyPlanPage(view, web.keys))
  }
}

/// What a proposal changes in a pattern.
struct ApplyPlanView: Sendable {
  var title: String
  var template: String
  var weekday: Weekday
  var back: String
  /// The starts of the weekday as they are: `8:00 · Follow-up`; none where any time is offered.
  var now: [String]
  var then: [String] = []
  /// As they are sent; empty where they cannot be saved.
  var starts: [String] = []
  var affected: [AffectedView.Line] = []
  var problems: FormProblems

  static func lines(
    _ template: Template, _ weekday: Weekday, _ names: [ID<VisitType>: String]
  ) -> [String] {
    template.starts.filter { $0.weekday == weekday }.map { start in
      let kind = start.visitType.map { names[$0] ?? "" } ?? "any visit"
      return clockTime(start.at.minutes) + " · " + kind + (start.minutes.map { " · \($0) min" } ?? "")
    }
  }
}

func applyPlanPage(_ view: ApplyPlanView, _ keys: FormKeys) -> Page {
  let starts = panel("What is offered") {
    table(
      "Start times that are offered", head: ["Now", "Then"],
      (0..<max(1, view.now.count, view.then.count)).map { place in
        [
          "\(place < view.now.count ? view.now[place] : view.now.isEmpty && place == 0 ? "any time within the hours" : "")",
          place < view.then.count ? "<strong>\(view.then[place])</strong>" : "",
        ]
      })
  }
  let visits: HTML =
    view.affected.isEmpty
    ? #"<p>Every booked visit ahead starts at one of these times already.</p>"#
    : #"<p>These booked visits start at other times. Nothing is moved by itself: say for each what becomes of it.</p>"#
      + affectedRows(view.affected)
  let save: HTML =
    view.starts.isEmpty
    ? buttons(linkButton("Back", to: view.back))
    : form(to: "/lab/planner/application", keys) {
      hidden("template", view.template) + hidden("weekday", "\(view.weekday.rawValue)")
        + hidden("sure", "yes")
        + HTML.each(view.starts) { hidden("start", $0) } + visits
        + buttons(
          button("Offer these starts on \(view.weekday.name)s", .primary),
          linkButton("Leave everything as it is", to: view.back))
    }
  return Page(
    "Apply to a pattern", here: .lab,
    head(view.title) + wrongFields(view.problems.list) + starts + panel("Visits that are booked") { save })
}
