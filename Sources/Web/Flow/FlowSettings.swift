import Hummingbird
import Kernel
import Practice
import Scheduling

/// What the practice calls a long wait, a late cancellation, and late enough to tell people.
enum FlowSettings {
  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await page(web))
  }

  static func save(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let (rules, arrivals) = try web.form.all(flowRules, selfArrivalRules)
      try await web.scheduling.keep(rules, by: web.who)
      try await web.scheduling.keepSelfArrival(arrivals, by: web.who)
      return .seeOther("/schedule/rules").saying("Kept. It counts from now on.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  private static func flowRules(_ form: Form) throws -> FlowRules {
    FlowRules(
      longWait: try form.int("long_wait", 1...240, called: "a long wait"),
      tooLongWait: try form.int("too_long_wait", 1...480, called: "a wait that is too long"),
      lateCancelHours: try form.int("late_cancel_hours", 0...336, called: "the hours"),
      warnFrom: try form.int("warn_from", 5...240, called: "the delay"),
      missedAfter: try form.int("missed_after", 0...1440, called: "the minutes until a visit is missed"))
  }

  private static func selfArrivalRules(_ form: Form) throws -> SelfArrivalRules {
    SelfArrivalRules(
      minutesBefore: try form.int("self_arrival", 0...240, called: "the minutes before a visit"))
  }

  private static func page(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let rules = try await web.scheduling.flowRules(by: web.who)
    let arrivals = try await web.scheduling.selfArrivalRules(by: web.who)
    func typed(_ name: String, _ kept: Int) -> String { web.form.has(name) ? web.form[name] : String(kept) }
    func ask(_ name: String, _ label: String, _ kept: Int, _ hint: String) -> HTML {
      field(
        Field(
          name, label, typed(name, kept), .number, hint: hint, error: problems[name], required: true))
    }
    let fields: HTML =
      ask(
        "long_wait", "Long wait (minutes)", rules.longWait, "Counted from the booked time, never before it.")
      + ask("too_long_wait", "Too long (minutes)", rules.tooLongWait, "Marked as urgent.")
      + ask(
        "late_cancel_hours", "Late cancellation (hours)", rules.lateCancelHours,
        "A patient who cancels closer to the visit than this has cancelled late.")
      + ask(
        "warn_from", "Tell people of a delay (minutes)", rules.warnFrom,
        "Whoever would wait this long is told.")
      + ask(
        "missed_after", "Mark as missed (minutes after the end)", rules.missedAfter,
        "By itself, where nobody came. 0: never by itself.")
      + ask(
        "self_arrival", "Patients say that they are here (minutes before)", arrivals.minutesBefore,
        "At a kiosk, from so long before their visit on. 0: not at all.")
    let content = panel("Waiting, late, too late") {
      form(to: "/schedule/rules", web.keys) {
        #"<div class="fields">\#(fields)</div>"# + buttons(button("Keep", .primary))
      }
    }
    return try await web.page(
      Page(
        "Waiting and delays", here: .checkIn,
        head("Waiting and delays", buttons: linkButton("Check-in", to: "/schedule/flow", icon: .left))
          + wrongFields(problems.list) + content))
  }
}
