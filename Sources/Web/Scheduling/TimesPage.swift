import Kernel

/// Find a time: what is wanted on the left, the first open times on the right.
struct TimesView: Sendable {
  var patient: PatientBadge?
  var criteria: TimeCriteria
  var found: [TimeChoice]
  /// `The first 20 of 3 weeks`, or what was looked at in vain.
  var summary: String
  var wrong = FormProblems.none
  /// Wider searches that have something, when nothing was found.
  var wider: [Choice] = []
}

func timesPage(_ view: TimesView, in chrome: Chrome) -> HTML {
  let patient: HTML = view.patient.map { #"<div class="card panel">\#(patientBadge($0))</div>"# } ?? .empty
  let criteria = panel("What fits") {
    askForm(to: "/times") {
      (view.patient.map { hidden("patient", $0.id) } ?? .empty)
        + wrongFields(view.wrong.list)
        + #"<div class="fields" data-autosubmit>\#(criteriaFields(view.criteria))\#(field(Field("to", "Not after", view.criteria.to, .date)))</div>"#
        + #"<p class="buttons"><button class="btn primary" data-without-js>Look</button></p>"#
    }
  }
  return layout(
    Page(
      "Find a time", here: .times,
      head("Find a time", beside: chip(view.summary)) + #"""
        <div class="split left"><div>\#(patient)\#(criteria)</div><div id="times">\#(found(view))</div></div>
        """#),
    in: chrome)
}

private func found(_ view: TimesView) -> HTML {
  guard !view.found.isEmpty else {
    let wider = HTML.each(view.wider) { linkButton($0.words, to: $0.value) }
    return
      #"<div class="card">\#(emptyState(.findTime, "Nothing is open that fits.", #"<p class="buttons">\#(wider)</p>"#))</div>"#
  }
  let list = view.found.enumerated().map { place, time in
    ListRow(
      mark: "\(place + 1)", place == 0 ? .ok : .plain,
      what: #"<strong>\#(time.words)</strong> · \#(time.who)"#,
      why: "\(time.place)",
      actions: linkButton("Book", to: time.url, place == 0 ? .primary : .plain))
  }
  return #"<section class="card time-list" aria-label="Open times">\#(rows(list))</section>"#
}
