import Hummingbird
import Kernel
import Practice
import Scheduling
import Store

/// The rooms and devices of a place as the desk needs them: what can be used, what cannot, and until when.
enum OutOfUse {
  static func show(_ web: WebRequest) async throws -> Response { .page(try await page(web)) }

  static func begin(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let (away, back) = try await fact(web)
      if let ask = try await Affected.ask(web, .outOfService(away), "Out of service", back: back) {
        return ask
      }
      let displacing = try await Affected.displacing(web, .outOfService(away))
      try await web.practice.takeOutOfService(
        away.resource, until: away.until, reason: away.reason, locking: displacing.locks, by: web.who,
        also: { try displacing.carry(.outOfService($1), $0) })
      return Affected.done(web, back, "It cannot be booked now.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func end(_ web: WebRequest) async throws -> Response {
    let id: ID<Resource> = try web.id("resource")
    let place = try await place(of: id, web)
    try await web.practice.returnToService(id, by: web.who, also: web.scheduling.settling(by: web.who))
    return .seeOther("/rooms?location=\(place.id)").saying("It can be booked again.")
  }

  /// What is to be written down, and the page it belongs to.
  private static func fact(_ web: WebRequest) async throws -> (OutOfService, back: String) {
    let id: ID<Resource> = try web.id("resource")
    let place = try await place(of: id, web)
    let away = try web.practice.outOfService(
      id, until: try until(web.form, place.zone), reason: try web.form.text("reason", max: 120), by: web.who)
    return (away, "/rooms?location=\(place.id)")
  }

  private static func until(_ form: Form, _ zone: Zone) throws -> Instant? {
    guard let day = try form.optionalDay("until", called: "the day it is back") else { return nil }
    return zone.instant(day, try form.optionalTime("until_time", called: "the time it is back") ?? .midnight)
  }

  private static func place(of id: ID<Resource>, _ web: WebRequest) async throws -> Location {
    let resources = try await web.desks.store.read { try $0.resource(id) }
    let places = try await web.practice.locations(by: web.who)
    guard let place = places.first(where: { $0.id == resources?.location }) else {
      throw NotFound("room or device")
    }
    return place
  }

  private static func page(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let places = try await web.practice.locations(by: web.who).filter(\.active)
    let asked: ID<Location>? = try web.query.optionalID("location")
    var chosen = asked
    if let id: ID<Resource> = try? web.id("resource") { chosen = try await place(of: id, web).id }
    let last = web.lastPlace
    guard let place = places.first(where: { $0.id == chosen ?? last }) ?? places.first else {
      throw NotFound("location")
    }
    let away = try await web.practice.outOfService(by: web.who)
    let today = place.zone.day(of: web.now)
    let lines = try await web.desks.store.read { try $0.resources(at: place.id) }.filter(\.active).map {
      resource in
      OutOfUseView.Line(
        resource,
        away.first { $0.resource == resource.id }.map { away in
          away.until == OutOfService.forever
            ? away.reason
            : "\(away.reason), until \(stamp(away.until, place.zone, today: today))"
        })
    }
    return try await web.page(
      outOfUsePage(
        OutOfUseView(
          place: place.name, places: places.map { Choice("/rooms?location=\($0.id)", $0.name) }, lines: lines),
        problems, web.keys), at: place)
  }
}

struct OutOfUseView: Sendable {
  var place: String
  var places: [Choice]
  var lines: [Line]

  struct Line: Sendable {
    var url: String
    var name: String
    var what: String
    /// Why it cannot be used, and until when; nil where it can.
    var away: String?

    init(_ resource: Resource, _ away: String?) {
      url = "/rooms/\(resource.id)"
      name = resource.name
      what = [resource.kind.words, resource.group].filter { !$0.isEmpty }.joined(separator: " · ")
      self.away = away
    }
  }
}

func outOfUsePage(_ view: OutOfUseView, _ problems: FormProblems, _ keys: FormKeys) -> Page {
  let away = view.lines.filter { $0.away != nil }
  let gone: HTML =
    away.isEmpty
    ? emptyState(.done, "Everything can be used.")
    : rows(
      away.map { line in
        ListRow(
          mark: icon(.alert), .warn, what: "<b>\(line.name)</b>", why: "\(line.away ?? "")",
          actions: action("Back in service", to: "\(line.url)/return", keys, icon: .undo))
      })
  let list = HTML.each(view.lines.filter { $0.away == nil }) { line -> HTML in
    #"""
    <details class="more"><summary>\#(line.name) <span class="quiet">\#(line.what)</span></summary>\#
    \#(form(to: "\(line.url)/out", keys) { outFields(line) })</details>
    """#
  }
  let others: HTML =
    view.places.count < 2
    ? .empty
    : HTML.each(view.places.filter { $0.words != view.place }) {
      linkButton($0.words, to: $0.value, .quiet, icon: .pin)
    }
  return Page(
    "Rooms and devices", here: .schedule,
    head("Rooms and devices", beside: chip(view.place), buttons: others) + wrongFields(problems.list)
      + panel("Out of service") { gone }
      + panel("Take something out of service") {
        (#"<p class="quiet">It cannot be booked from that moment on. Visits that hold it go on a list, with other times for each.</p>"#
          as HTML)
          + list
      })
}

private func outFields(_ line: OutOfUseView.Line) -> HTML {
  let id = line.url.split(separator: "/").last.map(String.init) ?? ""
  func input(_ name: String, _ label: String, _ kind: String, needed: Bool = false) -> HTML {
    #"""
    <div class="field third"><label for="\#(name)-\#(id)">\#(label)</label><input id="\#(name)-\#(id)" name="\#(name)" \#
    type="\#(kind)" autocomplete="off" maxlength="120"\#(attribute: "required", if: needed)></div>
    """#
  }
  return (#"<div class="fields">"# as HTML) + input("reason", "Why", "text", needed: true)
    + input("until", "Back on (if known)", "date") + input("until_time", "at", "time") + "</div>"
    + buttons(button("Take \(line.name) out of service", .danger))
}
