import Kernel
import Practice
import Scheduling

/// A day for each provider: everybody's visits in the order of the clock, those that will not come left out.
func daySheets(_ board: DayBoard, _ ask: DayAsk, printed: String) -> SheetView {
  let shown = board.columns.filter { ask.provider == nil || $0.provider.id == ask.provider }
  return SheetView(
    name: "Day sheet", title: "\(board.day.weekday.name), \(board.day.long)", place: board.location.name,
    printed: printed, back: ask.url(), hint: "One landscape page for each provider.",
    empty: "Nobody has a visit on this day.",
    sheets: shown.filter { !$0.visits.isEmpty }.map { column in
      SheetView.Sheet(
        name: column.provider.title, summary: sheetSummary(column.visits),
        columns: ["Time", "Patient", "Born", "Record", "Visit", "Phone", "Status", "Note"],
        lines: column.visits.map(dayLine))
    })
}

private func dayLine(_ v: BoardVisit) -> [SheetView.Cell] {
  let said = v.passed.map(\.words).joined(separator: " ")
  let over = v.visit.overbooked.isEmpty ? [] : ["\(overWords(v.passed)): \(v.visit.overbooked). \(said)"]
  return [
    .strong(clockRange(v.visit.slot.time.minutes, v.visit.slot.minutes)), .strong(v.patient.filed),
    .whole(v.born?.short ?? ""), .plain(String(v.recordNumber)),
    .plain(([v.typeName] + v.resources.map(\.name)).joined(separator: ", ")),
    .whole(v.phone?.description ?? ""), .whole(VisitMark(v.visit.status).word), .plain(sheetNote(v, over)),
  ]
}

/// `14 visits, 8:00–16:30`
func sheetSummary(_ visits: [BoardVisit]) -> String {
  let slots = visits.map(\.visit.slot)
  let first = slots.map(\.time.minutes).min() ?? 0
  let last = slots.map { $0.time.minutes + $0.minutes }.max() ?? 0
  return "\(visitCount(visits.count)), \(clockTime(first))–\(clockTime(last))"
}

/// `1 visit`, `14 visits`
func visitCount(_ count: Int) -> String { count == 1 ? "1 visit" : "\(count) visits" }

/// What to know about a visit: alerts, why it was overbooked, what was noted.
func sheetNote(_ v: BoardVisit, _ over: [String]) -> String {
  (v.alerts + over + [v.visit.note, v.openBoxes.map { "Checklist \($0)" } ?? ""]).filter { !$0.isEmpty }
    .joined(separator: "; ")
}
