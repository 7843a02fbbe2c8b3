import Hummingbird
import Kernel
import Practice
import Scheduling

/// When patients are reminded of their visits, and what e-mail says.
enum Reminders {
  static func list(_ web: WebRequest) async throws -> Response {
    let desk = web.scheduling
    let rules = try await desk.reminderRules(by: web.who)
    let names = Dictionary(
      uniqueKeysWithValues: try await desk.visitTypes(by: web.who).map { ($0.id, $0.name) })
    let (reach, moments) = (try await web.reach(), try await web.moments())
    let troubles = try await desk.sendingTroubles(by: web.who).filter { reach.contains($0.channel) }
    let view = RemindersView(
      lines: rules.map { RemindersView.Line($0, names) }, reach: reach, isDemo: reach != web.options.reach,
      troubles: troubles.map { $0.sentence(moments) },
      namesProvider: try await desk.messagesNameProvider(by: web.who))
    return .page(try await web.page(remindersPage(view, web.keys)))
  }

  static func new(_ web: WebRequest) async throws -> Response { .page(try await form(web, nil)) }

  static func add(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      try await web.scheduling.addReminderRule(try draft(web.form), by: web.who)
      return .seeOther("/reminders").saying("The reminder is kept. It is written from now on.")
    } refused: {
      try await form(web, nil, $0)
    }
  }

  static func show(_ web: WebRequest) async throws -> Response {
    .page(try await form(web, try await rule(web)))
  }

  static func edit(_ web: WebRequest) async throws -> Response {
    let rule = try await rule(web)
    return try await web.attempt {
      try await web.scheduling.editReminderRule(rule.id, try draft(web.form), by: web.who)
      return .seeOther("/reminders").saying("The reminder is changed. It is written like this from now on.")
    } refused: {
      try await form(web, rule, $0)
    }
  }

  static func retire(_ web: WebRequest) async throws -> Response {
    try await web.scheduling.retireReminderRule(try web.id("rule"), by: web.who)
    return .seeOther("/reminders").saying("The reminder is no longer written.")
  }

  static func keepSettings(_ web: WebRequest) async throws -> Response {
    try await web.scheduling.nameProviderInMessages(web.form["names_provider"] == "yes", by: web.who)
    return .seeOther("/reminders").saying("Kept. It counts from now on.")
  }

  private static func rule(_ web: WebRequest) async throws -> ReminderRule {
    let id: ID<ReminderRule> = try web.id("rule")
    let rules = try await web.scheduling.reminderRules(by: web.who)
    guard let rule = rules.first(where: { $0.id == id }) else { throw NotFound("reminder") }
    return rule
  }

  private static func draft(_ form: Form) throws -> ReminderDraft {
    let days = form["unit"] == "days"
    let number = try form.int("number", 1...(days ? 60 : 1440), called: "how long before")
    return ReminderDraft(
      ahead: number * (days ? 1440 : 60), channel: try form.choice("channel", called: "how it goes"),
      types: Set(form.values("types").compactMap { ID<VisitType>($0) }),
      noteEnglish: try form.optionalText("note_en", max: 600) ?? "",
      noteSpanish: try form.optionalText("note_es", max: 600) ?? "")
  }

  private static func form(
    _ web: WebRequest, _ rule: ReminderRule?, _ problems: FormProblems = .none
  ) async throws -> HTML {
    var view = ReminderView(rule, problems: problems)
    if web.form.has("number") { view.fill(from: web.form) }
    view.types = try await web.scheduling.visitTypes(by: web.who).filter(\.isActive).map {
      Choice($0.id.rawValue, $0.name)
    }
    return try await web.page(reminderPage(view, web.keys))
  }
}

extension RemindersView.Line {
  fileprivate init(_ rule: ReminderRule, _ names: [ID<VisitType>: String]) {
    let types = rule.draft.types.compactMap { names[$0] }.sorted()
    self.init(
      url: "/reminders/\(rule.id)", when: rule.draft.when, how: rule.draft.channel.words,
      of: types.isEmpty ? "All visits" : types.joined(separator: ", "))
  }
}

extension SendingTrouble {
  fileprivate func sentence(_ moments: Moments) -> String {
    let wait =
      waiting == 1
      ? "one waits and is tried again by itself" : "\(waiting) wait and are tried again by themselves"
    return "No \(channel.words) has gone out since \(moments.stamp(since)); \(wait): \(reason)"
  }
}
