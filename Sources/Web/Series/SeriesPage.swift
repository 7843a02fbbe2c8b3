import Kernel
import Practice
import Scheduling

/// A series with its visits, and the form that changes it.
struct SeriesView: Sendable {
  var url: String
  var patient: String
  var patientURL: String
  var rule: String
  var lines: [Line]
  /// Visits that can be chosen as the one a change begins with.
  var visits: [Choice]
  var providers: [Choice]
  var names: [ID<Provider>: String]
  var form: Form
  var mayBook: Bool
  var problems: FormProblems
  var occurrences: [OccurrenceView] = []

  struct Line: Sendable {
    var id: String
    var steps: Int
    var number: String
    var when: String
    var mark: VisitMark
    var byHand: Bool
  }
}

extension SeriesView {
  init(
    _ details: SeriesDetails, providers: [Provider], form: Form, mayBook: Bool, problems: FormProblems
  ) {
    let visits = details.visits
    func words(_ v: SeriesDetails.Visit) -> String {
      let slot = v.visit.slot
      return
        "\(shortDay(slot.day)), \(clockRange(slot.time.minutes, slot.minutes)) with \(v.board.providerName)"
    }
    self.init(
      url: "/series/\(details.id)", patient: visits.first?.board.patient.full ?? "",
      patientURL: "/patients/\(details.patient)", rule: details.rule.words,
      lines: visits.map { v in
        Line(
          id: v.visit.id.rawValue, steps: v.visit.steps,
          number: v.number.map { "\($0) of \(details.total)" } ?? "–", when: words(v),
          mark: VisitMark(v.visit.status), byHand: v.isMovedByHand)
      },
      visits: visits.filter(\.visit.status.isMovable).map { Choice($0.visit.id.rawValue, words($0)) },
      providers: [Choice("", "As it is")] + providers.map { Choice($0.id.rawValue, $0.title) },
      names: Dictionary(uniqueKeysWithValues: providers.map { ($0.id, $0.title) }), form: form,
      mayBook: mayBook,
      problems: problems)
  }
}

func seriesPage(_ view: SeriesView, in chrome: Chrome) -> HTML {
  let list = panel("Visits", beside: chip("\(view.lines.count) in all")) {
    table(
      "Visits of this series", head: ["Visit", "When", "State"],
      view.lines.map { line in
        [
          "\(line.number)", #"<a href="/appointments/\#(line.id)">\#(line.when)</a>"#,
          #"\#(statusChip(line.mark)) \#(if: line.byHand, chip("Moved by hand", .info, .move))"#,
        ]
      })
  }
  let edit: HTML =
    view.mayBook && !view.visits.isEmpty ? change(view) + cancellation(view, chrome.keys) : .empty
  let main = view.occurrences.isEmpty ? list : preview(view, chrome.keys) + list
  return layout(
    Page(
      "Series", here: .schedule,
      head("Series", beside: chip(view.rule))
        + wrongFields(view.problems.list)
        + #"<p><a class="strong" href="\#(view.patientURL)">\#(view.patient)</a></p>"#
        + split(main, beside: edit)),
    in: chrome)
}

/// Which visits a change or a cancellation means.
private func which(_ view: SeriesView, _ deed: String) -> HTML {
  select(
    "visit", "Begin with", view.visits, chosen: view.form["visit"], width: .full, id: "visit-to-\(deed)")
    + select(
      "scope", "Change",
      [
        Choice("this", "This visit only"), Choice("following", "This and the following"),
        Choice("all", "All that lie ahead"),
      ], chosen: view.form.has("scope") ? view.form["scope"] : "following", width: .full,
      id: "scope-to-\(deed)")
    + checkbox("moved", "Also those that were moved by hand", checked: view.form.flag("moved"))
}

private func change(_ view: SeriesView) -> HTML {
  panel("Change") {
    askForm(to: "\(view.url)/change") {
      fieldRow(
        which(view, "change"),
        field(
          Field(
            "time", "New time", view.form["time"], .time, hint: "Empty: as it is",
            error: view.problems["time"],
            width: .full)),
        field(Field("minutes", "Minutes", view.form["minutes"], .number, error: view.problems["minutes"])),
        field(
          Field(
            "days", "Days later", view.form["days"], .number, hint: "−1 is the day before",
            error: view.problems["days"])),
        select("provider", "With", view.providers, chosen: view.form["provider"], width: .full))
        + buttons(button("Look at each visit", view.occurrences.isEmpty ? .primary : .plain, icon: .search))
    }
  }
}

private func cancellation(_ view: SeriesView, _ keys: FormKeys) -> HTML {
  let fields = form(to: "\(view.url)/cancellation", keys) {
    HTML.each(view.lines) { hidden("seen-\($0.id)", String($0.steps)) }
      + fieldRow(which(view, "cancel"), occurrenceCancelFields())
      + buttons(button("Cancel these visits", .danger))
  }
  return #"<details class="card panel more"><summary>Cancel visits</summary>\#(fields)</details>"#
}

private func preview(_ view: SeriesView, _ keys: FormKeys) -> HTML {
  panel("What would change", beside: occurrenceSummary(view.occurrences)) {
    form(to: "\(view.url)/moves", keys) {
      occurrenceList(view.occurrences)
        + buttons(
          button("Move these visits", .primary, icon: .move, autofocus: true),
          linkButton("Leave it", to: view.url))
    }
  }
}
