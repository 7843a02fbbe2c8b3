import Kernel

/// The chosen visit beside the board: who, what now, what happened.
func visitPanel(_ v: VisitView, close day: DayView, _ keys: FormKeys) -> HTML {
  let closing = #"/schedule?location=\#(day.location)&day=\#(day.day)&provider=\#(day.provider)"#
  let shut: HTML =
    #"<a class="btn square" href="\#(closing)" data-close title="Close">\#(icon(.close, meaning: "Close"))</a>"#
  return #"""
    <section class="card panel" id="visit" aria-label="Chosen visit"><div class="panel-head"><h2>\#
    <a href="\#(v.patientURL)">\#(v.patient)</a></h2>\#(shut)</div>\#(visitFacts(v))\#(visitSteps(v, keys))\#
    <a class="on" href="\#(v.url)">Open the visit</a></section>\#(whatHappened(v.happened))
    """#
}

/// Status, alerts and facts of a visit.
func visitFacts(_ v: VisitView) -> HTML {
  let alerts = HTML.each(v.alerts) { chip($0, .urgent, .alert) }
  let over: HTML = v.overbooked == nil ? .empty : chip(v.overWords, .warn, .overbooked)
  let closed: HTML = v.isClosed ? chip("Day closed", .plain, .lock) : .empty
  let list = v.facts.map { (name: $0.value, value: HTML("\($0.words)")) }
  let phone: HTML = v.phone.isEmpty ? .empty : #"<a href="tel:\#(v.phone)">\#(v.phone)</a>"#
  let belongs: HTML =
    v.belongs.isEmpty
    ? .empty
    : #"<p class="small">\#(each: v.belongs, { #"<a class="on" href="\#($0.value)">\#($0.words)</a> "# })</p>"#
  let note: HTML = v.note.isEmpty ? .empty : #"<p class="small">\#(icon(.note)) \#(v.note)</p>"#
  let passed = v.passed.isEmpty ? "" : " (\(v.passed.joined(separator: " ")))"
  let reason: HTML =
    v.overbooked.map { #"<p class="small">\#(icon(.overbooked)) \#($0)\#(passed)</p>"# } ?? .empty
  return #"""
    <p class="chips">\#(statusChip(v.mark, v.since))\#(over)\#(closed)\#(alerts)</p>\#
    <p class="small quiet">\#(v.born)\#(if: !v.phone.isEmpty, "<br>")\#(phone)</p>\#
    \#(facts(list))\#(belongs)\#(note)\#(reason)
    """#
}

/// The buttons of a visit: first what comes next.
func visitSteps(_ v: VisitView, _ keys: FormKeys) -> HTML {
  let steps = HTML.each(v.steps) { step($0, keys) }
  let move: HTML? = v.move.map { linkButton("Move", to: $0, icon: .move, key: "m") }
  let cancel: HTML? = v.cancel.map { linkButton("Cancel visit", to: $0, .danger, key: "d") }
  let undo: HTML? = v.undo.map { step($0, keys) }
  let sooner: HTML? = v.sooner.map { linkButton("Would come sooner", to: $0, .quiet, icon: .clock) }
  let marks: HTML =
    v.marks.isEmpty
    ? .empty
    : #"\#(pressForm(keys))<div class="facts-row">\#(factButtons(v.marks, pressedBy: "data-key"))</div>"#
  let pin: HTML? = v.pin.map { pinChoice($0, keys) }
  return
    #"\#(marks)\#(boxList(v.boxes, keys))<div class="steps">\#(steps)\#(move)\#(cancel)\#(undo)\#(sooner)</div>\#(pin)"#
}

/// What happened, newest first, each with who and when.
func whatHappened(_ list: [HappenedView], title: String = "What happened") -> HTML {
  guard !list.isEmpty else { return .empty }
  let items = HTML.each(list) { h -> HTML in
    let why: HTML = h.why.isEmpty ? .empty : " · \(h.why)"
    let back: HTML =
      h.undone.isEmpty ? .empty : #"<span class="who-when">\#(icon(.undo)) \#(h.undone)</span>"#
    let style: HTML = h.undone.isEmpty ? .empty : #" class="undone""#
    return #"""
      <li\#(style)>\#(icon(h.icon))<span>\#(h.what)\#(why)</span>\#
      <span class="who-when">\#(h.whoWhen)</span>\#(back)</li>
      """#
  }
  return panel(title) { #"<ol class="happened">\#(items)</ol>"# }
}
