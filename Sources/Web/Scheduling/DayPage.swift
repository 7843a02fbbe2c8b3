import Kernel

/// The day board with what stands beside it.
func dayPage(_ day: DayView, in chrome: Chrome) -> HTML {
  let beside: HTML = day.chosen.map { visitPanel($0, close: day, chrome.keys) } ?? flowPanel(day, chrome.keys)
  let pins = pinPanel(day.pins, day: day.day, providers: day.providers, chrome.keys)
  let content: HTML = #"""
    \#(dayHead(day))<div class="split">\#
    <div id="day" data-day="\#(day.day)" data-location="\#(day.location)">\#(dayBoard(day))</div>\#
    <aside id="beside"\#(day.chosen == nil ? .empty : #" class="first""#)>\#(day.chosen == nil ? pins + beside : beside + pins)</aside></div>\#
    \#(mover(chrome.keys))\#(day.several.map(chosenVisits))
    """#
  return layout(Page("Schedule", here: .schedule, live: day.live, content), in: chrome)
}

private func dayHead(_ day: DayView) -> HTML {
  let several: HTML? = day.several.map { linkButton("Several at once", to: $0, icon: .copy) }
  let summary = HTML.each(day.summary) { chip($0.words, $0.tone, $0.icon) }
  return head(
    day.title, beside: dayNavigation(day) + #"<span class="chips" id="summary">\#(summary)</span>"#,
    buttons: linkButton("Week", to: day.week, icon: .week, key: "w")
      + linkButton("Print", to: day.print, icon: .print)
      + (day.rooms.map { linkButton("Rooms", to: $0, icon: .door) } ?? .empty)
      + linkButton("Find a time", to: day.find, icon: .findTime) + (several ?? .empty))
}

private func dayNavigation(_ day: DayView) -> HTML {
  let places: HTML =
    day.locations.count < 2
    ? hidden("location", day.location)
    : bareSelect("location", "Location", day.locations, chosen: day.location)
  let who = bareSelect("provider", "Show", day.providers, chosen: day.provider)
  return #"""
    <nav class="day-nav" aria-label="Other days"><span class="joined">\#(iconLink(.left, "Day before", to: day.before, key: "p"))\#
    \#(linkButton("Today", to: day.today, key: "t"))\#(iconLink(.right, "Day after", to: day.after, key: "n"))</span>\#
    <form method="get" action="/schedule" class="day-nav" data-autosubmit><label class="sr" for="go-day">Day</label>\#
    <input class="bare-input" id="go-day" type="date" name="day" value="\#(day.day)">\#(places)\#(who)\#
    <button class="btn" data-without-js>Show</button></form></nav>
    """#
}

/// A list to choose from that stands in a line and is named only for screen readers.
func bareSelect(_ name: String, _ label: String, _ options: [Choice], chosen: String) -> HTML {
  let list = HTML.each(options) {
    #"<option value="\#($0.value)"\#(attribute: "selected", if: $0.value == chosen)>\#($0.words)</option>"#
  }
  return #"""
    <label class="sr" for="go-\#(name)">\#(label)</label><select class="bare-input" id="go-\#(name)" name="\#(name)">\#
    \#(list)</select>
    """#
}

private func dayBoard(_ day: DayView) -> HTML {
  let closed: HTML? = HTML.each((day.closed.map { [$0] } ?? []) + day.outOfService) {
    notice(Notice($0, .info))
  }
  guard let board = day.board else {
    return (closed ?? .empty)
      + #"<div class="card" id="board">\#(emptyState(.calendar, "Nobody sees patients here on this day.", linkButton("Find a time", to: day.find)))</div>"#
  }
  let legend = HTML.each(VisitMark.allCases.filter { $0 != .cancelled }) {
    "<span>\(icon($0.icon))\($0.word)</span>"
  }
  return #"""
    \#(closed)\#(board)\#
    <div class="board-foot" aria-hidden="true">\#(legend)<span>\#(icon(.overbooked))Overbooked</span></div>\#
    \#(cancelledToday(day))
    """#
}

private func cancelledToday(_ day: DayView) -> HTML {
  guard !day.cancelled.isEmpty else { return .empty }
  let list = HTML.each(day.cancelled) {
    #"<li><a href="\#($0.url)">\#($0.patient)</a> <span class="quiet">\#($0.why)</span></li>"#
  }
  let title =
    day.cancelled.count == 1 ? "1 visit was cancelled" : "\(day.cancelled.count) visits were cancelled"
  return
    #"<details class="more no-print"><summary>\#(title)</summary><ul class="plain-list">\#(list)</ul></details>"#
}

private func flowPanel(_ day: DayView, _ keys: FormKeys) -> HTML {
  guard day.flow.contains(where: { !$0.lines.isEmpty }) else {
    return panel("Nobody is waiting") {
      #"<p class="quiet small">Choose a visit to see its steps here, or an open time to book it.</p>"#
    }
  }
  return HTML.each(day.flow.filter { !$0.lines.isEmpty }) { group -> HTML in
    panel(group.name, beside: chip(String(group.lines.count))) {
      rows(group.lines.map { flowRow($0, keys) })
    }
  }
}

private func flowRow(_ line: FlowLine, _ keys: FormKeys) -> ListRow {
  ListRow(
    mark: icon(line.mark.icon, meaning: line.mark.word), line.mark.tone,
    what: #"<a class="strong" href="\#(line.url)">\#(line.patient)</a>"#, why: "\(line.why)",
    actions: line.next.map { step($0, keys, short: true) } ?? .empty)
}

/// A step as the button that takes it. Short ones stand in lists and press no key.
func step(_ s: StepView, _ keys: FormKeys, short: Bool = false) -> HTML {
  action(
    s.label, to: s.url, keys, short ? .plain : s.weight, icon: short ? nil : s.icon, key: short ? nil : s.key,
    sending: s.fields.map { ($0.value, $0.words) })
}

/// The form that `move.js` fills and sends when a visit is put down elsewhere.
func mover(_ keys: FormKeys) -> HTML {
  form(to: "/appointments", keys, class: "hidden-form", id: "mover") {
    hidden("provider", "") + hidden("day", "") + hidden("time", "") + hidden("minutes", "")
      + hidden("back", "")
  }
}

/// What `several.js` shows once visits are chosen on the board.
private func chosenVisits(_ url: String) -> HTML {
  #"""
  <div class="toast" id="chosen" hidden><span></span>\#(linkButton("Move or cancel them", to: url, .primary, key: "e"))\#
  <button type="button" class="btn quiet" data-clear>Choose none</button></div>
  """#
}
