import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

/// Taking somebody out of the queue into a free time: who they are, then which time.
enum TakeWalkInPage {
  static func show(_ web: WebRequest) async throws -> Response { .page(try await page(web, web.query)) }

  static func findWhom(_ web: WebRequest) async throws -> Response { .page(try await page(web, web.form)) }

  static func submit(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let minutes = try web.form.int("minutes", 5...720)
      let visit = try await web.scheduling.takeWalkIn(
        try web.id("walkin"), into: try SlotCode(web.form).slot(minutes: minutes),
        patient: try web.form.optionalID("patient"), submission: try web.submission(), by: web.who)
      return .seeOther(scheduleURL("/schedule", visit.slot.location, visit.slot.day, nil, visit.id))
        .saying("Booked for \(clockTime(visit.slot.time.minutes)), and arrived.")
    } refused: { problems in
      try await page(web, web.form, problems)
    }
  }

  private static func page(_ web: WebRequest, _ form: Form, _ problems: FormProblems = .none) async throws
    -> HTML
  {
    let id: ID<WalkIn> = try web.id("walkin")
    let one = try await web.scheduling.walkIn(id, by: web.who)
    let slots = try await web.scheduling.timesForWalkIn(id, by: web.who)
    let names = try await web.namesOfProviders()
    let patient = try form.optionalID("patient") ?? one.patient
    let sheet = try await patient.mapAsync { try await web.records.patient($0, by: web.who) }
    let hits = form["q"].isEmpty ? [] : try await PatientSearch.hits(form["q"], limit: 20, web)
    let view = TakeWalkInView(
      url: "/walk-ins/\(id)", name: one.name, reason: one.reason,
      patient: sheet.map { patientBadge($0, today: Zone.utc.day(of: web.now)) },
      times: slots.map { TogetherChoice([$0], names) }, minutes: slots.first?.minutes ?? 0,
      searched: form["q"],
      hits: hits, problems: problems, submission: web.desks.newID())
    return takeWalkInPage(view, in: try await web.chrome())
  }
}

struct TakeWalkInView: Sendable {
  var url: String
  var name: String
  var reason: String
  var patient: PatientBadge?
  var times: [TogetherChoice]
  var minutes: Int
  var searched: String
  var hits: [HitView]
  var problems: FormProblems
  var submission: String
}

func takeWalkInPage(_ view: TakeWalkInView, in chrome: Chrome) -> HTML {
  let whom =
    view.patient.map { #"<section class="card panel">\#(patientBadge($0))</section>"# as HTML }
    ?? panel("Who is it?") {
      findPatient(
        "Name, birth date, phone or record number", to: "\(view.url)/search", pick: "\(view.url)?patient=",
        searched: view.searched, hits: view.hits, csrf: chrome.csrf)
        + buttons(linkButton("New patient", to: "/patients/new", icon: .personPlus))
    }
  let times: HTML =
    view.times.isEmpty
    ? emptyState(.findTime, "Nobody who does such visits has a free time left today.")
    : form(to: "\(view.url)/visit", FormKeys(csrf: chrome.csrf, submission: view.submission)) {
      (view.patient.map { hidden("patient", $0.id) } ?? .empty) + hidden("minutes", String(view.minutes))
        + togetherChoices("slot", view.times)
        + buttons(button("Book and mark as arrived", .primary, icon: .arrived))
    }
  let next: HTML = view.patient == nil ? .empty : panel("Choose a time") { times }
  return layout(
    Page(
      "Take from the queue", here: .walkIns,
      head(view.name) + wrongFields(view.problems.list) + #"<p class="quiet">\#(view.reason)</p>"# + whom
        + next),
    in: chrome)
}
