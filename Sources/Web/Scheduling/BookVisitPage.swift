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
      if web.form["how"] == "hold" {
        return try await HoldTimePage.hold(web, try await TimesAsk(web, web.form))
      }
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
    let (isOver, isPast) = (web.form["how"] == "over", web.form["how"] == "past")
    let code = try isOver ? overSlot(web.form) : SlotCode(web.form)
    var minutes = try web.form.optionalInt("minutes", 5...720, called: "the length") ?? code.minutes
    if minutes == nil {
      minutes = try await web.scheduling.visitTypes(by: web.who).first { $0.id == type }?.minutes
    }
    guard let minutes else { throw NotFound("visit type") }
    return BookingAsk(
      patient: try web.form.id("patient"), visitType: type,
      slot: code.slot(minutes: minutes),
      note: try web.form.note("note", max: 500),
      overrule: isOver || isPast ? try web.form.text("over_reason", called: "the reason") : "",
      hold: isOver ? nil : try web.form.optionalID("hold"), submission: try web.submission())
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
    let found = try await ask.search(web, page: "/appointments/new")
    let held = try await web.standing(form)
    let pressed = held?.slot ?? tried?.slot(minutes: ask.minutes) ?? ask.pressedSlot
    var days = ask.days(found.times, chosen: pressed, orFirst: held == nil)
    if let held { days.insert(heldTime(held, ask), at: 0) }
    var view = BookView(
      patient: try await badge(patient, web), kept: kept(form, held), criteria: ask.criteria, days: days,
      later: found.laterFrom.map { "/appointments/new?\(ask.query(["from": $0.description]))" },
      note: form["note"], submission: web.desks.newID(), whyNot: held == nil ? found.whyNot : nil,
      hold: held.map { HoldView($0, ask) })
    view.missed = problems.isEmpty && held == nil ? ask.missed(found.times) : nil
    view.waitList = patient.map { "/wait-list/new?\(ask.query(["from": "", "patient": $0.rawValue]))" }
    if web.who.may(.editPatients) {
      let chosen = view.kept.map { "\($0.value)=\(percentEncoded($0.words))&" }.joined()
      view.register = "/patients/new?then=\(percentEncoded("/appointments/new?\(chosen)"))"
    }
    if view.patient == nil { view = try await searched(view, form, web) }
    if web.who.may(.overbook) || web.who.may(.overrideRules) { view.overbooking = overbooking(form, ask) }
    view.passing = passing(form, problems, web.who)
    return bookPage(refused(view, problems, found.times), in: try await web.chrome())
  }

  /// Whether the rule that spoke against the time can be passed by this person, and how. The same for every rule:
  /// a reason, and one more press.
  private static func passing(_ form: Form, _ problems: FormProblems, _ who: Who) -> BookView.Passing? {
    guard let slot = (try? SlotCode(form)) ?? (try? overSlot(form)) else { return nil }
    var isHard = form["hard"] == "yes"
    if let rule = problems.refusal as? BookingRefused {
      guard rule.canBeOverruled, who.may(rule.isHard ? .overbook : .overrideRules) else { return nil }
      isHard = rule.isHard
    } else if form["how"] != "past" || problems.isEmpty {
      return nil
    }
    return BookView.Passing(
      slot: slot.text, words: "\(shortDay(slot.day)), \(slot.time)", reason: form["over_reason"],
      isHard: isHard)
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
  private static func kept(_ form: Form, _ held: Hold?) -> [Choice] {
    ["type", "provider", "location", "from", "part", "time", "minutes"].compactMap { name in
      form[name].isEmpty ? nil : Choice(name, form[name])
    } + (held.map { [Choice("hold", $0.id.rawValue)] } ?? [])
  }

  /// The time that is held stands first and is chosen.
  private static func heldTime(_ hold: Hold, _ ask: TimesAsk) -> TimesDay {
    let slot = hold.slot
    let time = TimeChoice(
      value: SlotCode(slot).text, time: clockTime(slot.time.minutes),
      words: "\(shortDay(slot.day)), \(clockRange(slot.time.minutes, slot.minutes))",
      who: ask.providers.first { $0.id == slot.provider }?.title ?? "", chosen: true)
    return TimesDay(name: "Held for you: \(namedDay(slot.day, today: ask.today))", times: [time])
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
  /// Says it where the time that was pressed on the board is not among the open ones.
  fileprivate func missed(_ times: [OpenTime]) -> String? {
    guard let type, let pressedSlot, let first = times.first?.slot,
      !times.contains(where: { $0.slot == pressedSlot || $0.slot.isStart(of: pressedSlot) })
    else { return nil }
    return
      "\(clockTime(pressedSlot.time.minutes)) on \(shortDay(pressedSlot.day)) is not open for \(type.name), \(minutes) minutes. "
      + "The first open time is chosen instead: \(clockTime(first.time.minutes)) on \(shortDay(first.day))."
  }

  /// The time pressed on the board as a slot of the chosen kind of visit.
  fileprivate var pressedSlot: Slot? {
    guard let time, type != nil, let provider, let location else { return nil }
    return Slot(provider: provider, location: location, day: from, time: time, minutes: minutes)
  }
}
