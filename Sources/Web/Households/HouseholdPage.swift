import Kernel
import Scheduling

struct HouseholdView: Sendable {
  var url: String
  var members: [Member]
  var types: [Choice]
  var places: [Choice]
  var form: Form
  var from: LocalDay
  var problems: FormProblems
  var submission: String
  var found: [TogetherChoice] = []
  var hasLooked = false
  var searched = ""
  var hits: [HitView] = []

  struct Member: Sendable {
    var badge: PatientBadge
    /// `same telephone`, `added by hand`; empty for the patient it began with.
    var why: String
    var isAdded: Bool
    var ticked: Bool
    var type: String
    var coming: [Choice]
  }

  static let shapes = [
    Choice("side_by_side", "Side by side, each with somebody else"),
    Choice("same_provider", "In a row, all with the same"), Choice("row", "In a row, with whoever is free"),
  ]
}

func householdPage(_ view: HouseholdView, in chrome: Chrome) -> HTML {
  layout(
    Page(
      "Household", here: .patients,
      head("Household") + wrongFields(view.problems.list) + #"""
        <div class="split left"><div>\#(who(view, chrome))</div><div>\#(times(view, chrome))\#(coming(view))</div></div>
        """#),
    in: chrome)
}

private func who(_ view: HouseholdView, _ chrome: Chrome) -> HTML {
  let also = view.members.filter(\.isAdded)
  let pick = "\(view.url)?" + also.map { "also=\($0.badge.id)&" }.joined() + "also="
  let places: HTML =
    view.places.count == 1
    ? hidden("location", view.places[0].value)
    : select("location", "Where", view.places, chosen: view.form["location"], width: .full)
  return panel("Who comes, and for what") {
    askForm(to: view.url) {
      HTML.each(also) { hidden("also", $0.badge.id) } + HTML.each(view.members) { member($0, view) }
        + fieldRow(
          select("shape", "How", HouseholdView.shapes, chosen: view.form["shape"], width: .full), places,
          field(Field("from", "From", view.from.description, .date)),
          select("part", "Time of day", TimeCriteria.parts, chosen: view.form["part"]))
        + buttons(button("Show times", view.found.isEmpty ? .primary : .plain))
    }
  }
    + panel("Somebody else who comes along") {
      findPatient(
        "Name, birth date, phone or record number", to: "\(view.url)/search", pick: pick,
        searched: view.searched,
        hits: view.hits, csrf: chrome.csrf)
    }
}

private func member(_ m: HouseholdView.Member, _ view: HouseholdView) -> HTML {
  fieldset(m.badge.name, hint: m.why.isEmpty ? m.badge.line : "\(m.badge.line) · \(m.why)") {
    checkbox("member", "Comes along", checked: m.ticked, value: m.badge.id)
      + select("type-\(m.badge.id)", "Visit", view.types, chosen: m.type, width: .full)
  }
}

private func times(_ view: HouseholdView, _ chrome: Chrome) -> HTML {
  panel("Choose the times") {
    guard view.hasLooked else {
      return emptyState(
        .findTime, "Tick at least two who come, and say for what. Then times for all of them are shown.")
    }
    if view.found.isEmpty {
      return emptyState(
        .findTime, "Nothing fits all of them in the next 30 days. Try another way or a later day.")
    }
    let kept = ["location", "shape", "from", "part"].map { ($0, view.form[$0]) }
    let ticked = view.members.filter(\.ticked)
    return form(to: view.url, FormKeys(csrf: chrome.csrf, submission: view.submission)) {
      HTML.each(kept) { hidden($0.0, $0.1) }
        + HTML.each(ticked) { hidden("member", $0.badge.id) + hidden("type-\($0.badge.id)", $0.type) }
        + HTML.each(view.members.filter(\.isAdded)) { hidden("also", $0.badge.id) }
        + togetherChoices("slots", view.found) + buttons(button("Book all of them", .primary, icon: .done))
    }
  }
}

/// What they have booked already, to move or cancel it together.
private func coming(_ view: HouseholdView) -> HTML {
  guard view.members.contains(where: { !$0.coming.isEmpty }) else { return .empty }
  return panel("What they have booked") {
    askForm(to: "/together") {
      HTML.each(view.members) { member in
        HTML.each(member.coming) {
          checkbox("visit", "\(member.badge.name): \($0.words)", checked: false, value: $0.value)
        }
      } + buttons(button("Move or cancel together", .plain, icon: .move))
    }
  }
}
