import Kernel
import Practice
import Scheduling

/// A week for each provider, a column for each day.
func weekSheets(_ board: WeekBoard, _ ask: DayAsk, printed: String) -> SheetView {
  SheetView(
    name: "Week sheet", title: "Week of \(ask.day.monday.long)", place: board.location.name, printed: printed,
    back: ask.url("/schedule/week"), hint: "One landscape page or more for each provider.",
    empty: "Nobody has a visit in this week.",
    sheets: board.providers.filter { ask.provider == nil || ask.provider == $0.id }.compactMap {
      weekSheet($0, board.days)
    })
}

private func weekSheet(_ provider: Provider, _ week: [WeekBoard.Day]) -> SheetView.Sheet? {
  let days = week.map { day in
    (day, day.visits.filter { $0.visit.slot.provider == provider.id && $0.visit.status.holdsItsPlace })
  }
  let count = days.reduce(0) { $0 + $1.1.count }
  if count == 0 { return nil }
  // A weekend without a visit takes no paper.
  let shown = days.filter { $0.0.day.weekday.rawValue < 6 || !$0.1.isEmpty }
  return SheetView.Sheet(
    name: provider.title, summary: visitCount(count), columns: shown.map { shortDay($0.0.day) },
    lines: [shown.map { .day(closed: $0.0.closed, $0.1.map(weekEntry)) }], isWeek: true)
}

private func weekEntry(_ v: BoardVisit) -> SheetView.Entry {
  SheetView.Entry(
    time: clockRange(v.visit.slot.time.minutes, v.visit.slot.minutes), patient: v.patient.filed,
    what: ([v.typeName] + v.resources.map(\.name)).joined(separator: ", "))
}
