import Kernel

/// Find a time: what is wanted on the left, the first open times on the right.
struct TimesView: Sendable {
  var patient: PatientBadge?
  var criteria: TimeCriteria
  var found: [TimeChoice]
  /// `The first 20`, or that nothing is.
  var summary: String
  var wrong = FormProblems.none
  var whyNot: WhyNotView?
  /// Nil for those who may not book.
  var holding: Holding?

  /// What holding a time sends along.
  struct Holding: Sendable {
    var submission: String
    var kept: [Choice]
  }
}

func timesPage(_ view: TimesView, in chrome: Chrome) -> HTML {
  let patient: HTML = view.patient.map { #"<div class="card panel">\#(patientBadge($0))</div>"# } ?? .empty
  let criteria = panel("What fits") {
    askForm(to: "/times") {
      (view.patient.map { hidden("patient", $0.id) } ?? .empty)
        + wrongFields(view.wrong.list) + criteriaFields(view.criteria, inARow: true)
        + #"<p class="buttons"><button class="btn primary" data-without-js>Look</button></p>"#
    }
  }
  return layout(
    Page(
      "Find a time", here: .times,
      head("Find a time", beside: chip(view.summary)) + #"""
        <div class="split left"><div>\#(patient)\#(criteria)</div><div id="times">\#(found(view, chrome.keys))\#
        \#(view.whyNot.map(whyNotPanel))</div></div>
        """#),
    in: chrome)
}

private func found(_ view: TimesView, _ keys: FormKeys) -> HTML {
  if view.found.isEmpty { return .empty }
  let list = view.found.enumerated().map { place, time in
    ListRow(
      mark: "\(place + 1)", place == 0 ? .ok : .plain,
      what: #"<strong>\#(time.words)</strong> · \#(time.who)"#, why: why(time),
      actions: actions(time, place, view.holding, keys))
  }
  let whom: HTML =
    view.patient == nil && view.found.contains { !$0.services.isEmpty }
    ? notice(Notice("To book services in a row, begin on the patient’s page with Find a time.", .info))
    : .empty
  return whom + #"<section class="card time-list" aria-label="Open times">\#(rows(list))</section>"#
}

private func why(_ time: TimeChoice) -> HTML {
  let then = HTML.each(time.then) { #"<div>then \#($0)</div>"# }
  let reasons: HTML =
    time.reasons.isEmpty
    ? .empty : #" · <span class="reasons">\#(time.reasons.joined(separator: " · "))</span>"#
  return "\(time.place)\(reasons)\(then)"
}

private func actions(
  _ time: TimeChoice, _ place: Int, _ holding: TimesView.Holding?, _ keys: FormKeys
) -> HTML {
  guard let holding else { return .empty }
  if !time.services.isEmpty {
    let isFor = holding.kept.contains { $0.value == "patient" }
    return isFor
      ? action(
        "Book all \(time.services.count)", to: "/times/row",
        FormKeys(csrf: keys.csrf, submission: "\(holding.submission)-\(place)"),
        place == 0 ? .primary : .plain,
        sending: holding.kept.map { ($0.value, $0.words) } + time.services.map { ("service", $0) })
      : .empty
  }
  if time.url.isEmpty { return .empty }
  return action(
    "Hold \(HoldTimePage.minutes) min", to: "/holds",
    FormKeys(csrf: keys.csrf, submission: "\(holding.submission)-\(place)"), .quiet,
    sending: holding.kept.map { ($0.value, $0.words) } + [("slot", time.value)])
    + linkButton("Book", to: time.url, place == 0 ? .primary : .plain)
}
