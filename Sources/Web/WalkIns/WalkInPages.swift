import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

/// People who come without a visit.
enum WalkInPages {
  static func show(_ web: WebRequest) async throws -> Response {
    let ask = try await DayAsk(web)
    return .page(try await page(web, ask.place, ask.places, web.query)).remembering(ask.place)
  }

  /// The search for who came, without a script.
  static func findWhom(_ web: WebRequest) async throws -> Response { try await again(web) }

  static func add(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let draft = WalkInDraft(
        location: try web.form.id("location"), patient: try web.form.optionalID("patient"),
        name: web.form["name"], reason: web.form["reason"],
        visitType: try web.form.id("type", called: "a kind of visit"),
        urgency: try web.form.int("urgency", 1...3).urgency)
      _ = try await web.scheduling.noteWalkIn(draft, submission: try web.submission(), by: web.who)
      return .seeOther("/walk-ins?location=\(draft.location)").saying("They are in the queue.")
    } refused: { problems in
      try await again(web, problems)
    }
  }

  static func leave(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      try await web.scheduling.letGo(try web.id("walkin"), words: web.form["words"], by: web.who)
      return .seeOther("/walk-ins").saying("Noted: they left without being seen.")
    } refused: { problems in
      try await again(web, problems)
    }
  }

  private static func again(_ web: WebRequest) async throws -> Response { .page(try await again(web, .none)) }

  private static func again(_ web: WebRequest, _ problems: FormProblems) async throws -> HTML {
    let places = try await web.practice.locations(by: web.who).filter(\.active)
    let asked: ID<Location>? = try web.form.optionalID("location")
    guard let place = places.first(where: { $0.id == asked ?? web.lastPlace }) ?? places.first else {
      throw NotFound("location")
    }
    return try await page(web, place, places, web.form, problems)
  }

  private static func page(
    _ web: WebRequest, _ place: Location, _ places: [Location], _ form: Form, _ problems: FormProblems = .none
  ) async throws -> HTML {
    let queue = try await web.scheduling.walkIns(at: place.id, by: web.who)
    let types = try await web.scheduling.visitTypes(by: web.who).filter {
      $0.isActive && $0.rules.capacity == 1
    }
    var view = WalkInsView(
      queue, places: places, types: types, form: form, now: web.now, mayRun: web.who.may(.runDay),
      mayBook: web.who.may(.bookVisits), problems: problems, submission: web.desks.newID())
    if let patient: ID<Patient> = try form.optionalID("patient") {
      view.patient = patientBadge(try await web.records.patient(patient, by: web.who), today: queue.day)
    }
    view.searched = form["q"]
    if !view.searched.isEmpty { view.hits = try await PatientSearch.hits(view.searched, limit: 20, web) }
    return walkInsPage(view, in: try await web.chrome(at: place))
  }
}

extension Int {
  fileprivate var urgency: WalkIn.Urgency { WalkIn.Urgency(rawValue: self) ?? .ordinary }
}
