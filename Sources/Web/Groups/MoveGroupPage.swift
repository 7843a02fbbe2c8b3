import Hummingbird
import Kernel
import Practice
import Scheduling

/// A whole group to another time, clinician or place.
enum MoveGroupPage {
  static func show(_ web: WebRequest) async throws -> Response { .page(try await page(web, web.query)) }

  static func submit(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let id: ID<GroupSession> = try web.id("group")
      let minutes = try await web.scheduling.group(id, by: web.who).slot.minutes
      let slot = try SlotCode(web.form).slot(minutes: minutes)
      let moved = try await web.scheduling.moveGroup(
        id, to: slot, overrule: web.form["reason"], telling: web.form.flag("tell"), by: web.who)
      let count = moved.visits.count == 1 ? "The one visit is" : "All \(moved.visits.count) are"
      return .seeOther("/groups/\(moved.visits.first?.session?.rawValue ?? "")").saying(
        "\(count) moved to \(shortDay(slot.day)), \(clockTime(slot.time.minutes)).", undo: undo(web, moved))
    } refused: { problems in
      try await page(web, web.form, problems)
    }
  }

  private static func undo(_ web: WebRequest, _ moved: DoneTogether) -> String? {
    guard web.who.may(.undoSteps), let visit = moved.visits.first else { return nil }
    return moved.batch.isEmpty
      ? undoURL(visit.id, visit.steps) : "/together/undo?batch=\(percentEncoded(moved.batch))"
  }

  private static func page(_ web: WebRequest, _ form: Form, _ problems: FormProblems = .none) async throws
    -> HTML
  {
    let group = try await web.scheduling.group(try web.id("group"), by: web.who)
    let slot = group.slot
    var criteria = form.without(["time", "day", "patient", "minutes"])
    if !form.has("provider") { criteria.append("provider", slot.provider.rawValue) }
    if !form.has("location") { criteria.append("location", slot.location.rawValue) }
    if !form.has("from") { criteria.append("from", slot.day.description) }
    let ask = try await TimesAsk(web, criteria, type: group.visitType)
    let url = "/groups/\(group.session.id)"
    let found = try await ask.search(web, group: group, page: "\(url)/move")
    return moveGroupPage(
      MoveGroupView(
        url: url, group: GroupView(group, mayBook: true, problems: problems), criteria: ask.criteria,
        days: ask.days(found.times.filter { $0.slot != slot }),
        later: found.laterFrom.map { "\(url)/move?\(ask.query(["from": $0.description]))" },
        mayOverrule: web.who.may(.overrideRules), reason: form["reason"], whyNot: found.whyNot),
      in: try await web.chrome(at: group.location))
  }
}

struct MoveGroupView: Sendable {
  var url: String
  var group: GroupView
  var criteria: TimeCriteria
  var days: [TimesDay]
  var later: String?
  var mayOverrule: Bool
  var reason: String
  var whyNot: WhyNotView?
}

func moveGroupPage(_ view: MoveGroupView, in chrome: Chrome) -> HTML {
  let group = view.group
  let criteria = panel("What fits") {
    askForm(to: "\(view.url)/move") {
      criteriaFieldsOfGroup(view.criteria)
        + #"<p class="buttons"><button class="btn" data-without-js>Show times</button></p>"#
    }
  }
  let later: HTML? = view.later.map { linkButton("Later days", to: $0, .quiet, icon: .right) }
  let times = panel("Choose the new time", beside: later ?? .empty) {
    view.days.isEmpty
      ? emptyState(.findTime, "Nothing is open for all of them.")
      : form(to: "\(view.url)/moves", chrome.keys) {
        HTML.each(view.days, timesOfDay)
          + (view.mayOverrule
            ? field(
              Field(
                "reason", "Reason to go past a rule", view.reason, hint: "Only where a rule is in the way",
                width: .full, limit: 200)) : .empty)
          + checkbox("tell", "Write to everybody in the group", checked: false)
          + buttons(
            button("Move all \(group.members.count)", .primary, icon: .move),
            linkButton("Leave it", to: view.url))
      }
  }
  return layout(
    Page(
      "Move a group", here: .schedule,
      head("Move the group") + wrongFields(group.problems.list) + #"""
        <div class="split left"><div><section class="card panel"><strong>\#(group.title)</strong>\#
        <p class="quiet small">\#(group.what) · \#(group.members.count) of \#(group.capacity)</p></section>\#(criteria)</div>\#
        <div>\#(times)\#(view.whyNot.map(whyNotPanel))</div></div>
        """#),
    in: chrome)
}
