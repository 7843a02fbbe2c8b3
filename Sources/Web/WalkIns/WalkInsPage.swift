import Kernel
import Practice
import Scheduling

/// The queue of a place.
struct WalkInsView: Sendable {
  var location: String
  var live: String
  var places: [Choice]
  var waiting: [Line]
  var over: [Line]
  var types: [Choice]
  var form: Form
  var mayRun: Bool
  var problems: FormProblems
  var submission: String
  var patient: PatientBadge?
  var searched = ""
  var hits: [HitView] = []

  struct Line: Sendable {
    var url: String
    var name: String
    /// `Ear ache · Same-day visit · came 9:12`
    var why: String
    var urgency: WalkIn.Urgency
    /// `in about 20 min`
    var wait: String
    var isLong: Bool
    var take: String?
  }

  init(
    _ queue: WalkInQueue, places: [Location], types: [VisitType], form: Form, now: Instant, mayRun: Bool,
    mayBook: Bool,
    problems: FormProblems, submission: String
  ) {
    let zone = queue.location.zone
    func line(_ one: WalkIn, _ wait: String, isLong: Bool = false, take: String? = nil, end: String = "")
      -> Line
    {
      let came = "came \(zone.wall(one.cameAt).time)"
      return Line(
        url: one.patient.map { "/patients/\($0)" } ?? "", name: one.name,
        why: [one.reason, one.typeName, came, end].filter { !$0.isEmpty }.joined(separator: " · "),
        urgency: one.urgency, wait: wait, isLong: isLong, take: take)
    }
    location = queue.location.id.rawValue
    live = Scheduling.topic(queue.location.id, queue.day)
    self.places = places.map { Choice($0.id.rawValue, $0.name) }
    waiting = queue.waiting.map { one in
      line(
        one.walkIn, one.wait.map { $0 == 0 ? "now" : "in about \($0) min" } ?? "no time left today",
        isLong: one.wait.map { $0 > 60 } ?? true,
        take: mayBook && mayRun ? "/walk-ins/\(one.walkIn.id)" : nil)
    }
    over = queue.over.map { one in
      let words = one.end?.words ?? ""
      return line(
        one, one.end?.visit == nil ? "left without being seen" : "taken",
        end: words.isEmpty ? "\(one.end?.by ?? "")" : "\(words) (\(one.end?.by ?? ""))")
    }
    self.types = types.map { Choice($0.id.rawValue, "\($0.name) · \($0.minutes) min") }
    self.form = form
    self.mayRun = mayRun
    self.problems = problems
    self.submission = submission
  }
}

func walkInsPage(_ view: WalkInsView, in chrome: Chrome) -> HTML {
  let places: HTML =
    view.places.count < 2
    ? .empty
    : #"""
    <form method="get" action="/walk-ins" class="day-nav" data-autosubmit>\#
    \#(bareSelect("location", "Location", view.places, chosen: view.location))\#
    <button class="btn" data-without-js>Show</button></form>
    """#
  let over: HTML =
    view.over.isEmpty ? .empty : panel("Today’s others") { rows(view.over.map { row($0, chrome.keys) }) }
  let queue = panel("In the queue", beside: chip("\(view.waiting.count) waiting", .violet, .arrived)) {
    view.waiting.isEmpty
      ? emptyState(.people, "Nobody waits without a visit.") : rows(view.waiting.map { row($0, chrome.keys) })
  }
  return layout(
    Page(
      "Walk-ins", here: .walkIns, live: view.live,
      head("Walk-ins", beside: places) + wrongFields(view.problems.list)
        + split(
          #"<div id="beside">\#(queue)\#(over)</div>"#, beside: view.mayRun ? arriving(view, chrome) : .empty)
    ),
    in: chrome)
}

private func row(_ line: WalkInsView.Line, _ keys: FormKeys) -> ListRow {
  let tone: Tone = line.urgency == .urgent ? .urgent : line.urgency == .soon ? .warn : .plain
  let name: HTML =
    line.url.isEmpty
    ? #"<strong>\#(line.name)</strong>"# : #"<a class="strong" href="\#(line.url)">\#(line.name)</a>"#
  let take: HTML? = line.take.map { linkButton("Take", to: $0, .primary) }
  let leave: HTML? = line.take.map { action("Left", to: "\($0)/departure", keys, .quiet) }
  return ListRow(
    mark: icon(line.urgency == .urgent ? .alert : .clock, meaning: line.urgency.words), tone,
    what:
      #"\#(name) \#(chip(line.wait, line.isLong ? .warn : .plain, .clock)) \#(if: line.urgency != .ordinary, chip(line.urgency.words, tone))"#,
    why: "\(line.why)", actions: #"\#(leave)\#(take)"#)
}

private func arriving(_ view: WalkInsView, _ chrome: Chrome) -> HTML {
  let form = view.form
  let urgencies = WalkIn.Urgency.allCases.map { (value: String($0.rawValue), words: $0.words) }
  let found: HTML =
    view.patient.map {
      patientBadge($0) + linkButton("Somebody else", to: "/walk-ins?location=\(view.location)", .quiet)
    }
    ?? findPatient(
      "Find the patient", to: "/walk-ins/search", pick: "/walk-ins?location=\(view.location)&patient=",
      searched: view.searched, hits: view.hits, csrf: chrome.csrf)
  let name: HTML =
    view.patient.map { hidden("patient", $0.id) }
    ?? field(
      Field(
        "name", "Or what they are called", form["name"], hint: "Until they are found",
        error: view.problems["name"],
        width: .full, limit: 120))
  return panel("Somebody came") {
    found
      + Web.form(to: "/walk-ins", FormKeys(csrf: chrome.csrf, submission: view.submission)) {
        hidden("location", view.location)
          + fieldRow(
            name,
            field(
              Field(
                "reason", "Why they came", form["reason"], error: view.problems["reason"], required: true,
                autofocus: view.patient != nil, width: .full,
                limit: 200)),
            select("type", "Visit", view.types, chosen: form["type"], width: .full),
            radios("urgency", "How urgent", urgencies, chosen: form.has("urgency") ? form["urgency"] : "3"))
          + buttons(button("Into the queue", .primary, icon: .plus))
      }
  }
}
