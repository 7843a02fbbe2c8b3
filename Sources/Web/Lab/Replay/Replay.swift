import Hummingbird
import Kernel
import Practice
import Scheduling

/// A month gone through again: what is to be replayed, and what comes of it as it is and as a draft would have it.
enum Replay {
  static func show(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let ask = try await ReplayAsk(web)
      var view = ReplayView(form: ask.form, keys: web.keys)
      if let wish = try ask.wish {
        let report = try await web.scheduling.replay(wish, by: web.who)
        view.result = ReplayResult(report, title: ask.title, draft: ask.chosenDraft)
      }
      return .page(try await web.page(replayPage(view)))
    } refused: { problems in
      var view = ReplayView(form: try await ReplayAsk(web).form, keys: web.keys)
      view.problems = problems
      return try await web.page(replayPage(view))
    }
  }

  static func begin(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let name = try web.form.text("name", max: 80, called: "the draft’s name")
      let draft = try await web.scheduling.beginDraft(
        name, at: try web.form.id("place", called: "the place"), by: web.who)
      return .seeOther("/lab/replay/drafts/\(draft.id)")
    } refused: { problems in
      var view = ReplayView(form: try await ReplayAsk(web).form, keys: web.keys)
      view.problems = problems
      return try await web.page(replayPage(view))
    }
  }
}

/// What somebody wants replayed, as the address says it.
struct ReplayAsk: Sendable {
  private let query: Form
  private let typed: Form
  private let places: [Location]
  private let drafts: [ScheduleDraft]
  private let periods: [ClosedRange<LocalDay>]

  init(_ web: WebRequest) async throws {
    query = web.query
    typed = web.form
    let who = web.who
    places = try await web.practice.locations(by: who).filter { $0.active && who.may(at: $0.id) }
    drafts = try await web.scheduling.scheduleDrafts(by: who)
    periods = ReplayWish.periods(before: (places.first?.zone ?? .utc).day(of: web.now))
  }

  /// Nil until somebody chose a month.
  var wish: ReplayWish? {
    get throws {
      guard query.has("period") else { return nil }
      guard let period = periods.first(where: { Self.value($0) == query["period"] }) else {
        throw InvalidInput("period", "Choose one of the months.")
      }
      let draft: ID<ScheduleDraft>? = try query.optionalID("draft")
      let place: ID<Location> = try query.id("location", called: "the place")
      if let draft, let chosen = drafts.first(where: { $0.id == draft }), chosen.location != place {
        throw InvalidInput("draft", "This draft is of another place. Choose that place, or another draft.")
      }
      return ReplayWish(location: place, days: period, draft: draft)
    }
  }

  var chosenDraft: ScheduleDraft? { drafts.first { $0.id.rawValue == query["draft"] } }

  /// `October 2026 at Riverside`
  var title: String {
    let place = places.first { $0.id.rawValue == query["location"] }?.name ?? ""
    let period = periods.first { Self.value($0) == query["period"] }.map(words) ?? ""
    return "\(period) at \(place)"
  }

  var form: ReplayForm {
    func chosen(_ name: String, _ other: String) -> String { query.has(name) ? query[name] : other }
    let names = Dictionary(uniqueKeysWithValues: places.map { ($0.id, $0.name) })
    return ReplayForm(
      places: places.map { Choice($0.id.rawValue, $0.name) },
      place: chosen("location", chosenDraft?.location.rawValue ?? places.first?.id.rawValue ?? ""),
      periods: periods.map { Choice(Self.value($0), words($0)) },
      period: chosen("period", periods.dropFirst().first.map(Self.value) ?? ""),
      drafts: drafts.map { Choice($0.id.rawValue, "\($0.name) · \(names[$0.location] ?? "")") },
      draft: chosen("draft", ""),
      lines: drafts.map { draft in
        ReplayForm.DraftLine(
          name: draft.name, url: "/lab/replay/drafts/\(draft.id)",
          what: "\(names[draft.location] ?? "") · \(counted(draft.changes.count, "change"))")
      },
      newName: typed["name"], newPlace: typed["place"])
  }

  private func words(_ period: ClosedRange<LocalDay>) -> String {
    period == periods.first
      ? "The last four weeks"
      : "\(LocalDay.monthNames[period.lowerBound.month - 1]) \(period.lowerBound.year)"
  }

  static func value(_ period: ClosedRange<LocalDay>) -> String {
    "\(period.lowerBound)_\(period.upperBound)"
  }
}

/// `1 change`, `3 changes`
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
