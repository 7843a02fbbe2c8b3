import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

/// Find a time: the first open times that fit, and when there are none, what to widen.
enum TimesSearch {
  static func show(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      .page(timesPage(try await view(web), in: try await web.chrome()))
    } refused: { problems in
      let ask = try await TimesAsk(web, web.query.without(["from", "to"]))
      let view = TimesView(criteria: ask.criteria, found: [], summary: "", wrong: problems)
      return timesPage(view, in: try await web.chrome())
    }
  }

  private static func view(_ web: WebRequest) async throws -> TimesView {
    let ask = try await TimesAsk(web, web.query)
    let patient: ID<Patient>? = try web.query.optionalID("patient")
    let found = try await ask.wanted(most: 20).mapAsync {
      try await web.scheduling.findTimes($0, by: web.who)
    }
    let times = (found ?? []).map { open -> TimeChoice in
      var choice = TimeChoice(open)
      choice.url = bookURL(open, ask, patient)
      return choice
    }
    let sheet = try await patient.mapAsync { try await web.records.patient($0, by: web.who) }
    var criteria = ask.criteria
    if criteria.to.isEmpty { criteria.to = ask.from.advanced(by: 60).description }
    return TimesView(
      patient: sheet.map { patientBadge($0, today: ask.today) }, criteria: criteria, found: times,
      summary: times.isEmpty ? "Nothing open" : times.count == 20 ? "The first 20" : "\(times.count) open",
      wider: wider(ask, patient))
  }

  private static func bookURL(_ open: OpenTime, _ ask: TimesAsk, _ patient: ID<Patient>?) -> String {
    let slot = open.slot
    return "/appointments/new?"
      + ask.query([
        "provider": slot.provider.rawValue, "location": slot.location.rawValue, "from": slot.day.description,
        "time": clockTime(slot.time.minutes), "patient": patient?.rawValue ?? "",
      ])
  }

  private static func wider(_ ask: TimesAsk, _ patient: ID<Patient>?) -> [Choice] {
    let who = patient?.rawValue ?? ""
    var list: [Choice] = []
    if !ask.part.isEmpty {
      list.append(Choice("/times?\(ask.query(["part": "", "patient": who]))", "Any time of day"))
    }
    if ask.provider != nil {
      list.append(Choice("/times?\(ask.query(["provider": "", "patient": who]))", "Anyone"))
    }
    if ask.location != nil, ask.places.count > 1 {
      list.append(Choice("/times?\(ask.query(["location": "", "patient": who]))", "Anywhere"))
    }
    return list
  }
}

extension Optional where Wrapped: Sendable {
  func mapAsync<Made>(_ make: (Wrapped) async throws -> Made) async throws -> Made? {
    if let value = self { try await make(value) } else { nil }
  }
}
