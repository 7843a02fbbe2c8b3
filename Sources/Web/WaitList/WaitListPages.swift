import Hummingbird
import Kernel
import Practice
import Records
import Scheduling

/// The wait list: who waits, what is offered to them, and their answers.
enum WaitListPages {
  static func show(_ web: WebRequest) async throws -> Response { .page(try await page(web)) }

  static func accept(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let visit = try await web.scheduling.accept(try web.id("offer"), by: web.who)
      let slot = visit.slot
      return .seeOther(back(web)).saying(
        "Booked for \(shortDay(slot.day)), \(clockTime(slot.time.minutes)). The others are told kindly.")
    } refused: {
      try await page(web, $0)
    }
  }

  static func decline(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let unreached = web.form.flag("unreached")
      try await web.scheduling.decline(try web.id("offer"), unreached: unreached, by: web.who)
      return .seeOther(back(web)).saying(
        unreached ? "Noted: not reached. They stay on the list." : "Noted. They stay on the list.")
    } refused: {
      try await page(web, $0)
    }
  }

  static func rules(_ web: WebRequest) async throws -> Response { .page(try await rulesPage(web)) }

  static func keepRule(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let form = web.form
      let rule = WaveRule(
        fills: form.flag("fills"),
        lead: try form.int("lead", 0...336, called: "the hours before the visit") * 60,
        atOnce: try form.int("at_once", 1...20, called: "how many at a time"),
        stands: try form.int("stands", 5...1440, called: "how long an offer stands"))
      try await web.scheduling.keepWaveRule(rule, for: try web.id("type"), by: web.who)
      return .seeOther("/wait-list/rules").saying("The rule is kept. It holds from the next freed time on.")
    } refused: {
      try await rulesPage(web, $0)
    }
  }

  /// Where the person was: the desk, or the list.
  private static func back(_ web: WebRequest) -> String {
    web.cameFrom.hasPrefix("/desk") ? "/desk" : "/wait-list"
  }

  private static func page(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let who = web.who
    let type: ID<VisitType>? = try web.query.optionalID("type")
    let location: ID<Location>? = try web.query.optionalID("location")
    let lines = try await web.scheduling.waitList(type: type, location: location, by: who)
    let out = try await web.scheduling.offersOut(since: web.now.advanced(byMinutes: -60), by: who)
    let types = try await web.scheduling.visitTypes(by: who).filter(\.isActive)
    let places = try await web.practice.locations(by: who).filter(\.active)
    let builder = WaitListBuilder(who: who, now: web.now, moments: try await web.moments())
    let view = WaitListView(
      openings: out.filter { location == nil || $0.opening.freed.location == location }.map(builder.opening),
      lines: lines.map(builder.line),
      types: [Choice("", "Every kind of visit")] + types.map { Choice($0.id.rawValue, $0.name) },
      type: type?.rawValue ?? "",
      locations: [Choice("", "Everywhere")] + places.map { Choice($0.id.rawValue, $0.name) },
      location: location?.rawValue ?? "", add: who.may(.bookVisits) ? "/patients" : nil,
      rules: who.may(.manageSchedule) ? "/wait-list/rules" : nil)
    return try await web.page(
      waitListPage(view, web.keys), notices: problems.all.map { Notice($0.sentence, .warn) })
  }

  private static func rulesPage(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let rules = try await web.scheduling.waveRules(by: web.who)
    let types = try await web.scheduling.visitTypes(by: web.who).filter(\.isActive)
    return try await web.page(
      waveRulesPage(types.map { WaveRuleView($0, rules[$0.id] ?? WaveRule()) }, web.keys),
      notices: problems.all.map { Notice($0.sentence, .warn) })
  }
}
