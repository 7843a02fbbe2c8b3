import Hummingbird
import Kernel
import Practice
import Scheduling

/// What patients may do by themselves: the rules, and the kinds of visits that are open to them.
enum OnlineSettings {
  static func show(_ web: WebRequest) async throws -> Response { .page(try await page(web)) }

  static func save(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let (ahead, change, most, keep) = try web.form.all(
        { try $0.int("ahead_days", 1...365, called: "how far ahead") },
        { try $0.int("change_hours", 0...336, called: "the hours before a visit") },
        { try $0.int("most", 1...20, called: "how many visits") },
        { try $0.int("keep_hours", 1...72, called: "how long a time is held") })
      let rules = OnlineRules(
        publicPage: web.form.flag("public_page"), aheadDays: ahead, changeHours: change, most: most,
        keepHours: keep)
      try await web.scheduling.keep(rules, by: web.who)
      return .seeOther("/online").saying("Kept. It counts from now on.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  static func saveType(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let form = web.form
      let type = OnlineType(
        visitType: try web.id("type"), isOpen: form.flag("open"), way: try form.choice("way"),
        whom: try form.choice("whom", called: "for whom"),
        leastHours: try form.int("least_hours", 0...336, called: "the least notice"),
        words: try form.optionalText("words", max: 80) ?? "")
      try await web.scheduling.keep(type, by: web.who)
      return .seeOther("/online").saying(
        type.isOpen ? "Patients can have it by themselves now." : "It is closed to patients.")
    } refused: { problems in
      try await page(web, problems)
    }
  }

  private static func page(_ web: WebRequest, _ problems: FormProblems = .none) async throws -> HTML {
    let (rules, types) = try await web.scheduling.onlineRules(by: web.who)
    let known = Dictionary(uniqueKeysWithValues: types.map { ($0.visitType, $0) })
    let all = try await web.scheduling.visitTypes(by: web.who).filter(\.isActive)
    let lines = all.map { ($0, known[$0.id] ?? OnlineType(visitType: $0.id, isOpen: false)) }
    return try await web.page(onlineSettingsPage(rules, lines, web.keys, problems))
  }
}

private func onlineSettingsPage(
  _ rules: OnlineRules, _ types: [(VisitType, OnlineType)], _ keys: FormKeys, _ problems: FormProblems
) -> Page {
  Page(
    "Patients by themselves", here: .visitTypes,
    head(
      "Patients by themselves",
      buttons: linkButton("Visit types", to: "/visit-types", icon: .left)
        + (rules.publicPage ? linkButton("The public page", to: "/book", icon: .calendar) : .empty))
      + wrongFields(problems.list)
      + split(
        panel("What can be booked") { rows(types.map { typeRow($0, $1, keys) }) },
        beside: rulesPanel(rules, keys, problems)))
}

private func typeRow(_ type: VisitType, _ online: OnlineType, _ keys: FormKeys) -> ListRow {
  let state =
    online.isOpen
    ? chip(online.way == .booked ? "Books at once" : "Asks the desk", .ok, .calendar) : chip("Closed")
  let body = form(to: "/online/types/\(type.id)", keys) {
    checkbox("open", "Open to patients", checked: online.isOpen)
      + #"<div class="fields">\#(typeFields(type, online))</div>"# + buttons(button("Keep"))
  }
  return ListRow(
    mark: icon(.calendar), online.isOpen ? .ok : .plain,
    what:
      #"<strong>\#(type.name)</strong> \#(state)<details class="more"><summary>Change\#(aside(" \(type.name)"))</summary>\#(body)</details>"#
  )
}

private func typeFields(_ type: VisitType, _ online: OnlineType) -> HTML {
  let id = type.id.rawValue
  return select(
    "way", "How", [Choice("booked", "Stands at once"), Choice("asked", "The desk says yes first")],
    chosen: online.way.rawValue, id: "way-\(id)")
    + select(
      "whom", "For whom",
      [
        Choice("anybody", "Anybody"), Choice("known", "Who was seen here before"),
        Choice("new", "Who was not seen here yet"),
      ], chosen: online.whom.rawValue, id: "whom-\(id)")
    + field(
      Field(
        "least_hours", "Least notice (hours)", String(online.leastHours), .number, required: true,
        id: "least_hours-\(id)"))
    + field(
      Field(
        "words", "What patients read", online.words, hint: "Empty: \(type.name)", limit: 80, id: "words-\(id)"
      ))
}

private func rulesPanel(_ rules: OnlineRules, _ keys: FormKeys, _ problems: FormProblems) -> HTML {
  func number(_ name: String, _ label: String, _ value: Int, _ hint: String) -> HTML {
    field(
      Field(
        name, label, String(value), .number, hint: hint, error: problems[name], required: true, width: .full))
  }
  return panel("Rules") {
    form(to: "/online", keys) {
      checkbox(
        "public_page", "Anybody may ask for a visit at /book", checked: rules.publicPage,
        hint: "Otherwise only patients with a link to their own page.")
        + number("ahead_days", "Days ahead", rules.aheadDays, "How far in the future visits can be had.")
        + number(
          "change_hours", "Moving until (hours before)", rules.changeHours,
          "Cancelling is always possible: a late word is better than none.")
        + number("most", "Visits at a time", rules.most, "How many somebody may have booked by themselves.")
        + number(
          "keep_hours", "Held for (hours)", rules.keepHours, "How long the time waits for the desk’s answer.")
        + buttons(button("Keep", .primary))
    }
  }
}
