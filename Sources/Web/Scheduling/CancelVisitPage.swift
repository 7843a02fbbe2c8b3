import Hummingbird
import Kernel
import Practice
import Scheduling

/// Cancelling: asks why, then gives the time free.
enum CancelVisitPage {
  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await page(web))
  }

  static func submit(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let visit = try await web.scheduling.cancel(
        try web.id("visit"), because: try web.form.choice("reason", called: "why"),
        words: web.form["words"], by: web.who)
      return .seeOther(scheduleURL("/schedule", visit.slot.location, visit.slot.day, nil, visit.id))
        .saying(
          "The visit is cancelled. Its time is free again.",
          undo: web.who.may(.undoSteps) ? undoURL(visit.id, visit.steps) : nil)
    } refused: { problems in
      try await page(web, problems)
    }
  }

  private static func page(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let details = try await web.scheduling.visit(try web.id("visit"), by: web.who)
    let view = CancelView(
      visit: details.visit.id.rawValue, patient: details.board.patient.full, what: whenAndWho(details),
      reasons: CancelReason.allCases.map { Choice($0.rawValue, $0.words) },
      reason: web.form.has("reason") ? web.form["reason"] : CancelReason.patient.rawValue,
      words: web.form["words"], wrong: problems)
    return cancelPage(view, in: try await web.chrome(at: details.location))
  }
}

/// `Monday, 23 November, 14:00–14:30 with Dr. Okafor`
func whenAndWho(_ details: VisitDetails) -> String {
  let slot = details.visit.slot
  return "\(slot.day.weekday.name), \(slot.day.long), \(clockRange(slot.time.minutes, slot.minutes)) with "
    + details.board.providerName
}
