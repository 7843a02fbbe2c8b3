import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

/// Putting a patient on the wait list, changing what they wait for, and taking them off.
enum WishForm {
  static func new(_ web: WebRequest) async throws -> Response { .page(try await page(web, nil)) }

  static func add(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      _ = try await web.scheduling.wish(try terms(web.form), by: web.who, submission: try web.submission())
      return .seeOther("/wait-list").saying("On the wait list. A time that suits is offered by itself.")
    } refused: {
      try await page(web, nil, $0)
    }
  }

  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await page(web, try await web.scheduling.wish(try web.id("wish"), by: web.who)))
  }

  static func edit(_ web: WebRequest) async throws -> Response {
    let wish = try await web.scheduling.wish(try web.id("wish"), by: web.who)
    return try await web.attempt {
      try await web.scheduling.editWish(wish.id, try terms(web.form), by: web.who)
      return .seeOther("/wait-list").saying("Changed. The place in line stays.")
    } refused: {
      try await page(web, wish, $0)
    }
  }

  static func withdraw(_ web: WebRequest) async throws -> Response {
    try await web.scheduling.withdrawWish(try web.id("wish"), because: web.form["reason"], by: web.who)
    return .seeOther("/wait-list").saying("Taken off the wait list.")
  }

  private static func terms(_ form: Form) throws -> WishTerms {
    let level = try form.int("urgency", 1...4, called: "how urgent it is")
    return WishTerms(
      patient: try form.id("patient"), visitType: try form.id("type", called: "a kind of visit"),
      provider: try form.optionalID("provider"), location: try form.optionalID("location"),
      weekdays: Set(form.values("weekday").compactMap { Int($0).flatMap(Weekday.init(rawValue:)) }),
      parts: Set(form.values("part").compactMap(DayPart.init(rawValue:))),
      firstDay: try form.optionalDay("first", called: "the first day"),
      lastDay: try form.optionalDay("last", called: "the last day"),
      notice: try form.int("notice", 0...10_080, called: "the notice they need"),
      phoneOnly: form.flag("phone_only"), urgency: Urgency(rawValue: level) ?? .whenever,
      reason: try form.optionalText("reason", called: "the reason") ?? "",
      note: try form.note("note", max: 500), sooner: try form.optionalID("sooner", called: "visit"))
  }

  /// What is chosen before anything was typed: what the visit, the search or the patient says.
  private static func begun(_ web: WebRequest) async throws -> WishTerms {
    let query = web.query
    var sooner: Appointment?
    if let visit: ID<Appointment> = try query.optionalID("visit") {
      sooner = try await web.scheduling.visit(visit, by: web.who).visit
    }
    let patient: ID<Patient> = try sooner?.patient ?? query.id("patient", called: "a patient")
    let sheet = try await web.records.patient(patient, by: web.who)
    let part = DayPart(rawValue: query["part"])
    return WishTerms(
      patient: patient, visitType: try sooner?.visitType ?? query.optionalID("type") ?? "",
      provider: try sooner?.slot.provider ?? query.optionalID("provider"),
      location: try sooner?.slot.location ?? query.optionalID("location"),
      parts: part.map { [$0] } ?? Set(DayPart.allCases),
      phoneOnly: !sheet.patient.facts.phones.contains(where: \.mayText), sooner: sooner?.id)
  }

  private static func page(
    _ web: WebRequest, _ wish: Wish?, _ problems: FormProblems = .none
  ) async throws -> HTML {
    let typed = web.form.has("type")
    let terms = try await shown(web, wish)
    let patient = terms.patient
    var view = WishView(terms: terms, problems: problems)
    if typed { view.fill(from: web.form) }
    let sheet = try await web.records.patient(patient, by: web.who)
    let today = try await web.moments().today
    view.url = wish.map { "/wait-list/\($0.id)" } ?? "/wait-list"
    view.patient = patientBadge(sheet, today: today)
    view.types = try await web.scheduling.visitTypes(by: web.who).filter(\.isActive).map {
      Choice($0.id.rawValue, $0.name)
    }
    view.providers =
      [Choice("", "Anybody")]
      + (try await web.practice.providers(by: web.who).filter(\.active).map {
        Choice($0.id.rawValue, $0.title)
      })
    view.locations =
      [Choice("", "Anywhere")]
      + (try await web.practice.locations(by: web.who).filter(\.active).map {
        Choice($0.id.rawValue, $0.name)
      })
    view.coming = try await web.scheduling.visits(of: patient, by: web.who).filter {
      $0.visit.start > web.now && ($0.visit.status == .booked || $0.visit.status == .confirmed)
    }.map { Choice($0.visit.id.rawValue, "Move the visit of \(shortDay($0.visit.slot.day)), \($0.typeName)") }
    return try await web.page(wishPage(view, web.keysOnce))
  }

  private static func shown(_ web: WebRequest, _ wish: Wish?) async throws -> WishTerms {
    if let wish { return wish.terms }
    guard web.form.has("type") else { return try await begun(web) }
    return WishTerms(patient: try web.form.id("patient"), visitType: "")
  }
}
