import Kernel
import Practice
import Scheduling

/// The day as it goes to paper: everybody's visits in the order of the clock, those that will not come left out.
func sheetView(_ board: DayBoard, _ ask: DayAsk, printed: String) -> SheetView {
  let shown = board.columns.filter { ask.provider == nil || $0.provider.id == ask.provider }
  return SheetView(
    title: "\(board.day.weekday.name), \(board.day.long)", place: board.location.name, printed: printed,
    back: ask.url(),
    sheets: shown.filter { !$0.visits.isEmpty }.map { column in
      SheetView.Sheet(
        provider: column.provider.title, summary: sheetSummary(column.visits),
        lines: column.visits.map(sheetLine))
    })
}

/// `14 visits, 8:00–16:30`
func sheetSummary(_ visits: [BoardVisit]) -> String {
  let slots = visits.map(\.visit.slot)
  let first = slots.map(\.time.minutes).min() ?? 0
  let last = slots.map { $0.time.minutes + $0.minutes }.max() ?? 0
  return (visits.count == 1 ? "1 visit" : "\(visits.count) visits")
    + ", \(clockTime(first))–\(clockTime(last))"
}

private func sheetLine(_ v: BoardVisit) -> SheetView.Line {
  let slot = v.visit.slot
  let said = v.passed.map(\.words).joined(separator: " ")
  let over = v.visit.overbooked.isEmpty ? [] : ["\(overWords(v.passed)): \(v.visit.overbooked). \(said)"]
  return SheetView.Line(
    time: clockRange(slot.time.minutes, slot.minutes), patient: v.patient.filed, born: v.born?.short ?? "",
    record: String(v.recordNumber), visit: ([v.typeName] + v.resources.map(\.name)).joined(separator: ", "),
    phone: v.phone?.description ?? "", status: VisitMark(v.visit.status).word,
    note: (v.alerts + over + [v.visit.note]).filter { !$0.isEmpty }.joined(separator: "; "))
}
