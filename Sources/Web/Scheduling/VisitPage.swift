import Kernel

/// One visit on a page of its own: facts, history, everything that can be done with it.
func visitPage(_ v: VisitView, board: String, in chrome: Chrome) -> HTML {
  let main = panel("Visit") {
    visitFacts(v) + visitSteps(v, chrome.keys)
  }
  let who: HTML = #"<a href="\#(v.patientURL)">\#(v.patient)</a>"#
  return layout(
    Page(
      "Visit", here: .schedule,
      #"<div class="head"><h1>\#(who)</h1><div class="right">\#(v.sameDay.map { linkButton("Another that day", to: $0, icon: .findTime) })\#(linkButton("On the board", to: board, icon: .calendar))</div></div>"#
        + split(main, beside: whatHappened(v.happened))),
    in: chrome)
}

/// Cancelling asks why, once, and says what will happen.
struct CancelView: Sendable {
  var visit: String
  var patient: String
  /// `Mon 23 November, 14:00–14:30 with Dr. Okafor`
  var what: String
  var reasons: [Choice]
  var reason: String = ""
  var words: String = ""
  var wrong = FormProblems.none
}

func cancelPage(_ view: CancelView, in chrome: Chrome) -> HTML {
  let refused = wrongFields(view.wrong.list)
  return layout(
    Page(
      "Cancel a visit", here: .schedule,
      head("Cancel this visit?") + refused
        + panel(view.patient) {
          #"<p>\#(view.what)</p>"#
            + form(to: "/appointments/\(view.visit)/cancellation", chrome.keys) {
              radios(
                "reason", "Why", view.reasons.map { (value: $0.value, words: $0.words) }, chosen: view.reason,
                autofocus: true)
                + field(
                  Field(
                    "words", "Anything to add", view.words, error: view.wrong["words"], width: .full,
                    limit: 200))
                + buttons(
                  button("Cancel the visit", .danger),
                  linkButton("Keep it", to: "/appointments/\(view.visit)"))
            }
        }),
    in: chrome)
}

/// Moving a visit: open times as on the booking page, for this visit.
struct MoveView: Sendable {
  var visit: String
  var patient: String
  var what: String
  var criteria: TimeCriteria
  var days: [TimesDay]
  var later: String?
  /// How long it is to be.
  var minutes: String
  /// Its present time, as a form sends it.
  var here: String
  var refusal: String?
  var whyNot: WhyNotView?
}

func movePage(_ view: MoveView, in chrome: Chrome) -> HTML {
  let refused: HTML? = view.refusal.map { notice(Notice($0, .warn)) }
  let at = "/appointments/\(view.visit)/move"
  let criteria = panel("What fits") {
    askForm(to: at) {
      criteriaFieldsOfVisit(view.criteria)
        + #"<p class="buttons"><button class="btn" data-without-js>Show times</button></p>"#
    }
  }
  let later: HTML? = view.later.map { linkButton("Later days", to: $0, .quiet, icon: .right) }
  let times = panel("Choose the new time", beside: later ?? .empty) {
    view.days.isEmpty
      ? emptyState(.findTime, "Nothing is open that fits.")
      : form(to: at, chrome.keys) {
        HTML.each(view.days, timesOfDay) + hidden("minutes", view.minutes)
          + buttons(
            button("Move the visit", .primary, icon: .move),
            linkButton("Leave it", to: "/appointments/\(view.visit)"))
      }
  }
  let stay = action(
    "Keep the time, make it \(view.minutes) minutes", to: at, chrome.keys, .quiet,
    sending: [("slot", view.here), ("minutes", view.minutes)])
  return layout(
    Page(
      "Move a visit", here: .schedule,
      head("Move this visit") + (refused ?? .empty) + #"""
        <div class="split left"><div><section class="card panel"><strong>\#(view.patient)</strong>\#
        <p class="quiet small">\#(view.what)</p>\#(stay)</section>\#(criteria)</div><div>\#(times)\#(view.whyNot.map(whyNotPanel))</div></div>
        """#),
    in: chrome)
}
