import Kernel
import Practice
import Scheduling

/// One draft: its changes in words, the forms to add one, and where to make it real.
struct DraftView: Sendable {
  var name: String
  var address: String
  var changes: [Line]
  var providers: [Choice]
  var types: [Choice]
  /// Pages on which what was tried can be made real.
  var pages: [(name: String, url: String)]
  var keys: FormKeys
  var placeName = ""
  var replay = ""
  var typed = Form()
  var open: DraftKind?
  var problems = FormProblems.none

  struct Line: Sendable {
    var words: String
    var removal: String
  }

  init(_ draft: ScheduleDraft, _ providers: [Provider], _ types: [VisitType], keys: FormKeys) {
    self.keys = keys
    name = draft.name
    address = "/lab/replay/drafts/\(draft.id)"
    self.providers = providers.filter(\.active).map { Choice($0.id.rawValue, $0.title) }
    self.types = types.filter(\.isActive).map { Choice($0.id.rawValue, "\($0.name) · \($0.minutes) min") }
    let words = DraftWords(
      providers: Dictionary(uniqueKeysWithValues: providers.map { ($0.id, $0.title) }),
      types: Dictionary(uniqueKeysWithValues: types.map { ($0.id, $0.name) }))
    changes = draft.changes.enumerated().map { place, change in
      Line(words: words.of(change), removal: "/lab/replay/drafts/\(draft.id)/changes/\(place)/removal")
    }
    pages = draft.changes.reduce(into: []) { list, change in
      let page = words.page(of: change)
      if !list.contains(where: { $0.url == page.url }) { list.append(page) }
    }
  }
}

func draftPage(_ view: DraftView) -> Page {
  let list = view.changes.map { line in
    ListRow(
      mark: icon(.edit), .teal, what: "\(line.words)",
      actions: action("Take it off", to: line.removal, view.keys, .quiet, icon: .trash))
  }
  let real: HTML =
    view.pages.isEmpty
    ? .empty
    : panel("Make it real") {
      #"""
      <p class="quiet">A draft changes nothing by itself. What proved good is entered where the schedule is kept, \#
      which says beforehand whom it touches:</p>
      <ul>\#(each: view.pages, { #"<li><a href="\#($0.url)">\#($0.name)</a></li>"# })</ul>
      """#
    }
  return Page(
    view.name, here: .lab,
    head(
      view.name, beside: chip(view.placeName, .plain, .pin),
      buttons: linkButton("Replay a month", to: "/lab/replay", icon: .left)
        + (view.changes.isEmpty ? .empty : linkButton("Replay it", to: view.replay, .primary, icon: .flask)))
      + wrongFields(view.problems.list)
      + split(
        panel("What would be different") {
          list.isEmpty
            ? emptyState(.flask, "Nothing yet. Add the first change below; the schedule stays as it is.")
            : rows(list)
        } + panel("Add a change") { HTML.each(DraftKind.allCases) { draftForm($0, view) } },
        beside: real
          + action("Throw the draft away", to: view.address + "/removal", view.keys, .danger, icon: .trash)))
}

private func draftForm(_ kind: DraftKind, _ view: DraftView) -> HTML {
  let isOpen = view.open == kind
  return #"""
    <details class="more"\#(attribute: "open", if: isOpen)><summary>\#(kind.words)</summary>\#
    \#(form(to: view.address + "/changes", view.keys) {
      hidden("kind", kind.rawValue) + DraftFields(kind: kind, view: view).all + buttons(button("Add it", icon: .plus))
    })</details>
    """#
}

/// The fields of one of the forms, with what was typed still there.
private struct DraftFields {
  let kind: DraftKind
  let view: DraftView

  private func typed(_ field: String) -> String { view.open == kind ? view.typed[kind.name(field)] : "" }

  private func line(
    _ name: String, _ label: String, _ type: Field.Kind = .number, hint: String? = nil
  ) -> HTML {
    field(
      Field(
        kind.name(name), label, typed(name), type, hint: hint, error: view.problems[kind.name(name)]))
  }

  private func provider(_ first: Choice? = nil) -> HTML {
    select(
      kind.name("provider"), "Provider", (first.map { [$0] } ?? []) + view.providers,
      chosen: typed("provider"),
      error: view.problems[kind.name("provider")])
  }

  private var weekdays: HTML {
    let ticked = view.open == kind ? view.typed.values(kind.name("weekday")) : []
    return ticks(
      "Weekdays", "weekday",
      Weekday.allCases.map { Choice("\($0.rawValue)", $0.name) }, ticked)
  }

  private func ticks(_ legend: String, _ name: String, _ list: [Choice], _ ticked: [String]) -> HTML {
    let boxes = HTML.each(list) {
      checkbox(kind.name(name), $0.words, checked: ticked.contains($0.value), value: $0.value)
    }
    let wrong: HTML =
      view.problems[kind.name(name)].map { #"<p class="error">\#(icon(.alert))\#($0)</p>"# } ?? .empty
    return #"<fieldset class="radios across"><legend>\#(legend)</legend>\#(boxes)\#(wrong)</fieldset>"#
  }

  private var categories: HTML {
    ticks(
      "Kept for", "category", VisitType.Category.allCases.map { Choice($0.rawValue, $0.words) },
      view.open == kind ? view.typed.values(kind.name("category")) : [])
  }

  private func grouped(_ fields: HTML...) -> HTML { #"<div class="fields">\#(each: fields, { $0 })</div>"# }

  var all: HTML {
    switch kind {
    case .hours:
      grouped(provider()) + weekdays
        + grouped(line("from", "At work from", .time), line("until", "Until", .time))
        + #"<p class="hint">Breaks stay. The same time twice means: not there.</p>"#
    case .keep:
      grouped(
        provider(Choice("", "Everybody who is there")),
        line("label", "Called", .text, hint: "As it would stand on the board"))
        + weekdays + grouped(line("from", "From", .time), line("until", "Until", .time)) + categories
        + grouped(
          line("percent", "Share kept, percent", hint: "Empty: all of it"),
          line("release", "Open to all, days before", hint: "Empty: never"))
    case .free:
      grouped(
        provider(Choice("", "Everybody")),
        line("label", "Called", .text, hint: "As it stands on the board"))
    case .type:
      grouped(
        select(kind.name("type"), "Kind of visit", view.types, chosen: typed("type")),
        line("minutes", "Minutes"), line("lead", "Notice, hours"), line("before", "Setting up, minutes"),
        line("after", "Cleaning, minutes"), line("capacity", "Patients who share one time"))
        + #"<p class="hint">What is left empty stays.</p>"#
    case .cap:
      grouped(
        provider(),
        select(
          kind.name("scope"), "For", DayLoad.Scope.allCases.map { Choice($0.rawValue, $0.words) },
          chosen: typed("scope")),
        line("minutes", "At most, weighted minutes", hint: "Empty: no limit"))
    }
  }
}

extension DraftKind {
  fileprivate var words: String {
    switch self {
    case .hours: "Other hours"
    case .keep: "Keep time for some visits"
    case .free: "Give kept time free"
    case .type: "A kind of visit: length, notice, setting up and cleaning"
    case .cap: "A cap on the caseload"
    }
  }
}
