import Hummingbird
import Kernel
import Practice
import Scheduling

/// Who may not come tomorrow, and why: for a reminder or a call.
enum Outlook {
  static func show(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    let day = try web.query.optionalDay("on") ?? ask.today.advanced(by: 1)
    let lines = try await web.scheduling.mayNotCome(on: day, at: ask.place.id, by: web.who)
    let view = OutlookView(
      title: "Who may not come, \(longDay(day, today: ask.today))", day: day.description,
      location: ask.place.id.rawValue, back: ask.url("/schedule/flow"),
      lines: lines.map { outlookLine($0, ask, web.who) })
    return .page(outlookPage(view, in: try await web.chrome(at: ask.place)))
  }

  static func remind(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let visit: ID<Appointment> = try web.id("visit")
      try await web.scheduling.remind(visit, by: web.who)
      let came = web.cameFrom
      return .seeOther(came.hasPrefix("/schedule") ? came : "/appointments/\(visit)")
        .saying("A reminder waits to be sent.")
    } refused: { problems in
      try await VisitSteps.page(web, problems)
    }
  }
}

private func outlookLine(_ l: OutlookLine, _ ask: DayAsk, _ who: Who) -> OutlookView.Line {
  let (visit, slot) = (l.board.visit, l.board.visit.slot)
  let reminds = who.may(.bookVisits) && !l.isReminded
  return OutlookView.Line(
    patient: l.board.patient.full, url: ask.url(day: slot.day, visit: visit.id),
    line: "\(clockTime(slot.time.minutes)) · \(l.board.typeName) · \(l.board.providerName)",
    phone: l.board.phone?.description ?? "",
    advice: l.outlook.advice == .call ? "Call" : "Remind", isCall: l.outlook.advice == .call,
    points: l.outlook.points,
    why: l.outlook.reasons.map { "\($0.sentence) (\($0.points > 0 ? "+" : "−")\(abs($0.points)))" },
    isReminded: l.isReminded, remind: reminds ? "/appointments/\(visit.id)/reminder" : nil,
    confirm: who.may(.bookVisits) ? "/appointments/\(visit.id)/confirmation" : nil)
}

struct OutlookView: Sendable {
  var title: String
  var day: String
  var location: String
  var back: String
  var lines: [Line]

  struct Line: Sendable {
    var patient: String
    var url: String
    var line: String
    var phone: String
    var advice: String
    var isCall: Bool
    var points: Int
    /// Each reason is a sentence with its points.
    var why: [String]
    var isReminded: Bool
    var remind: String?
    var confirm: String?
  }
}

func outlookPage(_ v: OutlookView, in chrome: Chrome) -> HTML {
  let list: HTML =
    v.lines.isEmpty
    ? panel("Nobody stands out") {
      emptyState(.phone, "No visit of this day needs more than the usual reminder.")
    }
    : #"<section class="card">\#(rows(v.lines.map { outlookRow($0, chrome.keys) }))</section>"#
  let choose: HTML = #"""
    <form method="get" action="/schedule/outlook" class="day-nav" data-autosubmit>\#(hidden("location", v.location))\#
    <label class="sr" for="go-on">Day</label><input class="bare-input" id="go-on" type="date" name="on" value="\#(v.day)">\#
    <button class="btn" data-without-js>Show</button></form>
    """#
  return layout(
    Page(
      "Who may not come", here: .checkIn,
      head(v.title, beside: choose, buttons: linkButton("Check-in", to: v.back, icon: .left))
        + #"""
        <p class="quiet">From how long ago a visit was booked and how the patient’s own earlier visits ended, and from \#
        nothing else. It is for a kind word ahead of time. Booking does not know of it.</p>
        """# + list),
    in: chrome)
}

private func outlookRow(_ l: OutlookView.Line, _ keys: FormKeys) -> ListRow {
  let phone: HTML = l.phone.isEmpty ? .empty : #" <a href="tel:\#(l.phone)">\#(l.phone)</a>"#
  let why = HTML.each(l.why) { "<li>\($0)</li>" }
  let confirm: HTML? = l.confirm.map { action("They will come", to: $0, keys, icon: .confirmed) }
  let remind: HTML? = l.remind.map { action("Remind", to: $0, keys, .quiet, icon: .mail) }
  let waits: HTML? = l.isReminded ? chip("Reminder waits", .info, .mail) : nil
  return ListRow(
    mark: icon(l.isCall ? .phone : .mail, meaning: l.advice), l.isCall ? .warn : .info,
    what: #"""
      <a class="strong" href="\#(l.url)">\#(l.patient)</a> \#(chip("\(l.advice) · \(l.points) points"))\#(phone)\#
      <div class="small">\#(l.line)</div><ul class="small why-list">\#(why)</ul>
      """#,
    actions: #"\#(confirm)\#(remind)\#(waits)"#)
}
