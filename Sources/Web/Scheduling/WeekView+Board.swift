import Kernel
import Practice
import Scheduling

/// The visits of one provider by day; of a whole place, how many visits everybody has.
func weekView(_ board: WeekBoard, _ ask: DayAsk, _ who: Who) -> WeekView {
  let monday = ask.day.monday
  return WeekView(
    title: weekTitle(monday), before: ask.url("/schedule/week", day: monday.advanced(by: -7)),
    today: ask.url("/schedule/week", day: ask.today),
    after: ask.url("/schedule/week", day: monday.advanced(by: 7)), day: ask.url(),
    print: ask.url("/schedule/print/week"),
    anchor: ask.day.description,
    location: ask.place.id.rawValue, locations: ask.places.map { Choice($0.id.rawValue, $0.name) },
    provider: ask.provider?.rawValue ?? "",
    providers: [Choice("", "Everybody")] + board.providers.map { Choice($0.id.rawValue, $0.title) },
    days: board.days.map { weekDay($0, ask, who) })
}

/// `23–29 November 2026`, `30 November – 6 December 2026`
private func weekTitle(_ monday: LocalDay) -> String {
  let sunday = monday.advanced(by: 6)
  return monday.month == sunday.month
    ? "\(monday.day)–\(sunday.long)"
    : "\(monday.day) \(LocalDay.monthNames[monday.month - 1]) – \(sunday.long)"
}

private func weekDay(_ d: WeekBoard.Day, _ ask: DayAsk, _ who: Who) -> WeekView.Day {
  let isOpen = d.openMinutes > 0
  return WeekView.Day(
    day: d.day.description, name: "\(d.day.weekday.name.prefix(3)) \(d.day.day)", url: ask.url(day: d.day),
    isToday: d.day == ask.today,
    load: isOpen ? "\(d.bookedMinutes) of \(d.openMinutes) min" : "",
    percent: isOpen ? d.bookedMinutes * 100 / d.openMinutes : 0,
    full: isOpen && d.bookedMinutes >= d.openMinutes,
    closed: d.closed ?? (isOpen || !d.visits.isEmpty ? nil : "Nobody in"),
    visits: ask.provider == nil ? [] : d.visits.map { weekLine($0, ask, who) },
    providers: ask.provider == nil ? loads(d, ask) : [])
}

private func weekLine(_ v: BoardVisit, _ ask: DayAsk, _ who: Who) -> WeekView.Line {
  let slot = v.visit.slot
  return WeekView.Line(
    id: v.visit.id.rawValue, url: ask.url(day: slot.day, visit: v.visit.id), starts: slot.time.minutes,
    minutes: slot.minutes, move: v.mover(for: who), time: clockTime(slot.time.minutes),
    patient: v.patient.full,
    type: v.typeName, mark: VisitMark(v.visit.status), overbooked: !v.visit.overbooked.isEmpty,
    boxes: v.openBoxes)
}

extension BoardVisit {
  /// Where a POST moves it by itself; nil where it stays, or who looks may not move it. A group moves as a whole.
  func mover(for who: Who) -> String? {
    who.may(.bookVisits) && visit.status.isMovable && visit.session == nil
      ? "/appointments/\(visit.id)/move" : nil
  }
}

private func loads(_ d: WeekBoard.Day, _ ask: DayAsk) -> [WeekView.Load] {
  let standing = d.visits.filter(\.visit.status.holdsItsPlace)
  return Dictionary(grouping: standing, by: \.visit.slot.provider).map { provider, visits in
    let minutes = visits.reduce(0) { $0 + $1.visit.slot.minutes }
    return WeekView.Load(
      url: scheduleURL("/schedule", ask.place.id, d.day, provider), name: visits.first?.providerName ?? "",
      words: "\(visitCount(visits.count)), \(minutes) min")
  }.sorted { $0.name < $1.name }
}
