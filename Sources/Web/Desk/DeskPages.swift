import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

/// What needs somebody, urgent first, each with its reason, its clock and its one next action.
enum DeskPages {
  static func show(_ web: WebRequest) async throws -> Response { .page(try await page(web)) }

  static func finish(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      try await web.practice.finishWork(
        try web.id("work"), outcome: try web.form.text("outcome", called: "what came of it"), by: web.who)
      return .seeOther(web.cameFrom.hasPrefix("/desk") ? web.cameFrom : "/desk").saying("Done.")
    } refused: {
      try await page(web, $0)
    }
  }

  private static func page(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let who = web.who
    let show = web.query["show"]
    let location: ID<Location>? = try web.query.optionalID("location")
    let all = try await web.practice.openWork(for: Role(rawValue: show), by: who)
    let items = all.filter { item in
      (show != "mine" || who.roles.contains(item.role))
        && (location == nil || item.location == nil || item.location == location)
    }
    let people = try await web.scheduling.listed(
      items.compactMap { $0.patient.map { ID<Patient>(rawValue: $0) } }, by: who)
    let places = try await web.practice.locations(by: who).filter(\.active)
    let time = try await web.moments().zone.wall(web.now).time
    let builder = DeskBuilder(
      who: who, now: web.now, people: people,
      places: Dictionary(uniqueKeysWithValues: places.map { ($0.id, $0.name) }))
    let view = DeskView(
      greeting: "\(greeting(time)), \(givenName(who.name))",
      summary: builder.summary(items), lines: items.map(builder.line),
      shows: [Choice("", "Everybody’s"), Choice("mine", "Only mine")]
        + Role.allCases.filter { $0 != .auditor && $0 != .trainee }.map { Choice($0.rawValue, $0.words) },
      show: show, locations: [Choice("", "Everywhere")] + places.map { Choice($0.id.rawValue, $0.name) },
      location: location?.rawValue ?? "")
    return try await web.page(
      deskPage(view, web.keys), notices: problems.all.map { Notice($0.sentence, .warn) })
  }

  private static func greeting(_ time: WallTime) -> String {
    switch time.minutes {
    case ..<720: "Good morning"
    case ..<1020: "Good afternoon"
    default: "Good evening"
    }
  }

  private static func givenName(_ name: String) -> String {
    name.split(separator: " ").first { !$0.hasSuffix(".") }.map(String.init) ?? name
  }
}

/// Turns open work into finished words.
struct DeskBuilder {
  let who: Who
  let now: Instant
  let people: [ID<Patient>: ListedPatient]
  let places: [ID<Location>: String]

  func summary(_ items: [WorkItem]) -> String {
    let due = items.count { $0.urgency == .urgent || $0.due <= now.advanced(byMinutes: 15) }
    let all = items.count == 1 ? "1 thing needs somebody" : "\(items.count) things need somebody"
    return due == 0 ? all : "\(all), \(due) of them now"
  }

  func line(_ item: WorkItem) -> WorkLineView {
    let patient = item.patient.flatMap { people[ID(rawValue: $0)] }
    let left = item.due.minutes(since: now)
    return WorkLineView(
      id: item.id.rawValue, title: item.title, patient: patient?.name.full ?? "",
      patientURL: patient.map { "/patients/\($0.id)" }, phone: patient?.phone?.description ?? "",
      clock: clock(left), tone: item.urgency == .urgent || left < 0 ? .urgent : left < 60 ? .warn : .plain,
      icon: item.kind.hasSuffix("call") ? .phone : left < 0 ? .alert : .info, reason: item.reason,
      whose: [item.role.words, item.location.flatMap { places[$0] }].compactMap(\.self).joined(
        separator: " · "),
      link: item.link, action: item.action,
      end: who.may(.bookVisits) ? "/desk/\(item.id)/end" : nil)
  }

  /// `12 min left`, `overdue by 2 hours`
  private func clock(_ left: Int) -> String {
    left < 0 ? "overdue by \(span(-left))" : "\(span(left)) left"
  }

  private func span(_ minutes: Int) -> String {
    switch minutes {
    case ..<120: "\(minutes) min"
    case ..<2880: "\(minutes / 60) hours"
    default: "\(minutes / 1440) days"
    }
  }
}
