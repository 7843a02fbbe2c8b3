import Hummingbird
import Kernel
import Practice
import Scheduling

/// Moving a visit: from its page by choosing a time, from the board by putting it down elsewhere.
enum MoveVisitPage {
  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await page(web, web.query))
  }

  static func submit(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let old = try await web.scheduling.visit(try web.id("visit"), by: web.who).visit
      let minutes = try web.form.optionalInt("minutes", 5...720, called: "the length") ?? old.slot.minutes
      let slot = try target(web.form, old).slot(minutes: minutes)
      let visit = try await web.scheduling.move(old.id, to: slot, by: web.who)
      let asked = localPath(web.form["back"])
      return .seeOther(
        asked.hasPrefix("/schedule")
          ? asked : scheduleURL("/schedule", slot.location, slot.day, nil, visit.id)
      ).saying(
        "Moved to \(shortDay(slot.day)), \(clockTime(slot.time.minutes)).",
        undo: web.who.may(.undoSteps) ? undoURL(visit.id, visit.steps) : nil)
    } refused: { problems in
      try await page(web, web.form, problems)
    }
  }

  /// The board sends provider, day and time, and stays at its place.
  private static func target(_ form: Form, _ old: Appointment) throws -> SlotCode {
    guard form.has("time") else { return try SlotCode(form) }
    return SlotCode(
      provider: try form.id("provider"), location: old.slot.location, day: try form.day("day"),
      time: try form.time("time"))
  }

  private static func page(_ web: WebRequest, _ form: Form, _ problems: FormProblems = .none) async throws
    -> HTML
  {
    let details = try await web.scheduling.visit(try web.id("visit"), by: web.who)
    let slot = details.visit.slot
    var criteria = form.without(["time", "day", "patient"])
    criteria.append("patient", details.visit.patient.rawValue)
    if !form.has("provider") { criteria.append("provider", slot.provider.rawValue) }
    if !form.has("location") { criteria.append("location", slot.location.rawValue) }
    if !form.has("from") { criteria.append("from", slot.day.description) }
    let ask = try await TimesAsk(web, criteria, type: details.visit.visitType)
    let at = "/appointments/\(details.visit.id)/move"
    let found = try await ask.search(web, moving: details.visit, page: at)
    let view = MoveView(
      visit: details.visit.id.rawValue, patient: details.board.patient.full, what: whenAndWho(details),
      criteria: ask.criteria, days: ask.days(found.times.filter { $0.slot != slot }),
      later: found.laterFrom.map { "\(at)?\(ask.query(["from": $0.description]))" },
      minutes: String(ask.more.minutes ?? slot.minutes),
      here: SlotCode(provider: slot.provider, location: slot.location, day: slot.day, time: slot.time).text,
      refusal: problems.all.first?.sentence, whyNot: found.whyNot)
    return movePage(view, in: try await web.chrome(at: details.location))
  }
}
