import Kernel

struct BookChainView: Sendable {
  var patient: PatientBadge
  var chains: [Choice]
  var chosen: String
  var places: [Choice]
  var form: Form
  var from: LocalDay
  var problems: FormProblems
  var submission: String
  var mayManage: Bool
  var found: [TogetherChoice] = []
}

func bookChainPage(_ view: BookChainView, in chrome: Chrome) -> HTML {
  let whom: HTML = #"<section class="card panel">\#(patientBadge(view.patient))</section>"#
  return layout(
    Page(
      "Book visits in a row", here: .schedule,
      head("Book visits in a row") + wrongFields(view.problems.list) + #"""
        <div class="split left"><div>\#(whom)\#(criteria(view))</div><div>\#(times(view, chrome))</div></div>
        """#),
    in: chrome)
}

private func criteria(_ view: BookChainView) -> HTML {
  guard !view.chains.isEmpty else {
    let make: HTML? = view.mayManage ? linkButton("Make one", to: "/chain-templates", .primary) : nil
    return panel("What in a row") {
      emptyState(.list, "No chain is offered yet. A manager makes one.", make ?? .empty)
    }
  }
  let places: HTML =
    view.places.count == 1
    ? hidden("location", view.places[0].value)
    : select("location", "Where", view.places, chosen: view.form["location"], width: .full)
  return panel("What in a row") {
    askForm(to: "/chains/new") {
      hidden("patient", view.patient.id)
        + fieldRow(
          select("template", "Chain", view.chains, chosen: view.chosen, width: .full), places,
          field(Field("from", "From", view.from.description, .date)),
          select("part", "Time of day", TimeCriteria.parts, chosen: view.form["part"]))
        + buttons(button("Show times", .plain))
    }
  }
}

private func times(_ view: BookChainView, _ chrome: Chrome) -> HTML {
  panel("Choose the times") {
    view.found.isEmpty
      ? emptyState(.findTime, "Nothing fits in the next 30 days. Try a later day or any time of day.")
      : form(to: "/chains", FormKeys(csrf: chrome.csrf, submission: view.submission)) {
        HTML.each(["patient", "location", "from", "part"]) {
          hidden($0, $0 == "patient" ? view.patient.id : view.form[$0])
        } + hidden("template", view.chosen) + togetherChoices("slots", view.found)
          + fieldRow(textArea("note", "Note for the desk", view.form["note"], lines: 2, limit: 500))
          + buttons(button("Book all of them", .primary, icon: .done))
      }
  }
}

/// Times for several visits at once, the first chosen already.
func togetherChoices(_ name: String, _ list: [TogetherChoice]) -> HTML {
  let choices = HTML.each(list.enumerated().map(\.self)) {
    #"""
    <label class="tick"><input type="radio" name="\#(name)" value="\#($0.element.value)"\#
    \#(attribute: "checked autofocus", if: $0.offset == 0)><span><strong>\#($0.element.when)</strong>\#
    <span class="hint">\#($0.element.words)</span></span></label>
    """#
  }
  return #"<fieldset class="radios"><legend>Times</legend>\#(choices)</fieldset>"#
}
