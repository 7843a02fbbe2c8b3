import Hummingbird
import Kernel
import Practice
import Scheduling

/// Several visits at once: chosen, shown what would become of each, then changed in one go that one press undoes.
enum Several {
  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await page(web))
  }

  static func move(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let moves = web.form.values("move").compactMap(MoveCode.read)
      let done = try await web.scheduling.moveTogether(
        moves, overrule: web.form["overrule"], reason: try web.form.optionalText("reason") ?? "",
        telling: web.form.flag("tell"), by: web.who)
      return try await finished(web, done, "moved")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func cancel(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let visits = web.form.values("cancel").compactMap(cancelCode)
      let done = try await web.scheduling.cancelTogether(
        visits, because: try web.form.choice("reason", called: "why"), words: web.form["words"],
        telling: web.form.flag("tell"), by: web.who)
      return try await finished(web, done, "cancelled")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func undo(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let visits = try await web.scheduling.undo(batch: try web.part("batch"), by: web.who)
      guard let slot = visits.first?.slot else { return .seeOther("/schedule") }
      return .seeOther(scheduleURL("/schedule", slot.location, slot.day))
        .saying("All \(visits.count) visits are where they were. Messages about it are withdrawn.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  private static func finished(_ web: WebRequest, _ done: DoneTogether, _ what: String) async throws
    -> Response
  {
    let first = done.visits.first
    let undo =
      done.batch.isEmpty
      ? first.map { undoURL($0.id, $0.steps) } : "/schedule/several/\(done.batch)/undo"
    let back = try await DayAsk(web).url()
    let count = done.visits.count == 1 ? "1 visit is" : "\(done.visits.count) visits are"
    return .seeOther(back).saying("\(count) \(what).", undo: web.who.may(.undoSteps) ? undo : nil)
  }

  /// `visit_steps`
  private static func cancelCode(_ text: String) -> (ID<Appointment>, seen: Int?)? {
    let parts = text.split(separator: "_").map(String.init)
    guard parts.count == 2, let visit = ID<Appointment>(parts[0]) else { return nil }
    return (visit, Int(parts[1]))
  }

  private static func page(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let day = try await DayAsk(web)
    let board = try await web.scheduling.day(day.day, at: day.place.id, by: web.who)
    var (ask, wrong): (SeveralAsk?, FormProblems) = (nil, problems)
    do { ask = try SeveralAsk(web, day) } catch let no as InvalidInput { wrong = FormProblems(no) }
    var view = SeveralBuilder(board: board, day: day, ask: ask, query: web.query, who: web.who).view(wrong)
    if let ask, web.query.has("deed"), wrong.isEmpty || !problems.isEmpty {
      do {
        try await view.plan = plan(web, ask, board)
      } catch let no as any Refusal where no.kind == .invalid || no.kind == .conflict {
        view.wrong = FormProblems(no)
      }
    }
    return severalPage(view, in: try await web.chrome(at: day.place))
  }

  private static func plan(_ web: WebRequest, _ ask: SeveralAsk, _ board: DayBoard) async throws
    -> SeveralView.Plan
  {
    let chosen = board.columns.flatMap(\.visits).filter { ask.fits($0) && ask.isChosen($0) }
    if ask.deed == .cancel {
      guard !chosen.isEmpty else { throw SeveralRefused.nothingChosen }
      return cancelPlan(chosen, ask)
    }
    guard let together = ask.together else { throw InvalidInput("to", "Choose who takes the visits.") }
    let proposals = try await web.scheduling.propose(
      together, for: chosen.map(\.visit.id), overrule: ask.overrule, by: web.who)
    return movePlan(proposals, ask, web.who)
  }
}
