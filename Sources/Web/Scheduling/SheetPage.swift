import Kernel

/// The day on paper: a landscape page for each provider.
struct SheetView: Sendable {
  /// `Monday, 23 November 2026`
  var title: String
  var place: String
  /// `Printed Mon 23 Nov, 7:42, by Maria Ortega`
  var printed: String
  var back: String
  var sheets: [Sheet]

  struct Sheet: Sendable {
    var provider: String
    /// `14 visits, 8:00–16:30`
    var summary: String
    var lines: [Line]
  }

  struct Line: Sendable {
    var time: String
    var patient: String
    var born: String
    var record: String
    var visit: String
    var phone: String
    var status: String
    var note: String
  }
}

func sheetPage(_ view: SheetView, in chrome: Chrome) -> HTML {
  let hint: HTML = #"""
    <p class="quiet no-print">One landscape page for each provider. \#
    <a class="btn primary" href="#main" data-print>\#(icon(.print))Print</a></p>
    """#
  let empty: HTML =
    view.sheets.isEmpty ? emptyState(.print, "There is nothing to print for this day.") : .empty
  let top =
    HTML("<div class=\"no-print\">")
    + head(
      view.title, beside: chip(view.place), buttons: linkButton("Back to the day", to: view.back, icon: .left)
    )
  return layout(
    Page(
      "Day sheet", here: .schedule, top + hint + "</div>" + empty + HTML.each(view.sheets) { sheet($0, view) }
    ),
    in: chrome)
}

private func sheet(_ s: SheetView.Sheet, _ view: SheetView) -> HTML {
  let lines = s.lines.map { line -> [HTML] in
    [
      "<strong>\(line.time)</strong>", "<strong>\(line.patient)</strong>", "\(line.born)", "\(line.record)",
      "\(line.visit)", "\(line.phone)", "\(line.status)", "\(line.note)",
    ]
  }
  let names = ["Time", "Patient", "Born", "Record", "Visit", "Phone", "Status", "Note"]
  return #"""
    <section class="card sheet"><div class="sheet-head"><h2>\#(s.provider)</h2><span>\#(view.title) · \#(view.place)</span>\#
    <span class="quiet">\#(s.summary)</span></div>\#(table("\(s.provider), \(view.title)", head: names, lines))\#
    <p class="small quiet">\#(view.printed)</p></section>
    """#
}
