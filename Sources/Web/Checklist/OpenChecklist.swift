import Hummingbird
import Kernel
import Practice
import Scheduling

/// What is still open on the visits of the coming days.
enum OpenChecklist {
  static func show(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    let days = try web.query.optionalInt("days", 1...60, called: "the days") ?? 7
    let open = try await web.scheduling.openBoxes(at: ask.place.id, days: days, by: web.who)
    let view = OpenChecklistView(
      place: ask.place.name, location: ask.place.id.rawValue,
      locations: ask.places.map { Choice($0.id.rawValue, $0.name) }, days: String(days),
      back: ask.url("/schedule/flow"), setup: web.who.may(.manageSchedule),
      lines: open.map { openLine($0, ask, web.who) }, printed: web.printed(at: ask.place))
    return .page(openChecklistPage(view, in: try await web.chrome(at: ask.place))).remembering(ask.place)
  }
}

private func openLine(_ open: OpenBoxes, _ ask: DayAsk, _ who: Who) -> OpenChecklistView.Line {
  let (board, visit) = (open.board, open.board.visit)
  return OpenChecklistView.Line(
    patient: board.patient.full, url: ask.url(day: visit.slot.day, visit: visit.id),
    line: "\(namedDay(visit.slot.day, today: ask.today)), \(clockTime(visit.slot.time.minutes))"
      + " · \(board.typeName) · \(board.providerName)",
    phone: board.phone?.description ?? "",
    boxes: open.boxes.map { box in
      BoxView(
        name: box.name, isTicked: false, said: "", isDue: open.due.contains(box.id),
        url: who.may(.bookVisits) ? tickURL(box.id, on: visit.id) : nil)
    })
}

struct OpenChecklistView: Sendable {
  var place: String
  var location: String
  var locations: [Choice]
  var days: String
  var back: String
  /// Whether this person says which boxes there are.
  var setup: Bool
  var lines: [Line]
  var printed: String

  struct Line: Sendable {
    var patient: String
    var url: String
    /// `Tomorrow, Tue 24 November, 9:00 · Follow-up · Dr. Okafor`
    var line: String
    var phone: String
    var boxes: [BoxView]
  }
}

func openChecklistPage(_ v: OpenChecklistView, in chrome: Chrome) -> HTML {
  let list: HTML =
    v.lines.isEmpty
    ? panel("Nothing is due") {
      emptyState(.done, "No box of the checklist is due on the visits of these days.")
    }
    : #"""
    <section class="card">\#(rows(v.lines.map { openRow($0, chrome.keys) }))</section>\#
    <p class="small quiet">\#(v.printed)</p>
    """#
  let places: HTML =
    v.locations.count < 2
    ? hidden("location", v.location) : bareSelect("location", "Location", v.locations, chosen: v.location)
  let spans = ["1", "3", "7", "14", "30"].map { Choice($0, $0 == "1" ? "Today" : "\($0) days") }
  let choose: HTML = #"""
    <form method="get" action="/schedule/checklist" class="day-nav" data-autosubmit>\#(places)\#
    \#(bareSelect("days", "Days ahead", spans, chosen: v.days))<button class="btn" data-without-js>Show</button></form>
    """#
  let setup: HTML = v.setup ? linkButton("Checklist", to: "/checklist", icon: .edit) : .empty
  return layout(
    Page(
      "Still open", here: .checkIn,
      head(
        "Still open, \(v.place)", beside: choose,
        buttons: linkButton("Check-in", to: v.back, icon: .left) + setup
          + ##"<a class="btn no-print" href="#main" data-print>\##(icon(.print))Print</a>"##) + list),
    in: chrome)
}

private func openRow(_ line: OpenChecklistView.Line, _ keys: FormKeys) -> ListRow {
  let phone: HTML = line.phone.isEmpty ? .empty : #" <a href="tel:\#(line.phone)">\#(line.phone)</a>"#
  let due = line.boxes.filter(\.isDue)
  let later = line.boxes.filter { !$0.isDue }
  let rest: HTML =
    later.isEmpty
    ? .empty
    : #"<div class="facts-row"><span class="quiet small">Later</span>\#(each: later, { boxButton($0, keys) })</div>"#
  return ListRow(
    mark: icon(.list), .warn,
    what: #"""
      <a class="strong" href="\#(line.url)">\#(line.patient)</a>\#(phone)<div class="small">\#(line.line)</div>\#
      <div class="facts-row">\#(each: due, { boxButton($0, keys) })</div>\#(rest)
      """#)
}
