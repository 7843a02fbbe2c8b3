import Kernel

/// A series to be booked, and its visits one by one once they are looked at.
struct SeriesFormView: Sendable {
  var patient: PatientBadge
  var criteria: TimeCriteria
  var providers: [Choice]
  var places: [Choice]
  var today: LocalDay
  var form: Form
  /// How many minutes such a visit takes.
  var usual: String
  var problems: FormProblems
  var submission: String
  var occurrences: [OccurrenceView] = []
  /// `every 2 weeks on Monday, 12 visits`
  var rule = ""
}

func seriesFormPage(_ view: SeriesFormView, in chrome: Chrome) -> HTML {
  let whom: HTML = #"<section class="card panel">\#(patientBadge(view.patient))</section>"#
  let ask = panel("What returns") {
    askForm(to: "/series/new") {
      hidden("patient", view.patient.id) + what(view) + rhythm(view)
        + buttons(
          button(
            "Look at each visit", view.occurrences.isEmpty ? .primary : .plain, icon: .search,
            name: "preview",
            value: "yes"))
    }
  }
  return layout(
    Page(
      "Book a series", here: .schedule,
      head("Book a series") + wrongFields(view.problems.list) + #"""
        <div class="split left"><div>\#(whom)\#(ask)</div><div>\#(preview(view, chrome))</div></div>
        """#),
    in: chrome)
}

private func what(_ view: SeriesFormView) -> HTML {
  let form = view.form
  let places: HTML =
    view.places.count == 1
    ? hidden("location", view.places[0].value)
    : select("location", "Where", view.places, chosen: form["location"], width: .full)
  return fieldRow(
    // Who does it depends on what it is.
    #"<div class="field full" data-autosubmit>"#
      + select("type", "Visit", view.criteria.types, chosen: view.criteria.type, width: .full) + "</div>",
    select("provider", "With", view.providers, chosen: view.criteria.provider, width: .full), places,
    field(
      Field(
        "first", "First day", form["first"].isEmpty ? view.today.description : form["first"], .date,
        error: view.problems["first"])),
    field(
      Field(
        "time", "Time", form["time"].isEmpty ? "09:00" : form["time"], .time, error: view.problems["time"])),
    field(
      Field(
        "minutes", "Minutes", form["minutes"], .number, hint: "Empty: \(view.usual)",
        error: view.problems["minutes"], width: .third)))
}

private func rhythm(_ view: SeriesFormView) -> HTML {
  let form = view.form
  let weekdays = HTML.each(Weekday.allCases) {
    checkbox(
      "weekday", String($0.name.prefix(3)), checked: form.values("weekday").contains(String($0.rawValue)),
      value: String($0.rawValue))
  }
  return fieldset("How often") {
    select("pattern", "Rhythm", SeriesForm.patterns, chosen: form["pattern"], width: .full)
      + field(
        Field(
          "every", "Every … weeks or months", form["every"].isEmpty ? "1" : form["every"], .number,
          error: view.problems["every"], width: .full))
      + #"<fieldset class="radios ticks"><legend>On (nothing ticked: the first day’s)</legend>\#(weekdays)</fieldset>"#
      + textArea(
        "days", "Days, for the list", form["days"], lines: 2, hint: "2026-11-23, one a line",
        error: view.problems["days"], limit: 4000)
      + select(
        "end", "Ends", [Choice("visits", "After so many visits"), Choice("day", "On a day")],
        chosen: form["end"],
        width: .full)
      + field(
        Field(
          "count", "Visits authorized", form["count"].isEmpty ? "12" : form["count"], .number,
          error: view.problems["count"]))
      + field(Field("until", "Last day", form["until"], .date, error: view.problems["until"]))
      + textArea("note", "Note for the desk", form["note"], lines: 2, limit: 500)
  }
}

private func preview(_ view: SeriesFormView, _ chrome: Chrome) -> HTML {
  guard !view.occurrences.isEmpty else {
    return
      #"<div class="card">\#(emptyState(.calendar, "Say what returns and how often. Every visit is shown here before anything is booked."))</div>"#
  }
  return panel("Each visit", beside: occurrenceSummary(view.occurrences)) {
    #"<p class="quiet small">\#(view.rule)</p>"#
      + form(to: "/series", FormKeys(csrf: chrome.csrf, submission: view.submission)) {
        HTML.each(SeriesForm(form: view.form).kept) { hidden($0.value, $0.words) }
          + occurrenceList(view.occurrences)
          + buttons(button("Book these visits", .primary, icon: .done, autofocus: true))
      }
  }
}
