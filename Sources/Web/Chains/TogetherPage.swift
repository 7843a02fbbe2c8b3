import Kernel
import Scheduling

struct TogetherView: Sendable {
  var title: String
  var chain: String
  var lines: [Line]
  /// Those that can still be changed: the visit and its steps.
  var movable: [Choice]
  var from: LocalDay
  var part: String
  var mayBook: Bool
  var problems: FormProblems
  var found: [TogetherChoice] = []

  struct Line: Sendable {
    var url: String
    var patient: String
    var what: String
    var mark: VisitMark
  }

  init(
    _ together: VisitsTogether, chain: String, from: LocalDay, part: String, mayBook: Bool,
    problems: FormProblems
  ) {
    title = together.name.isEmpty ? "Visits together" : together.name
    self.chain = chain
    lines = together.visits.map { v in
      let slot = v.visit.slot
      return Line(
        url: "/appointments/\(v.visit.id)", patient: v.patient.full,
        what:
          "\(shortDay(slot.day)), \(clockRange(slot.time.minutes, slot.minutes)) · \(v.typeName) with \(v.providerName)",
        mark: VisitMark(v.visit.status))
    }
    movable = together.movable.map { Choice($0.id.rawValue, String($0.steps)) }
    self.from = from
    self.part = part
    self.mayBook = mayBook
    self.problems = problems
  }
}

func togetherPage(_ view: TogetherView, in chrome: Chrome) -> HTML {
  let list = panel("Visits", beside: chip("\(view.lines.count) together")) {
    rows(
      view.lines.enumerated().map { place, line in
        ListRow(
          mark: "\(place + 1)",
          what: #"<a class="strong" href="\#(line.url)">\#(line.patient)</a> \#(statusChip(line.mark))"#,
          why: "\(line.what)")
      })
  }
  let change: HTML = view.mayBook && !view.movable.isEmpty ? cancellation(view, chrome.keys) : .empty
  let main = view.mayBook && !view.movable.isEmpty ? list + moving(view, chrome.keys) : list
  return layout(
    Page(
      "Visits together", here: .schedule,
      head(view.title) + wrongFields(view.problems.list) + split(main, beside: change)),
    in: chrome)
}

private func which(_ view: TogetherView) -> HTML {
  view.chain.isEmpty ? HTML.each(view.movable) { hidden("visit", $0.value) } : hidden("chain", view.chain)
}

private func seen(_ view: TogetherView) -> HTML {
  HTML.each(view.movable) { hidden("seen-\($0.value)", $0.words) }
}

private func moving(_ view: TogetherView, _ keys: FormKeys) -> HTML {
  let ask = askForm(to: view.chain.isEmpty ? "/together" : "/chains/\(view.chain)") {
    (view.chain.isEmpty ? which(view) : .empty)
      + fieldRow(
        field(Field("from", "From", view.from.description, .date)),
        select("part", "Time of day", TimeCriteria.parts, chosen: view.part))
      + buttons(button("Show times", .plain))
  }
  let times: HTML =
    view.found.isEmpty
    ? emptyState(.findTime, "Nothing is open for all of them in these three weeks. Try a later day.")
    : form(to: "/together/moves", keys) {
      which(view) + seen(view) + togetherChoices("slots", view.found)
        + buttons(button("Move all of them", .primary, icon: .move))
    }
  return panel("Move them together") {
    #"<p class="quiet small">Each stays with its provider, and they stay as far from each other as they are.</p>\#(ask)\#(times)"#
  }
}

private func cancellation(_ view: TogetherView, _ keys: FormKeys) -> HTML {
  panel("Cancel them together") {
    form(to: "/together/cancellation", keys) {
      which(view) + seen(view) + fieldRow(occurrenceCancelFields())
        + buttons(button("Cancel all of them", .danger))
    }
  }
}
