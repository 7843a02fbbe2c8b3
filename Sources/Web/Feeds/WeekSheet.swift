import Kernel
import Practice
import Scheduling

/// A week on paper: a page for each provider, a column for each day.
struct WeekSheetView: Sendable {
  /// `Week of 23 November 2026`
  var title: String
  var place: String
  var printed: String
  var back: String
  var sheets: [Sheet]

  struct Sheet: Sendable {
    var provider: String
    /// `61 visits`
    var summary: String
    var days: [Day]
  }

  struct Day: Sendable {
    /// `Mon 23 Nov`
    var name: String
    var closed: String?
    var lines: [Line]
  }

  struct Line: Sendable {
    var time: String
    var patient: String
    var what: String
  }
}

func weekSheets(_ board: WeekBoard, _ ask: DayAsk, printed: String) -> WeekSheetView {
  let providers = board.providers.filter { ask.provider == nil || ask.provider == $0.id }
  return WeekSheetView(
    title: "Week of \(ask.day.monday.long)", place: board.location.name, printed: printed,
    back: ask.url("/schedule/week"),
    sheets: providers.compactMap { provider in
      let days = board.days.map { day in
        (day, day.visits.filter { $0.visit.slot.provider == provider.id && $0.visit.status.holdsItsPlace })
      }
      let count = days.reduce(0) { $0 + $1.1.count }
      if count == 0 { return nil }
      // A weekend without a visit takes no paper.
      let shown = days.filter { $0.0.day.weekday.rawValue < 6 || !$0.1.isEmpty }
      return WeekSheetView.Sheet(
        provider: provider.title, summary: count == 1 ? "1 visit" : "\(count) visits",
        days: shown.map { WeekSheetView.Day($0.0, $0.1) })
    })
}

extension WeekSheetView.Day {
  fileprivate init(_ day: WeekBoard.Day, _ visits: [BoardVisit]) {
    self.init(
      name: shortDay(day.day), closed: day.closed,
      lines: visits.map {
        WeekSheetView.Line(
          time: clockRange($0.visit.slot.time.minutes, $0.visit.slot.minutes), patient: $0.patient.filed,
          what: ([$0.typeName] + $0.resources.map(\.name)).joined(separator: ", "))
      })
  }
}

func weekSheetPage(_ view: WeekSheetView, in chrome: Chrome) -> HTML {
  sheetsPage(
    "Week sheet", view.title, view.place, back: view.back,
    hint: "One landscape page or more for each provider.",
    empty: "Nobody has a visit in this week.",
    view.sheets.map { sheet in
      sheetSection(sheet.provider, "\(view.title) · \(view.place)", sheet.summary, view.printed) {
        weekTable(sheet, "\(sheet.provider), \(view.title)")
      }
    }, in: chrome)
}

private func weekTable(_ sheet: WeekSheetView.Sheet, _ caption: String) -> HTML {
  let body = sheet.days.map { day -> HTML in
    let closed: HTML = day.closed.map { "<p class=\"quiet\">\($0)</p>" } ?? .empty
    return closed
      + HTML.each(day.lines) {
        #"<p class="week-line"><strong>\#($0.time)</strong> \#($0.patient)<span class="quiet"> \#($0.what)</span></p>"#
      }
  }
  return #"<div class="week-sheet">\#(table(caption, head: sheet.days.map(\.name), [body]))</div>"#
}
