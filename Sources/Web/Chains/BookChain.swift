import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

/// Booking services in a row for one patient.
enum BookChain {
  static func show(_ web: WebRequest) async throws -> Response { .page(try await page(web, web.query)) }

  static func submit(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let plan = try await web.scheduling.chainPlan(
        try web.form.id("template", called: "what in a row"), by: web.who)
      let minutes = plan.steps.map(\.minutes)
      let visits = try await web.scheduling.bookChain(
        plan, at: try SlotList(web.form["slots"], minutes).slots, for: try web.form.id("patient"),
        note: try web.form.note("note", max: 500), submission: try web.submission(), by: web.who)
      return .seeOther("/chains/\(visits.first?.chain?.rawValue ?? "")").saying(
        "All \(visits.count) visits are booked.")
    } refused: { problems in
      try await page(web, web.form, problems)
    }
  }

  private static func page(_ web: WebRequest, _ form: Form, _ problems: FormProblems = .none) async throws
    -> HTML
  {
    let chains = try await web.scheduling.chains(by: web.who).filter(\.isActive)
    let asked: ID<ChainTemplate>? = try form.optionalID("template")
    let ask = try await TimesAsk(web, form)
    let sheet = try await web.records.patient(try form.id("patient"), by: web.who)
    var view = BookChainView(
      patient: patientBadge(sheet, today: ask.today), chains: chains.map { Choice($0.id.rawValue, $0.name) },
      chosen: (chains.first { $0.id == asked } ?? chains.first)?.id.rawValue ?? "",
      places: ask.places.map { Choice($0.id.rawValue, $0.name) }, form: form, from: ask.from,
      problems: problems,
      submission: web.desks.newID(), mayManage: web.who.may(.manageSchedule))
    guard let chosen = ID<ChainTemplate>(view.chosen), let place = ask.location ?? ask.places.first?.id else {
      return bookChainPage(view, in: try await web.chrome())
    }
    let plan = try await web.scheduling.chainPlan(chosen, by: web.who)
    let names = try await web.namesOfProviders()
    let wanted = try plan.wanted(
      for: sheet.patient.id, at: place, from: ask.from, within: ask.part.minutesOfDay)
    let found = try await web.scheduling.findTimes(wanted, by: web.who)
    view.found = found.map { TogetherChoice($0.visits.map(\.slot), names) }
    return bookChainPage(view, in: try await web.chrome())
  }
}

/// Slots as a form sends them: one code after another.
struct SlotList {
  let slots: [Slot]

  init(_ text: String, _ minutes: [Int]) throws {
    let codes = text.split(separator: " ").map(String.init)
    guard codes.count == minutes.count else { throw InvalidInput("slots", "Choose one of the times.") }
    slots = try zip(codes, minutes).map { try SlotCode(Form(["slot": $0])).slot(minutes: $1) }
  }
}

/// Times at which several visits can be had together.
struct TogetherChoice: Sendable {
  var value: String
  /// `Tue 24 Nov, 8:00`
  var when: String
  /// `8:00–8:30 Dr. Okafor, then 8:35–9:05 Dr. Lindqvist`
  var words: String

  init(_ slots: [Slot], _ names: [ID<Provider>: String]) {
    value = slots.map { SlotCode($0).text }.joined(separator: " ")
    let first = slots.min { ($0.day, $0.time) < ($1.day, $1.time) }
    when = first.map { "\(shortDay($0.day)), \(clockTime($0.time.minutes))" } ?? ""
    words = slots.map { "\(clockRange($0.time.minutes, $0.minutes)) \(names[$0.provider] ?? "")" }
      .joined(separator: " · ")
  }
}

extension WebRequest {
  func namesOfProviders() async throws -> [ID<Provider>: String] {
    Dictionary(uniqueKeysWithValues: try await practice.providers(by: who).map { ($0.id, $0.title) })
  }
}

extension String {
  /// What `TimeCriteria.parts` mean.
  var minutesOfDay: Range<Int> {
    switch self {
    case "morning": 0..<720
    case "afternoon": 720..<1440
    case "evening": 1020..<1440
    default: 0..<1440
    }
  }
}
