import Hummingbird
import Kernel
import Practice
import Scheduling

/// One visit: its page, its steps, and the way back.
enum VisitSteps {
  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await page(web))
  }

  /// The handler of a step: `POST /appointments/7/arrival`.
  static func take(_ status: VisitStatus) -> Route.Handler {
    { web in
      try await web.attempt {
        let visit = try await web.scheduling.advance(
          try web.id("visit"), to: status, seen: try web.form.optionalInt("seen", 0...100_000), by: web.who)
        return .seeOther(back(web, visit)).saying(
          "Marked as “\(VisitMark(status).word)”.",
          undo: web.who.may(.undoSteps) ? undoURL(visit.id, visit.steps) : nil)
      } refused: { problems in
        try await page(web, problems)
      }
    }
  }

  static func undo(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let step = try web.query.optionalInt("step", 1...100_000)
      let visit = try await web.scheduling.undo(try web.id("visit"), step: step, by: web.who)
      return .seeOther(back(web, visit)).saying("Taken back: it is “\(VisitMark(visit.status).word)” again.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  /// Where the person was, or the visit itself.
  static func back(_ web: WebRequest, _ visit: Appointment) -> String {
    let asked = localPath(web.form["back"])
    if asked.hasPrefix("/schedule") { return asked }
    let came = web.cameFrom
    return came.hasPrefix("/schedule") || came.hasPrefix("/patients/") ? came : "/appointments/\(visit.id)"
  }

  static func page(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let details = try await web.scheduling.visit(try web.id("visit"), by: web.who)
    let slot = details.visit.slot
    return visitPage(
      try await web.visitView(details),
      board: scheduleURL("/schedule", slot.location, slot.day, nil, details.visit.id),
      in: try await web.chrome(at: details.location, notices: problems.all.map { Notice($0.sentence, .warn) })
    )
  }
}
