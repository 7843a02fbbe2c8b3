import Kernel

/// Left which visits and what with them, right what would become of each. Nothing happens before the last button.
func severalPage(_ v: SeveralView, in chrome: Chrome) -> HTML {
  let plan = v.plan.map { planPanel($0, v, chrome.keys) } ?? howPanel
  return layout(
    Page(
      "Several visits at once", here: .schedule,
      head(
        "Several at once, \(v.title)", buttons: linkButton("Back to the day", to: v.back, icon: .left))
        + wrongFields(v.wrong.list)
        + #"<div class="split left"><div>\#(choosing(v))</div><div>\#(plan)</div></div>"#),
    in: chrome)
}

private let howPanel: HTML = panel("First see, then do") {
  emptyState(
    .copy, "Choose visits and what to do with them. Here you see where each would go, or why it cannot.")
}

private func choosing(_ v: SeveralView) -> HTML {
  let providers = [Choice("", "Everybody")] + v.providers
  let filter: HTML =
    select("provider", "Whose visits", providers, chosen: v.provider, width: .full)
    + field(Field("after", "From", v.after, .time, error: v.wrong["after"]))
    + field(Field("until", "Before", v.until, .time, error: v.wrong["until"]))
  let list: HTML =
    v.visits.isEmpty
    ? #"<p class="quiet">No visit of this day fits and can still be changed.</p>"#
    : #"<div class="pick-list">\#(each: v.visits, pick)</div>"#
  let day = hidden("location", v.location) + hidden("day", v.day)
  // Two forms, so that Enter does what stands beside it.
  return panel("Which") {
    askForm(to: "/schedule/several") {
      day + #"<div class="fields">\#(filter)</div>"# + buttons(button("Choose all of these"))
    }
  }
    + askForm(to: "/schedule/several", id: "several") {
      day + hidden("provider", v.provider) + hidden("after", v.after) + hidden("until", v.until)
        + hidden("ticked", "yes") + panel("Chosen") { list }
        + panel("What") { deeds(v) + buttons(button("Show what would happen", .primary)) }
    }
}

private func pick(_ line: SeveralView.Line) -> HTML {
  #"""
  <label class="tick"><input type="checkbox" name="visit" value="\#(line.id)"\#(attribute: "checked", if: line.chosen)>\#
  <span>\#(line.words)<span class="hint">\#(icon(line.mark.icon)) \#(line.mark.word) · \#(line.more)</span></span></label>
  """#
}

private func deeds(_ v: SeveralView) -> HTML {
  let kinds = [
    (value: "shift", words: "Move by some minutes"), (value: "give", words: "Give to somebody else"),
    (value: "cancel", words: "Cancel"),
  ]
  let overrule: HTML =
    v.mayOverrule
    ? field(
      Field(
        "overrule", "Past the rules, because", v.overrule, hint: "Only where something speaks against it.",
        width: .full, limit: 200)) : .empty
  return radios("deed", "What to do", kinds, chosen: v.deed, error: v.wrong["deed"]) + #"""
    <div class="fields">\#(
      field(
        Field("minutes", "Minutes", v.minutes, .number, hint: "Below zero is earlier.", error: v.wrong["minutes"])))\#
    \#(select("to", "Who takes them", [Choice("", "Nobody chosen")] + v.providers, chosen: v.to, error: v.wrong["to"]))\#
    </div>\#(
      checkbox(
        "gaps", "Gaps take it up", checked: v.absorbing,
        hint: "Each visit is moved only as far as the one before it pushes."))\#(overrule)
    """#
}

private func planPanel(_ p: SeveralView.Plan, _ v: SeveralView, _ keys: FormKeys) -> HTML {
  guard !p.lines.isEmpty else {
    return panel("Nothing to do") { emptyState(.done, "Every chosen visit is where it would be anyway.") }
  }
  let refused = p.lines.count - p.going
  let title = refused == 0 ? "What would happen" : "What would happen, and what cannot"
  return panel(title, beside: refused == 0 ? .empty : chip("\(refused) cannot", .warn, .alert)) {
    form(to: p.url, keys) {
      rows(p.lines.map { proposalRow($0, isCancel: p.isCancel) })
        + (p.isCancel ? severalCancelFields() : moveFields(p))
        + checkbox(
          "tell", "Write to the patients", checked: true, hint: "Messages wait until they are sent or told.")
        + buttons(
          p.isCancel
            ? button("Cancel these visits", .danger)
            : button("Move them", .primary, icon: .move, autofocus: true),
          linkButton("Leave everything", to: v.back))
    }
  }
}

private func proposalRow(_ line: SeveralView.Proposal, isCancel: Bool) -> ListRow {
  guard let refusal = line.refusal else {
    return ListRow(
      mark: icon(isCancel ? .cancelled : .move), .ok,
      what:
        #"<strong>\#(line.patient)</strong> \#(line.old) → <strong>\#(line.new)</strong>\#(hidden(isCancel ? "cancel" : "move", line.code))"#
    )
  }
  let none = [Choice("", "Leave it where it is")]
  let instead: HTML =
    line.instead.isEmpty
    ? .empty
    : #"""
    <label class="small">Instead <select class="bare-input" name="move">\#
    \#(each: none + line.instead, { #"<option value="\#($0.value)">\#($0.words)</option>"# })</select></label>
    """#
  return ListRow(
    mark: icon(.alert, meaning: "Cannot"), .warn,
    what: #"<strong>\#(line.patient)</strong> \#(line.old)"#, why: "\(refusal)", actions: instead)
}

private func moveFields(_ p: SeveralView.Plan) -> HTML {
  hidden("overrule", p.overrule)
    + field(Field("reason", "Why", "", hint: "Stands in the history of each.", width: .full, limit: 200))
}

private func severalCancelFields() -> HTML {
  let why = [
    (value: "provider", words: "The provider cannot"), (value: "practice", words: "The practice cannot"),
    (value: "weather", words: "Weather"), (value: "other", words: "Something else"),
  ]
  return radios("reason", "Why", why, chosen: "provider")
    + field(Field("words", "Anything to add", "", width: .full, limit: 200))
}
