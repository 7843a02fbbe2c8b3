import Kernel

/// Everything that needs a person, in one list.
struct DeskView: Sendable {
  /// `Good morning, Maria`
  var greeting: String
  /// `9 things need you, 2 of them now`
  var summary: String
  var lines: [WorkLineView]
  var shows: [Choice]
  var show: String
  var locations: [Choice]
  var location: String
}

struct WorkLineView: Sendable {
  var id: String
  var title: String
  var patient: String
  var patientURL: String?
  var phone: String
  /// `12 min left`, `2 hours overdue`
  var clock: String
  var tone: Tone
  var icon: Icon
  var reason: String
  /// `Front desk · Riverside`
  var whose: String
  var link: String
  var action: String
  /// Where a POST ends it; nil for those who may not.
  var end: String?
}

func deskPage(_ view: DeskView, _ keys: FormKeys) -> Page {
  let filter: HTML = #"""
    <form method="get" action="/desk" class="day-nav" data-autosubmit>\#
    \#(bareSelect("show", "Whose work", view.shows, chosen: view.show))\#
    \#(if: view.locations.count > 2, bareSelect("location", "Location", view.locations, chosen: view.location))\#
    <button class="btn" data-without-js>Show</button></form>
    """#
  return Page(
    "Desk", here: .desk, live: "work",
    head(
      view.greeting,
      beside: #"<span class="quiet" id="summary"><span class="chip">\#(view.summary)</span></span>"#,
      buttons: filter)
      + #"<div id="board">\#(work(view, keys))</div>"#)
}

private func work(_ view: DeskView, _ keys: FormKeys) -> HTML {
  guard !view.lines.isEmpty else {
    return
      #"<div class="card">\#(emptyState(.done, "Nothing needs anybody just now. What comes up appears here by itself.", linkButton("To the schedule", to: "/schedule", icon: .calendar)))</div>"#
  }
  let list = view.lines.enumerated().map { place, line in
    let who: HTML? = line.patientURL.map {
      #" · <a href="\#($0)">\#(line.patient)</a> \#(line.phone.isEmpty ? .empty : phone(line.phone))"#
    }
    return ListRow(
      mark: icon(line.icon), line.tone,
      what: #"<strong>\#(line.title)</strong>\#(who) \#(chip(line.clock, line.tone, .clock))"#,
      why: #"\#(line.reason) <span class="quiet">\#(line.whose)</span>"#,
      actions: linkButton(line.action, to: line.link, place == 0 ? .primary : .plain)
        + (line.end.map { done(line, to: $0, keys) } ?? .empty))
  }
  return #"<section class="card" aria-label="What needs you">\#(rows(list))</section>"#
}

private func done(_ line: WorkLineView, to url: String, _ keys: FormKeys) -> HTML {
  #"""
  <details class="menu attempt"><summary class="btn">Done\#(aside(": \(line.title)"))</summary><div class="menu-body">\#
  \#(form(to: url, keys) {
    #"<div class="field"><label for="d-\#(line.id)">What came of it</label><input id="d-\#(line.id)" name="outcome" required maxlength="200" autocomplete="off"></div>"#
      + buttons(button("Done", .primary))
  })</div></details>
  """#
}
