import Hummingbird
import Kernel
import Practice
import Scheduling

/// Visits that are moved and cancelled as one.
enum TogetherPages {
  static func chain(_ web: WebRequest) async throws -> Response { .page(try await page(web, web.query)) }

  static func chosen(_ web: WebRequest) async throws -> Response { .page(try await page(web, web.query)) }

  static func move(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let visits = try await visits(web, web.form).movable
      let slots = try SlotList(web.form["slots"], visits.map(\.slot.minutes)).slots
      let moves = zip(visits, slots).map { VisitMove($0.id, to: $1, seen: Int(web.form["seen-\($0.id)"])) }
      let batch = try await web.scheduling.moveTogether(moves, by: web.who)
      return .seeOther(back(web)).saying("All \(moves.count) visits are moved.", undo: undo(web, batch))
    } refused: { problems in
      try await page(web, web.form, problems)
    }
  }

  static func cancel(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let visits = try await visits(web, web.form).movable
      let batch = try await web.scheduling.cancelTogether(
        visits.map { ($0.id, seen: Int(web.form["seen-\($0.id)"])) },
        because: try web.form.choice("reason", called: "why"), words: web.form["words"], by: web.who)
      return .seeOther(back(web)).saying("All \(visits.count) visits are cancelled.", undo: undo(web, batch))
    } refused: { problems in
      try await page(web, web.form, problems)
    }
  }

  static func undo(_ web: WebRequest) async throws -> Response {
    let visits = try await web.scheduling.undo(batch: web.query["batch"], by: web.who)
    let list = visits.map { "visit=\($0.id)" }.joined(separator: "&")
    return .seeOther("/together?\(list)").saying(
      "Taken back: all \(visits.count) visits are where they were.")
  }

  private static func undo(_ web: WebRequest, _ batch: String) -> String? {
    web.who.may(.undoSteps) && !batch.isEmpty ? "/together/undo?batch=\(percentEncoded(batch))" : nil
  }

  private static func back(_ web: WebRequest) -> String {
    let chain = web.form["chain"]
    if !chain.isEmpty { return "/chains/\(percentEncoded(chain))" }
    return "/together?"
      + web.form.values("visit").map { "visit=\(percentEncoded($0))" }.joined(separator: "&")
  }

  private static func visits(_ web: WebRequest, _ form: Form) async throws -> VisitsTogether {
    let named: ID<VisitChain>? = try (try? web.id("chain")) ?? form.optionalID("chain")
    if let named { return try await web.scheduling.chain(named, by: web.who) }
    return try await web.scheduling.together(
      form.values("visit").compactMap { ID<Appointment>($0) }, by: web.who)
  }

  private static func page(_ web: WebRequest, _ form: Form, _ problems: FormProblems = .none) async throws
    -> HTML
  {
    let together = try await visits(web, form)
    let names = try await web.namesOfProviders()
    let zone = try await web.moments().zone
    let lead = together.movable.first?.slot.day ?? zone.day(of: web.now)
    let from = try form.optionalDay("from", called: "the first day") ?? max(lead, zone.day(of: web.now))
    let chain = (try? web.id("chain") as ID<VisitChain>)?.rawValue ?? form["chain"]
    var view = TogetherView(
      together, chain: chain, from: from, part: form["part"], mayBook: web.who.may(.bookVisits),
      problems: problems)
    if view.mayBook, !together.movable.isEmpty {
      view.found = try await web.scheduling.findMoves(
        of: together.movable, from: from, within: form["part"].minutesOfDay, by: web.who
      ).map { TogetherChoice($0.map(\.slot), names) }
    }
    return togetherPage(view, in: try await web.chrome())
  }
}
