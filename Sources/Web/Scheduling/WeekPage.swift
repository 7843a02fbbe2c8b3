import Kernel

/// A week at a glance: visits of one provider, or the load of everybody at a location.
func weekPage(_ week: WeekView, in chrome: Chrome) -> HTML {
  let days = HTML.each(week.days, weekDay)
  let places: HTML =
    week.locations.count < 2
    ? hidden("location", week.location)
    : bareSelect("location", "Location", week.locations, chosen: week.location)
  let navigation: HTML = #"""
    <nav class="day-nav" aria-label="Other weeks"><span class="joined">\#(iconLink(.left, "Week before", to: week.before, key: "p"))\#
    \#(linkButton("This week", to: week.today, key: "t"))\#(iconLink(.right, "Week after", to: week.after, key: "n"))</span>\#
    <form method="get" action="/schedule/week" class="day-nav" data-autosubmit>\#(hidden("day", week.anchor))\#(places)\#
    \#(bareSelect("provider", "Show", week.providers, chosen: week.provider))\#
    <button class="btn" data-without-js>Show</button></form></nav>
    """#
  let content = head(
    week.title, beside: navigation,
    buttons: linkButton("Day", to: week.day, icon: .calendar, key: "d")
      + linkButton("Print", to: week.print, icon: .print))
  return layout(
    Page(
      "Week", here: .schedule, live: week.live,
      content
        + #"""
        <div class="card week" id="board" tabindex="0" role="region" aria-label="Week" data-provider="\#(week.provider)">\#
        \#(days)</div>\#(mover(chrome.keys))
        """#),
    in: chrome)
}

private func weekDay(_ day: WeekView.Day) -> HTML {
  let load: HTML =
    day.closed.map { #"<div class="off closed"><span>\#($0)</span></div>"# }
    ?? #"<div class="small quiet">\#(day.load)</div>\#(meter(day.percent, full: day.full))"#
  return #"""
    <section class="week-day\#(day.isToday ? " today" : "")" data-day="\#(day.day)"><div class="week-head"><h2><a href="\#(day.url)">\#
    \#(day.name)</a>\#(if: day.isToday, aside("today"))</h2>\#(load)</div>\#
    <ul>\#(each: day.visits, weekVisit)\#(each: day.providers, weekLoad)</ul></section>
    """#
}

private func weekVisit(_ v: WeekView.Line) -> HTML {
  let over: HTML = v.overbooked ? icon(.overbooked, meaning: "Overbooked") : .empty
  let moves: HTML = v.move.map { #" data-move="\#($0)""# } ?? .empty
  return #"""
    <li><a class="visit \#(v.mark.style)" id="v-\#(v.id)" href="\#(v.url)"\#(moves) data-starts="\#(v.starts)" \#
    data-length="\#(v.minutes)"><div class="name">\#(icon(v.mark.icon, meaning: v.mark.word))\#
    <span>\#(v.time) \#(v.patient)</span><span class="more-marks over-mark">\#(over)</span></div>\#
    <div class="line">\#(v.type)\#(v.boxes.map(boxMark))</div></a></li>
    """#
}

private func weekLoad(_ l: WeekView.Load) -> HTML {
  #"""
  <li><a class="visit s-booked" href="\#(l.url)"><div class="name"><span>\#(l.name)</span>\#
  </div><div class="line">\#(l.words)</div></a></li>
  """#
}
