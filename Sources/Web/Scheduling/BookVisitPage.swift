import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

/// Booking: `GET /appointments/new` asks, `POST /appointments` books.
enum BookVisitPage {
  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await page(web, web.query))
  }

  /// The search for who is coming, without a script: a name does not belong into an address.
  static func findWhom(_ web: WebRequest) async throws -> Response {
    .page(try await page(web, web.form))
  }

  static func submit(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let ask = try await bookingAsk(web)
      let visit = try await web.scheduling.book(ask, by: web.who)
      let slot = visit.slot
      return .seeOther(scheduleURL("/schedule", slot.location, slot.day, nil, visit.id))
        .saying("Booked for \(shortDay(slot.day)), \(clockTime(slot.time.minutes)).")
    } refused: { problems in
      try await page(web, web.form, problems)
    }
  }

  private static func bookingAsk(_ web: WebRequest) async throws -> BookingAsk {
    let type: ID<VisitType> = try web.form.id("type", called: "a kind of visit")
    let types = try await web.scheduling.visitTypes(by: web.who)
    guard let minutes = types.first(where: { $0.id == type })?.minutes else { throw NotFound("visit type") }
    let isOver = web.form["how"] == "over"
    return BookingAsk(
      patient: try web.form.id("patient"), visitType: type,
      slot: try (isOver ? overSlot(web.form) : SlotCode(web.form)).slot(minutes: minutes),
      note: try web.form.note("note", max: 500),
      overrule: isOver ? try web.form.text("over_reason", called: "the reason") : "",
      submission: try web.submission())
  }

  /// A time that is not among the open ones.
  private static func overSlot(_ form: Form) throws -> SlotCode {
    SlotCode(
      provider: try form.id("over_provider", called: "a provider"),
      location: try form.id("over_location", called: "a place"),
      day: try form.day("over_day", called: "the day"),
      time: try form.time("over_time", called: "the time"))
  }

  static func page(_ web: WebRequest, _ form: Form, _ problems: FormProblems = .none) async throws -> HTML {
    var ask = try await TimesAsk(web, form)
    let patient: ID<Patient>? = try form.optionalID("patient")
    let tried = try? SlotCode(form)
    if let tried, !problems.isEmpty { ask.from = max(tried.day, ask.today) }
    let (times, later) = try await ask.search(web)
    let pressed = tried?.slot(minutes: ask.type?.minutes ?? 0) ?? ask.pressedSlot
    var view = BookView(
      patient: try await badge(patient, web), kept: kept(form), criteria: ask.criteria,
      days: timesByDay(times, today: ask.today, chosen: pressed),
      later: later.map {
        "/appointments/new?\(ask.query(["from": $0.description, "patient": patient?.rawValue ?? ""]))"
      },
      note: form["note"], submission: web.desks.newID())
    view.register = web.who.may(.editPatients) ? "/patients/new" : nil
    if view.patient == nil { view = try await searched(view, form, web) }
    if web.who.may(.overbook) { view.overbooking = overbooking(form, ask) }
    return bookPage(refused(view, problems, times), in: try await web.chrome())
  }

  /// A conflict is told above the form with what is open instead; what is wrong in a field, beside it.
  private static func refused(_ view: BookView, _ problems: FormProblems, _ times: [OpenTime]) -> BookView {
    var view = view
    if problems.all.contains(where: { !$0.field.isEmpty }) {
      view.wrong = problems
    } else if let no = problems.all.first {
      view.refusal = no.sentence
      view.alternatives = times.prefix(3).map { TimeChoice($0) }
    }
    return view
  }

  private static func searched(_ view: BookView, _ form: Form, _ web: WebRequest) async throws -> BookView {
    var view = view
    view.searched = form["q"]
    if !view.searched.isEmpty { view.hits = try await PatientSearch.hits(view.searched, limit: 20, web) }
    return view
  }

  private static func badge(_ id: ID<Patient>?, _ web: WebRequest) async throws -> PatientBadge? {
    guard let id else { return nil }
    return patientBadge(try await web.records.patient(id, by: web.who), today: Zone.utc.day(of: web.now))
  }

  /// What the search for a patient carries along.
  private static func kept(_ form: Form) -> [Choice] {
    ["type", "provider", "location", "from", "part", "time"].compactMap { name in
      form[name].isEmpty ? nil : Choice(name, form[name])
    }
  }

  private static func overbooking(_ form: Form, _ ask: TimesAsk) -> BookView.Overbooking {
    BookView.Overbooking(
      providers: ask.providers.map { Choice($0.id.rawValue, $0.title) },
      provider: form.has("over_provider") ? form["over_provider"] : ask.provider?.rawValue ?? "",
      locations: ask.places.map { Choice($0.id.rawValue, $0.name) },
      location: form.has("over_location") ? form["over_location"] : ask.location?.rawValue ?? "",
      day: form.has("over_day") ? form["over_day"] : ask.from.description,
      time: form.has("over_time") ? form["over_time"] : ask.time?.padded ?? "", reason: form["over_reason"],
      open: form["how"] == "over")
  }
}

extension TimesAsk {
  /// The time pressed on the board as a slot of the chosen kind of visit.
  fileprivate var pressedSlot: Slot? {
    guard let time, let type, let provider, let location else { return nil }
    return Slot(provider: provider, location: location, day: from, time: time, minutes: type.minutes)
  }
}
