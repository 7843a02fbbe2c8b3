import Hummingbird
import Kernel
import Practice
import Scheduling

/// Parking a visit on the pinboard, and putting it where there is a place.
enum Pins {
  static func pin(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let leaving = web.form["time"] == "leave"
      try await web.scheduling.pin(
        try web.id("visit"), leaving: leaving, note: try web.form.optionalText("note") ?? "", by: web.who)
      return .seeOther(web.cameFrom).saying(
        leaving ? "Parked. Its time is free." : "Parked. It keeps its time until it is put elsewhere.")
    } refused: {
      try await VisitSteps.page(web, $0)
    }
  }

  static func unpin(_ web: WebRequest) async throws -> Response {
    try await web.scheduling.unpin(try web.id("visit"), by: web.who)
    return .seeOther(web.cameFrom).saying("Taken off the pinboard.")
  }

  /// The board sends provider, day and time of where it was put down.
  static func place(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let old = try await web.scheduling.visit(try web.id("visit"), by: web.who).visit
      let slot = Slot(
        provider: try web.form.id("provider"), location: old.slot.location, day: try web.form.day("day"),
        time: try web.form.time("time"), minutes: old.slot.minutes)
      let visit = try await web.scheduling.place(old.id, at: slot, by: web.who)
      return .seeOther(scheduleURL("/schedule", slot.location, slot.day, nil, visit.id)).saying(
        "Put on \(shortDay(slot.day)), \(clockTime(slot.time.minutes)).",
        undo: web.who.may(.undoSteps) ? undoURL(visit.id, visit.steps) : nil)
    } refused: {
      try await VisitSteps.page(web, $0)
    }
  }
}

/// A parked visit as it lies beside the board.
struct PinView: Sendable {
  var id: String
  var url: String
  var patient: String
  /// `Follow-up · 30 min · Dr. Okafor`
  var what: String
  /// `since today 10:33, Maria Ortega`
  var since: String
  var note: String
  var minutes: Int
  /// Whether it gave its time up.
  var hasLeft: Bool
  /// Where a POST puts it; nil for those who may not.
  var place: String?

  init(_ pinned: PinnedVisit, _ zone: Zone, today: LocalDay, url: String, mayBook: Bool) {
    let (visit, at) = (pinned.board.visit, "/appointments/\(pinned.board.visit.id)/pin")
    id = visit.id.rawValue
    self.url = url
    patient = pinned.board.patient.full
    what = "\(pinned.board.typeName) · \(visit.slot.minutes) min · \(pinned.board.providerName)"
    since = "since \(stamp(pinned.pin.at, zone, today: today)), \(pinned.pin.by)"
    note = pinned.pin.note
    minutes = visit.slot.minutes
    hasLeft = pinned.pin.hasLeft
    place = mayBook ? at : nil
  }
}

/// What is parked, beside the board: dragged onto it, or picked up with `m`; without a script by the form.
func pinPanel(_ pins: [PinView], day: String, providers: [Choice], _ keys: FormKeys) -> HTML {
  if pins.isEmpty { return .empty }
  let list = HTML.each(pins) { pin -> HTML in
    let note: HTML = pin.note.isEmpty ? .empty : "<br>\(pin.note)"
    let held: HTML =
      pin.hasLeft ? chip("Has no time", .warn) : chip("Keeps its time")
    let move: HTML = pin.place.map { #" data-move="\#($0)/placement""# } ?? .empty
    return #"""
      <li><a class="visit s-booked pin r1 s\#(max(1, pin.minutes / 5))" id="pin-\#(pin.id)" href="\#(pin.url)"\#(move) \#
      title="\#(pin.patient), \#(pin.what), parked"><div class="name">\#(icon(.pin))<span>\#(pin.patient)</span></div>\#
      <div class="line">\#(pin.what)</div></a><p class="small quiet">\#(pin.since)\#(note) \#(held)</p>\#
      \#(pin.place.map { placing(pin, to: $0, day: day, providers, keys) })</li>
      """#
  }
  return panel("Pinboard", beside: chip(String(pins.count)), id: "pinboard") {
    #"<ul class="pins">\#(list)</ul>"#
  }
}

private func placing(_ pin: PinView, to url: String, day: String, _ providers: [Choice], _ keys: FormKeys)
  -> HTML
{
  let with = HTML.each(providers.filter { !$0.value.isEmpty }) {
    #"<option value="\#($0.value)">\#($0.words)</option>"#
  }
  return #"""
    <details class="more"><summary>Put it here\#(aside("\(pin.patient)"))</summary>\#
    \#(form(to: "\(url)/placement", keys) {
      hidden("day", day) + #"""
        <div class="field"><label for="pp-\#(pin.id)">With</label><select id="pp-\#(pin.id)" name="provider">\#(with)</select></div>\#
        <div class="field"><label for="pt-\#(pin.id)">At</label><input id="pt-\#(pin.id)" name="time" type="time" required></div>
        """#
        + buttons(button("Put it there"))
    })\#(action("Take off the pinboard", to: "\(url)/removal", keys, .quiet))</details>
    """#
}

/// The choice on a visit's panel: keep the time meanwhile, or give it free.
func pinChoice(_ url: String, _ keys: FormKeys) -> HTML {
  #"""
  <details class="more"><summary>\#(icon(.pin)) Park on the pinboard</summary>\#
  \#(form(to: url, keys) {
    field(Field("note", "Note for whoever looks for a place", width: .full, limit: 200))
      + buttons(
        button("Keep its time", name: "time", value: "keep"),
        button("Free its time", name: "time", value: "leave"))
  })</details>
  """#
}
