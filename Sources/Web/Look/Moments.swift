import Kernel

/// `Mon 23 Nov`
func shortDay(_ day: LocalDay) -> String {
  "\(day.weekday.name.prefix(3)) \(day.day) \(LocalDay.monthNames[day.month - 1].prefix(3))"
}

/// `Monday, 23 November`, with the year where it is another than today's.
func longDay(_ day: LocalDay, today: LocalDay) -> String {
  let text = "\(day.weekday.name), \(day.day) \(LocalDay.monthNames[day.month - 1])"
  return day.year == today.year ? text : "\(text) \(day.year)"
}

/// `Today, Mon 23 November`, `Tomorrow, …`, else the day alone.
func namedDay(_ day: LocalDay, today: LocalDay) -> String {
  switch day.days(since: today) {
  case 0: "Today, \(longDay(day, today: today))"
  case 1: "Tomorrow, \(longDay(day, today: today))"
  default: longDay(day, today: today)
  }
}

/// `today 10:33`, `Fri 20 Nov, 15:02`, `20 Nov 2025, 15:02`: a moment on a place's clock.
func stamp(_ moment: Instant, _ zone: Zone, today: LocalDay) -> String {
  let wall = zone.wall(moment)
  if wall.day == today { return "today \(wall.time)" }
  return (wall.day.year == today.year ? shortDay(wall.day) : wall.day.short) + ", \(wall.time)"
}

/// `10:30–11:00`
func clockRange(_ start: Int, _ minutes: Int) -> String {
  clockTime(start) + "–" + clockTime(start + minutes)
}

/// `9:05` for 545 minutes since midnight.
func clockTime(_ minutes: Int) -> String { String(minutes / 60) + ":" + pad(minutes % 60) }

/// `4 Mar 1951, 75`; empty where the birth date is not known.
func bornAndAge(_ born: LocalDay?, today: LocalDay) -> String {
  born.map { "\($0.short), \(today.age(bornOn: $0))" } ?? ""
}
