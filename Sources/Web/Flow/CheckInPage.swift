import Kernel

/// Lanes side by side on a desk, one below the other on a phone. `checkin.js` adds arrow keys, a letter for each
/// step, and waiting times that go on by themselves; without it every step is a button.
func checkInPage(_ v: CheckInView, in chrome: Chrome) -> HTML {
  let closed: HTML? = v.closed.map { notice(Notice($0, .info)) }
  let content: HTML = #"""
    \#(checkInHead(v))\#(closed)<div id="beside">\#(lateList(v.late))</div>\#
    \#(pressForm(chrome.keys))<div id="board" class="check-in">\#(v.board)</div>
    """#
  return layout(Page("Check-in", here: .checkIn, live: v.live, content), in: chrome)
}

private func checkInHead(_ v: CheckInView) -> HTML {
  let summary = HTML.each(v.summary) { chip($0.words, $0.tone, $0.icon) }
  let places: HTML =
    v.locations.count < 2
    ? hidden("location", v.location) : bareSelect("location", "Location", v.locations, chosen: v.location)
  let who = bareSelect("provider", "Show", v.providers, chosen: v.provider)
  let show: HTML = #"""
    <form method="get" action="/schedule/flow" class="day-nav" data-autosubmit>\#(places)\#(who)\#
    <button class="btn" data-without-js>Show</button></form>
    """#
  return head(
    v.title, beside: show + #"<span class="chips" id="summary">\#(summary)</span>"#,
    buttons: HTML.each(v.links) { linkButton($0.label, to: $0.url, icon: $0.icon) })
}

private func lateList(_ late: [CheckInView.Late]) -> HTML {
  guard !late.isEmpty else { return .empty }
  return panel("Running late", beside: chip(String(late.count), .warn, .clock)) {
    rows(
      late.map {
        ListRow(
          mark: icon(.clock), .warn, what: "<strong>\($0.provider)</strong> \($0.words)", why: "\($0.why)",
          actions: linkButton("What to do", to: $0.url))
      })
  }
}

/// Of no session: what is drawn once is shown to all who may press the same.
func checkInLanes(_ lanes: [CheckInView.Lane]) -> HTML { HTML.each(lanes, lane) }

private func lane(_ l: CheckInView.Lane) -> HTML {
  let cards: HTML =
    l.cards.isEmpty
    ? #"<p class="quiet small">Nobody</p>"# : #"<ul>\#(each: l.cards, { card($0) })</ul>"#
  let name: HTML = #"\#(icon(l.mark.icon))\#(l.name) <span class="chip">\#(String(l.cards.count))</span>"#
  return l.isFolded
    ? #"""
    <details class="stage \#(l.mark.style)" id="stage-\#(l.id)" data-lane="\#(l.id)"><summary><h2>\#(name)</h2></summary>\#(cards)</details>
    """#
    : #"<section class="stage \#(l.mark.style)" data-lane="\#(l.id)" aria-labelledby="h-\#(l.id)"><h2 id="h-\#(l.id)">\#(name)</h2>\#(cards)</section>"#
}

private func card(_ c: CheckInView.Card) -> HTML {
  let alert: HTML = c.alert ? icon(.alert, meaning: "Alert") : .empty
  let steps = HTML.each(c.steps, cardStep)
  return #"""
    <li class="card who-card"><a class="strong" id="c-\#(c.id)" href="\#(c.url)">\#(c.patient)</a> \#(alert)\#
    <div class="small quiet">\#(c.line)\#(c.boxes.map(boxMark))</div>\#(c.wait.map(waitChip))\#
    <div class="facts-row">\#(factButtons(c.facts, pressedBy: "data-card-key"))</div><div class="steps">\#(steps)</div></li>
    """#
}

private func cardStep(_ s: StepView) -> HTML {
  // A step is taken of the visit as it was seen: its one field is the button's own.
  press(
    s.url, class: "btn small \(s.weight.rawValue)", value: s.fields.first,
    #"data-card-key="\#(s.key ?? "")""#, #"\#(icon(s.icon))\#(s.label)"#)
}

/// A press settles a fact, another takes it back. What is settled says so with a mark and in words. They belong to the
/// page's ``pressForm(_:)``.
func factButtons(_ facts: [CheckInView.Fact], pressedBy attribute: HTML) -> HTML {
  HTML.each(facts) { fact in
    let mark = fact.isSettled ? icon(.done) : icon(.booked)
    let said: HTML = #"\#(mark)\#(fact.words)\#(aside(fact.isSettled ? ": settled" : ": open"))"#
    guard let url = fact.url else {
      return #"<span class="chip\#(fact.isSettled ? " ok" : "")">\#(said)</span>"#
    }
    return press(
      url, class: "fact\(fact.isSettled ? " settled" : "")", #"\#(attribute)="\#(fact.key)""#, said)
  }
}

/// `waiting 22 min, long`
func waitChip(_ w: CheckInView.Wait) -> HTML {
  let counted = w.minutes - w.early
  let (tone, said): (Tone, String) =
    counted >= w.tooLong ? (.urgent, ", too long") : counted >= w.long ? (.warn, ", long") : (.plain, "")
  return #"""
    <p class="wait"><span class="chip \#(tone.rawValue)" data-wait="\#(w.minutes)" data-early="\#(w.early)" \#
    data-long="\#(w.long)" data-too-long="\#(w.tooLong)">\#(icon(tone == .plain ? .clock : .alert))<span>\#(w.what) \#
    <b>\#(w.minutes)</b> min<em>\#(said)</em></span></span></p>
    """#
}
