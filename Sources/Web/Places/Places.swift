import Hummingbird
import Kernel
import Practice
import Scheduling

/// The practice and its places: names, clocks, opening hours, days it is closed.
enum Places {
  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await page(web, .none))
  }

  static func name(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      try await web.practice.name(try web.form.text("name"), by: web.who)
      return .seeOther("/places").saying("The practice is called that from now on.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func close(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let closure = try closure(web)
      let change = ScheduleChange.closure(closure)
      if let ask = try await Affected.ask(web, change, "Closed: \(closure.reason)", back: "/places") {
        return ask
      }
      let displacing = try await Affected.displacing(web, change)
      _ = try await web.practice.addClosure(
        at: closure.location, from: closure.first, to: closure.last, reason: closure.reason,
        locking: displacing.locks, by: web.who, also: { try displacing.carry(.closure($1), $0) })
      return Affected.done(web, "/places", "The days are closed.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func reopen(_ web: WebRequest) async throws -> Response {
    try await web.practice.removeClosure(
      web.id("closure"), by: web.who, also: web.scheduling.settling(by: web.who))
    return .seeOther("/places").saying("The closure is taken back.")
  }

  private static func closure(_ web: WebRequest) throws -> Closure {
    let (first, last, reason) = try web.form.all(
      { try $0.day("first", called: "the first day") }, { try $0.day("last", called: "the last day") },
      { try $0.text("reason", called: "the reason") })
    return try web.practice.closure(
      at: try web.form.optionalID("location"), from: first, to: last, reason: reason, by: web.who)
  }

  private static func page(_ web: WebRequest, _ problems: FormProblems) async throws -> HTML {
    let (practice, who, moments) = (web.practice, web.who, try await web.moments())
    let view = PlacesView(
      name: web.form.has("name") ? web.form["name"] : try await practice.profile()?.name ?? "",
      locations: try await practice.locations(by: who),
      resources: try await practice.resources(by: who),
      closures: try await practice.closures(from: moments.today, by: who), typed: web.form,
      problems: problems, keys: web.keys)
    return try await web.page(placesPage(view))
  }
}
