import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

/// What people ask for by themselves, answered by the desk.
enum Requests {
  static func list(_ web: WebRequest) async throws -> Response {
    let places = Dictionary(
      uniqueKeysWithValues: try await web.practice.locations(by: web.who).map { ($0.id, $0) })
    func lines(_ requests: [VisitRequest]) -> [RequestLine] {
      requests.compactMap { request in
        places[request.slot.location].map { RequestLine(request, $0, now: web.now) }
      }
    }
    let open = lines(try await web.scheduling.visitRequests(by: web.who))
    let missed = lines(try await web.scheduling.missedRequests(by: web.who))
    return .page(try await web.page(requestsPage(open, missed: missed)))
  }

  static func show(_ web: WebRequest) async throws -> Response { .page(try await page(web, web.query)) }

  /// The search for who it is, without a script.
  static func findWhom(_ web: WebRequest) async throws -> Response { .page(try await page(web, web.form)) }

  static func grant(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let visit = try await web.scheduling.grant(
        try web.id("request"), to: try web.form.id("patient"), by: web.who)
      return booked(visit)
    } refused: { problems in
      try await page(web, web.form, problems)
    }
  }

  static func register(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let id: ID<VisitRequest> = try web.id("request")
      let request = try await web.scheduling.visitRequest(id, by: web.who)
      guard case .newcomer(let newcomer) = request.from, request.outcome == .open else {
        throw OnlineRefused.requestOver
      }
      let patient = try await web.records.register(
        newcomer.draft, by: web.who, submission: "registration:\(id)")
      return booked(try await web.scheduling.grant(id, to: patient.id, by: web.who))
    } refused: { problems in
      try await page(web, web.form, problems)
    }
  }

  static func decline(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let id: ID<VisitRequest> = try web.id("request")
      try await web.scheduling.decline(id, because: web.form["reason"], by: web.who)
      return .seeOther("/requests").saying(
        "Declined. The time is free again; somebody has to tell them.")
    } refused: { problems in
      try await page(web, web.form, problems)
    }
  }

  private static func booked(_ visit: Appointment) -> Response {
    .seeOther(scheduleURL("/schedule", visit.slot.location, visit.slot.day, nil, visit.id)).saying(
      "The visit is booked. A message that it stands waits under Messages.")
  }

  private static func page(
    _ web: WebRequest, _ form: Form, _ problems: FormProblems = .none
  ) async throws -> HTML {
    let request = try await web.scheduling.visitRequest(try web.id("request"), by: web.who)
    guard
      let place = try await web.practice.locations(by: web.who).first(where: {
        $0.id == request.slot.location
      })
    else { throw NotFound("location") }
    let today = place.zone.day(of: web.now)
    var view = RequestView(
      request, RequestLine(request, place, now: web.now), keys: web.keys, problems: problems)
    view.searched = form["q"]
    if case .newcomer(let newcomer) = request.from, request.outcome == .open {
      view.alike = try await web.records.likelyDuplicates(of: newcomer.draft, by: web.who)
        .map { hitView($0.label, today: today) }
      view.mayRegister = web.who.may(.editPatients)
      if !view.searched.isEmpty { view.hits = try await PatientSearch.hits(view.searched, limit: 20, web) }
    }
    if let chosen: ID<Patient> = try form.optionalID("patient") ?? request.patient {
      view.chosen = patientBadge(try await web.records.patient(chosen, by: web.who), today: today)
    }
    return try await web.page(requestPage(view), at: place)
  }
}

extension Newcomer {
  /// A record as they would fill it in.
  fileprivate var draft: PatientDraft {
    var draft = PatientDraft(
      family: name.family, given: name.given, birthDate: birthDate.description,
      phones: phone.map { [PatientDraft.Phone($0.description)] } ?? [])
    draft.emails = email.isEmpty ? [] : [email]
    draft.language = language
    return draft
  }
}
