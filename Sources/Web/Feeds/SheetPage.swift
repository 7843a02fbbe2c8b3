import Kernel

/// Days and weeks on paper: a sheet for each provider, room or device.
struct SheetView: Sendable {
  /// `Day sheet`
  var name: String
  /// `Monday, 23 November 2026`
  var title: String
  var place: String
  /// `Printed Mon 23 Nov 2026, 7:42, by Maria Ortega`
  var printed: String
  var back: String
  /// What comes out of the printer.
  var hint: String
  var empty: String
  var sheets: [Sheet]

  struct Sheet: Sendable {
    /// Whose it is.
    var name: String
    /// `14 visits, 8:00–16:30`
    var summary: String
    var columns: [String]
    var lines: [[Cell]]
    /// Days stand side by side, also where there is little room.
    var isWeek = false
  }

  enum Cell: Sendable {
    case plain(String)
    case strong(String)
    /// A time or a number, which is not broken in two.
    case whole(String)
    /// A day of a week: why it is closed, and who comes.
    case day(closed: String?, [Entry])
  }

  struct Entry: Sendable {
    var time: String
    var patient: String
    var what: String
  }
}

func sheetPage(_ view: SheetView, in chrome: Chrome) -> HTML {
  let print: HTML =
    view.sheets.isEmpty
    ? .empty
    : #"""
    <a class="btn primary" href="#main" data-print>\#(icon(.print))Print</a>
    """#
  let top = head(
    view.title, beside: chip(view.place), buttons: linkButton("Back", to: view.back, icon: .left) + print)
  let body: HTML =
    view.sheets.isEmpty
    ? emptyState(.print, view.empty)
    : #"<p class="quiet no-print">\#(view.hint)</p>\#(each: view.sheets, { sheet($0, of: view) })"#
  return layout(Page(view.name, here: .schedule, #"<div class="no-print">\#(top)</div>\#(body)"#), in: chrome)
}

private func sheet(_ sheet: SheetView.Sheet, of view: SheetView) -> HTML {
  let lines = sheet.lines.map { $0.map(cell) }
  return #"""
    <section class="card sheet"><div class="sheet-head"><h2>\#(sheet.name)</h2><span>\#(view.title) · \#(view.place)</span>\#
    <span class="quiet">\#(sheet.summary)</span></div>\#
    \#(table("\(sheet.name), \(view.title)", head: sheet.columns, lines, wide: sheet.isWeek))<p class="small quiet">\#(view.printed)</p></section>
    """#
}

private func cell(_ cell: SheetView.Cell) -> HTML {
  switch cell {
  case .plain(let words): "\(words)"
  case .strong(let words): "<strong>\(words)</strong>"
  case .whole(let words): #"<span class="nowrap">\#(words)</span>"#
  case .day(let closed, let entries):
    #"<div class="sheet-day">\#(closed.map(quietly))\#(each: entries, entry)</div>"#
  }
}

private func quietly(_ words: String) -> HTML { #"<p class="quiet">\#(words)</p>"# }

private func entry(_ e: SheetView.Entry) -> HTML {
  #"<p><strong>\#(e.time)</strong> \#(e.patient)<span class="quiet"> \#(e.what)</span></p>"#
}
