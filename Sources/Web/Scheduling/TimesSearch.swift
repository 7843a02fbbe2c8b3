import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

/// Find a time: the first open times that fit, and when there are few, why, and what to ask less.
enum TimesSearch {
  static func show(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      .page(timesPage(try await view(web), in: try await web.chrome()))
    } refused: { problems in
      let wrong: Set = [
        "from", "to", "minutes", "gap", "provider", "language", "specialty", "gender", "order",
      ]
      let ask = try await TimesAsk(web, web.query.without(wrong))
      let view = TimesView(criteria: ask.criteria, found: [], summary: "", wrong: problems)
      return timesPage(view, in: try await web.chrome())
    }
  }

  private static func view(_ web: WebRequest) async throws -> TimesView {
    let ask = try await TimesAsk(web, web.query)
    let wanted = ask.wanted(most: 20)
    let found = try await wanted.mapAsync { try await web.scheduling.findTimes($0, by: web.who) } ?? []
    let mayBook = web.who.may(.bookVisits)
    let times = found.map { open -> TimeChoice in
      var choice = TimeChoice(open)
      if mayBook, open.visits.count == 1 { choice.url = bookURL(open, ask) }
      return choice
    }
    let sheet = try await ask.patient.mapAsync { try await web.records.patient($0, by: web.who) }
    var criteria = ask.criteria
    if criteria.to.isEmpty { criteria.to = ask.from.advanced(by: 60).description }
    return TimesView(
      patient: sheet.map { patientBadge($0, today: ask.today) }, criteria: criteria, found: times,
      summary: times.isEmpty ? "Nothing open" : times.count == 20 ? "The first 20" : "\(times.count) open",
      whyNot: try await wanted.mapAsync { try await ask.whyNot(web, $0, found, page: "/times") } ?? nil,
      holding: mayBook ? TimesView.Holding(submission: web.desks.newID(), kept: kept(ask)) : nil)
  }

  private static func bookURL(_ open: OpenTime, _ ask: TimesAsk) -> String {
    let slot = open.slot
    return "/appointments/new?"
      + ask.query([
        "provider": slot.provider.rawValue, "several": "", "location": slot.location.rawValue,
        "from": slot.day.description, "to": "", "time": clockTime(slot.time.minutes),
      ])
  }

  /// What a hold carries on to the booking page.
  private static func kept(_ ask: TimesAsk) -> [Choice] {
    [
      Choice("type", ask.type?.id.rawValue ?? ""), Choice("patient", ask.patient?.rawValue ?? ""),
      Choice("minutes", ask.more.minutes.map(String.init) ?? ""), Choice("from", ask.from.description),
      Choice("part", ask.part), Choice("gap", ask.more.then.isEmpty ? "" : String(ask.more.gap)),
    ].filter { !$0.words.isEmpty } + ask.more.then.map { Choice("then", $0.rawValue) }
  }
}

extension Optional where Wrapped: Sendable {
  func mapAsync<Made>(_ make: (Wrapped) async throws -> Made) async throws -> Made? {
    if let value = self { try await make(value) } else { nil }
  }
}
