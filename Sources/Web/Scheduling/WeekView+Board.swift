import Kernel
import Practice
import Scheduling

/// The visits of one provider by day; of a whole place, how many visits everybody has.
func weekView(_ board: WeekBoard, _ ask: DayAsk) -> WeekView {
  let monday = ask.day.monday
  return WeekView(
    title: weekTitle(monday), before: ask.url("/schedule/week", day: monday.advanced(by: -7)),
    today: ask.url("/schedule/week", day: ask.today),
    after: ask.url("/schedule/week", day: monday.advanced(by: 7)), day: ask.url(),
    anchor: ask.day.description,
    location: ask.place.id.rawValue, locations: ask.places.map { Choice($0.id.rawValue, $0.name) },
    provider: ask.provider?.rawValue ?? "",
    providers: [Choice("", "Everybody")] + board.providers.map { Choice($0.id.rawValue, $0.title) },
    days: board.days.map { weekDay($0, ask) })
}

/// `23–29 November 2026`, `30 November – 6 December 2026`
private func weekTitle(_ monday: LocalDay) -> String {
  let sunday = monday.advanced(by: 6)
  return monday.month == sunday.month
    ? "\(monday.day)–\(sunday.long)"
    : "\(monday.day) \(LocalDay.monthNames[monday.month - 1]) – \(sunday.long)"
}

private func weekDay(_ d: WeekBoard.Day, _ ask: DayAsk) -> WeekView.Day {
  let isOpen = d.openMinutes > 0
  return WeekView.Day(
    name: "\(d.day.weekday.name.prefix(3)) \(d.day.day)", url: ask.url(day: d.day),
    isToday: d.day == ask.today,
    load: isOpen ? "\(d.bookedMinutes) of \(d.openMinutes) min" : "",
    percent: isOpen ? d.bookedMinutes * 100 / d.openMinutes : 0,
    full: isOpen && d.bookedMinutes >= d.openMinutes,
    closed: d.closed ?? (isOpen || !d.visits.isEmpty ? nil : "Nobody in"),
    visits: ask.provider == nil ? [] : d.visits.map { weekLine($0, d.day, ask) },
    providers: ask.provider == nil ? loads(d, ask) : [])
}

private func weekLine(_ v: BoardVisit, _ day: LocalDay, _ ask: DayAsk) -> WeekView.Line {
  WeekView.Line(
    url: ask.url(day: day, visit: v.visit.id), time: clockTime(v.visit.slot.time.minutes),
    patient: v.patient.full, type: v.typeName, mark: VisitMark(v.visit.status),
    overbooked: !v.visit.overbooked.isEmpty)
}

private func loads(_ d: WeekBoard.Day, _ ask: DayAsk) -> [WeekView.Load] {
  let standing = d.visits.filter(\.visit.status.holdsItsPlace)
  return Dictionary(grouping: standing, by: \.visit.slot.provider).map { provider, visits in
    let minutes = visits.reduce(0) { $0 + $1.visit.slot.minutes }
    return WeekView.Load(
      url: scheduleURL("/schedule", ask.place.id, d.day, provider), name: visits.first?.providerName ?? "",
      words: (visits.count == 1 ? "1 visit" : "\(visits.count) visits") + ", \(minutes) min")
  }.sorted { $0.name < $1.name }
}
