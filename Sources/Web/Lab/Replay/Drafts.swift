import Hummingbird
import Kernel
import Practice
import Scheduling

/// One draft: what would be different, and more of it.
enum Drafts {
  static func show(_ web: WebRequest) async throws -> Response { .page(try await page(web)) }

  static func add(_ web: WebRequest) async throws -> Response {
    let kind: DraftKind = try web.form.choice("kind", called: "what would be different")
    return try await web.attempt {
      try await web.scheduling.addChange(try kind.change(web.form), to: try web.id("draft"), by: web.who)
      return .seeOther(web.draftAddress).saying("Noted. Nothing is changed in the schedule.")
    } refused: { problems in
      try await page(web, kind, problems)
    }
  }

  static func take(_ web: WebRequest) async throws -> Response {
    let draft = try await web.scheduling.scheduleDraft(try web.id("draft"), by: web.who)
    guard let place = Int(try web.part("place")), draft.changes.indices.contains(place) else {
      throw NotFound("change")
    }
    try await web.scheduling.removeChange(draft.changes[place], from: draft.id, by: web.who)
    return .seeOther(web.draftAddress)
  }

  static func remove(_ web: WebRequest) async throws -> Response {
    try await web.scheduling.removeDraft(try web.id("draft"), by: web.who)
    return .seeOther("/lab/replay").saying("The draft is gone. The schedule was never touched.")
  }

  private static func page(
    _ web: WebRequest, _ kind: DraftKind? = nil, _ problems: FormProblems = .none
  ) async throws -> HTML {
    let draft = try await web.scheduling.scheduleDraft(try web.id("draft"), by: web.who)
    let providers = try await web.practice.providers(by: web.who)
    let types = try await web.scheduling.visitTypes(by: web.who)
    let places = try await web.practice.locations(by: web.who)
    let zone = places.first { $0.id == draft.location }?.zone ?? .utc
    var view = DraftView(draft, providers, types, keys: web.keys)
    view.placeName = places.first { $0.id == draft.location }?.name ?? ""
    let month = ReplayWish.periods(before: zone.day(of: web.now))[1]
    view.replay = "/lab/replay?location=\(draft.location)&period=\(ReplayAsk.value(month))&draft=\(draft.id)"
    view.typed = web.form
    view.open = kind
    view.problems = kind?.theirs(problems) ?? problems
    return try await web.page(draftPage(view))
  }
}

extension WebRequest {
  fileprivate var draftAddress: String { "/lab/replay/drafts/\((try? part("draft")) ?? "")" }
}

/// The forms of a draft's page. Each calls its fields by its own name, since they all stand on one page.
enum DraftKind: String, CaseIterable, Sendable {
  case hours, keep, free, type, cap

  func name(_ field: String) -> String { "\(rawValue)-\(field)" }

  func change(_ form: Form) throws -> ScheduleDraft.Change {
    switch self {
    case .hours:
      return .hours(
        try form.id(name("provider"), called: "the provider"), weekdays(form),
        from: try form.time(name("from"), called: "from when"),
        until: try form.time(name("until"), called: "until when"))
    case .keep:
      return .addBlock(
        ScheduleDraft.KeptTime(
          provider: try form.optionalID(name("provider"), called: "provider"), weekdays: weekdays(form),
          from: try form.time(name("from"), called: "from when"),
          until: try form.time(name("until"), called: "until when"),
          label: try form.text(name("label"), max: 40, called: "what the time is kept for"),
          categories: form.values(name("category")).compactMap(VisitType.Category.init(rawValue:)),
          percent: try form.optionalInt(name("percent"), 1...100, called: "the share") ?? 100,
          releaseDays: try form.optionalInt(name("release"), 0...365, called: "the days before")))
    case .free:
      return .removeBlock(
        try form.optionalID(name("provider"), called: "provider"),
        label: try form.text(name("label"), max: 40, called: "which kept time"))
    case .type:
      func number(_ field: String, _ range: ClosedRange<Int>, _ called: String) throws -> Int? {
        try form.optionalInt(name(field), range, called: called)
      }
      return .type(
        try form.id(name("type"), called: "the kind of visit"),
        ScheduleDraft.TypeChange(
          minutes: try number("minutes", 5...720, "the length"),
          leadMinutes: try number("lead", 0...8760, "the notice").map { $0 * 60 },
          before: try number("before", 0...240, "setting up"),
          after: try number("after", 0...240, "cleaning"),
          capacity: try number("capacity", 1...60, "how many share one time")))
    case .cap:
      return .cap(
        try form.id(name("provider"), called: "the provider"),
        try form.choice(name("scope"), called: "the stretch"),
        minutes: try form.optionalInt(name("minutes"), 0...10_080, called: "the minutes"))
    }
  }

  private func weekdays(_ form: Form) -> [Weekday] {
    form.values(name("weekday")).compactMap { Int($0).flatMap(Weekday.init(rawValue:)) }
  }

  /// The desk's sentences, at the fields of this form.
  func theirs(_ problems: FormProblems) -> FormProblems {
    FormProblems(
      all: problems.all.map {
        $0.field.isEmpty || $0.field.hasPrefix("\(rawValue)-")
          ? $0 : InvalidInput(name($0.field), $0.sentence)
      })
  }
}
