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
  sheetsPage(
    "Day sheet", view.title, view.place, back: view.back, hint: "One landscape page for each provider.",
    empty: "There is nothing to print for this day.",
    view.sheets.map { sheet in
      sheetSection(sheet.provider, "\(view.title) · \(view.place)", sheet.summary, view.printed) {
        dayTable(sheet, "\(sheet.provider), \(view.title)")
      }
    }, in: chrome)
}

private func dayTable(_ sheet: SheetView.Sheet, _ caption: String) -> HTML {
  let lines = sheet.lines.map { line -> [HTML] in
    [
      "<strong>\(line.time)</strong>", "<strong>\(line.patient)</strong>", "\(line.born)", "\(line.record)",
      "\(line.visit)", "\(line.phone)", "\(line.status)", "\(line.note)",
    ]
  }
  let names = ["Time", "Patient", "Born", "Record", "Visit", "Phone", "Status", "Note"]
  return #"<div class="day-sheet">\#(table(caption, head: names, lines))</div>"#
}
