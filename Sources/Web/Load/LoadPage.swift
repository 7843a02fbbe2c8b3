import Kernel

/// The heat-map: drawn on the server, coloured by classes, and as a table for whoever does not see it.
func loadPage(_ view: LoadView) -> Page {
  let others: HTML =
    view.places.count < 2
    ? .empty
    : HTML.each(view.places.filter { $0.words != view.place }) {
      linkButton($0.words, to: $0.value, .quiet, icon: .pin)
    }
  let steps =
    others + iconLink(.left, "Four weeks earlier", to: view.earlier, key: "p")
    + iconLink(.right, "Four weeks later", to: view.later, key: "n")
    + (##"<a class="btn no-print" href="#main" data-print>\##(icon(.print))Print</a>"## as HTML)
  let body: HTML =
    view.rows.isEmpty
    ? emptyState(.gauge, "Nobody works here in these weeks.")
    : heatMap(view) + legend
      + #"<details class="more"><summary>The same in numbers</summary>\#(numbers(view))</details>"#
  return Page(
    "Load of the weeks", here: .load,
    head("Load of the weeks", beside: chip(view.place), buttons: steps)
      + (#"<p class="quiet">\#(view.span). \#(view.fairness)</p>"# as HTML) + advice(view)
      + panel("Each provider’s days") { body })
}

private func advice(_ view: LoadView) -> HTML {
  panel("What could be moved") {
    view.advice.isEmpty
      ? emptyState(.done, "No two hours are over full.")
      : rows(
        view.advice.map { one in
          ListRow(
            mark: icon(.gauge), .warn, what: "\(one.sentence)",
            actions: linkButton("Open the day", to: one.url, icon: .calendar))
        })
  }
}

/// The names to the left, the whole to the right. Only the days are links: two hundred stops of the Tab key are none.
private func heatMap(_ view: LoadView) -> HTML {
  let (left, top, cell, line) = (170, 34, 24, 30)
  let width = left + view.days.count * cell + 60
  let height = top + view.rows.count * line + 4
  let heads = HTML.each(view.days.enumerated().map { ($0, $1) }) { place, day -> HTML in
    let x = left + place * cell + cell / 2
    let quiet: HTML = day.isWeekend ? " weekend" : .empty
    return #"""
      <a href="\#(day.url)" aria-label="\#(day.words)"><rect class="heat-hit" x="\#(x - cell / 2)" y="0" width="\#(cell)" height="\#(top - 4)"/>\#
      <text class="heat-day\#(quiet)" x="\#(x)" y="12">\#(day.letter)</text>\#
      <text class="heat-day\#(quiet)" x="\#(x)" y="26">\#(day.number)</text></a>
      """#
  }
  let lines = HTML.each(view.rows.enumerated().map { ($0, $1) }) { number, row -> HTML in
    let y = top + number * line
    let cells = HTML.each(view.days.indices.map { $0 }) { place -> HTML in
      let percent = place < row.percents.count ? row.percents[place] : nil
      let words = percent.map { "\($0) %" } ?? "off"
      return #"""
        <rect class="heat \#(heat(percent))" x="\#(left + place * cell)" y="\#(y)" width="\#(cell - 2)" height="\#(line - 4)" rx="3">\#
        <title>\#(row.name), \#(view.days[place].words): \#(words)</title></rect>
        """#
    }
    let whole: HTML = row.whole.map { "\($0) %" } ?? "–"
    return #"""
      <text class="heat-name" x="0" y="\#(y + 18)">\#(row.name)</text>\#(cells)\#
      <text class="heat-whole" x="\#(left + view.days.count * cell + 8)" y="\#(y + 18)">\#(whole)</text>
      """#
  }
  return #"""
    <div class="table-wrap" tabindex="0" role="region" aria-label="Load of each provider by day"><svg class="heat-map" \#
    viewBox="0 0 \#(width) \#(height)" width="\#(width)" height="\#(height)">\#(heads)\#(lines)</svg></div>
    """#
}

/// Ten steps of shade up to the limit, and one of its own beyond it.
private func heat(_ percent: Int?) -> String {
  guard let percent else { return "heat-off" }
  return percent > 100 ? "heat-over" : "heat-\(min(10, (percent + 5) / 10))"
}

private var legend: HTML {
  let steps = HTML.each([0, 30, 60, 90]) { percent -> HTML in
    #"<span class="heat-key heat-\#(percent / 10)"></span>\#(percent) %"#
  }
  return #"""
    <p class="small quiet heat-legend">\#(steps)<span class="heat-key heat-over"></span>over the limit\#
    <span class="heat-key heat-off"></span>not in</p>
    """#
}

private func numbers(_ view: LoadView) -> HTML {
  HTML.each(view.rows) { row -> HTML in
    let lines = zip(view.days, zip(row.percents, row.words)).compactMap { day, load -> [HTML]? in
      guard let percent = load.0 else { return nil }
      return [#"<a href="\#(day.url)">\#(day.words)</a>"#, "\(percent) %", "\(load.1)"]
    }
    let name: HTML = row.url.map { #"<a href="\#($0)">\#(row.name)</a>"# } ?? "\(row.name)"
    return #"<h3>\#(name)</h3>"# + table("Load of \(row.name)", head: ["Day", "Load", "Minutes"], lines)
  }
}
