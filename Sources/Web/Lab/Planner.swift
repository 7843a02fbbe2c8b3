import Hummingbird
import Kernel
import Practice
import Scheduling

/// The session planner: what is to be planned, and the proposal beside how it stands.
enum Planner {
  static func show(_ web: WebRequest) async throws -> Response {
    try await web.attempt {
      let ask = try await PlannerAsk(web)
      var view = PlannerView(form: ask.form)
      if let wish = try ask.wish {
        view.proposal = try await web.scheduling.proposeSession(wish, by: web.who).map(ProposalView.init)
        view.isEmpty = view.proposal == nil
        if view.proposal != nil { view.apply = try await apply(web, wish) }
      }
      return .page(try await web.page(plannerPage(view)))
    } refused: { problems in
      var view = PlannerView(form: try await PlannerAsk(web).form)
      view.problems = problems
      return try await web.page(plannerPage(view))
    }
  }

  /// The patterns at the place that are not over.
  private static func apply(_ web: WebRequest, _ wish: SessionWish) async throws -> ApplyChoice {
    let templates = try await web.scheduling.templates(of: wish.provider, by: web.who).filter {
      $0.location == wish.location
    }
    var weekday = Weekday.monday
    if case .booked(let day, _) = wish.visits { weekday = day.weekday }
    return ApplyChoice(
      templates: templates.map { Choice($0.id.rawValue, $0.heading) }, weekday: "\(weekday.rawValue)",
      asked: web.query.without(["template", "weekday", "any"]).fields.map { Choice($0.name, $0.value) })
  }
}

/// What somebody wants planned, as the address says it.
struct PlannerAsk: Sendable {
  private let query: Form
  private let providers: [Provider]
  private let places: [Location]
  private let types: [VisitType]
  private let today: LocalDay
  private let half: SessionWish.Half

  init(_ web: WebRequest) async throws {
    query = web.query
    let who = web.who
    providers = try await web.practice.providers(by: who).filter(\.active)
    places = try await web.practice.locations(by: who).filter { $0.active && who.may(at: $0.id) }
    types = try await web.scheduling.visitTypes(by: who).filter(\.isActive)
    let wall = (places.first?.zone ?? .utc).wall(web.now)
    today = wall.day
    half = wall.time.minutes < 720 ? .morning : .afternoon
  }

  /// Nil where the practice has nobody to plan for.
  var wish: SessionWish? {
    get throws {
      guard let first = providers.first, let place = places.first else { return nil }
      return SessionWish(
        provider: try query.optionalID("provider") ?? first.id,
        location: try query.optionalID("location") ?? place.id,
        visits: try query["what"] == "listed" ? listed : booked,
        favours: try query.optionalChoice("favours", called: "whose time counts") ?? .alike,
        endsOnTime: try query.optionalChoice("ends", called: "finishing on time") ?? .no,
        walkIns: try query.optionalInt("walk_ins", 0...20, called: "walk-ins") ?? 0)
    }
  }

  private var booked: SessionWish.Visits {
    get throws {
      .booked(
        try query.optionalDay("day", called: "the day") ?? today,
        try query.optionalChoice("half", called: "half of the day") ?? half)
    }
  }

  private var listed: SessionWish.Visits {
    get throws {
      let list = try PlannerForm.lines.flatMap { line -> [ID<VisitType>] in
        guard let type: ID<VisitType> = try query.optionalID("type-\(line)", called: "kind of visit") else {
          return []
        }
        let count = try query.optionalInt("count-\(line)", 1...30, called: "how many") ?? 1
        return Array(repeating: type, count: count)
      }
      guard !list.isEmpty else {
        throw InvalidInput("type-0", "List the visits of the session: a kind and how many.")
      }
      return .listed(list, from: try query.time("from", called: "when the first visit starts"))
    }
  }

  var form: PlannerForm {
    func chosen(_ name: String, _ other: String) -> String { query.has(name) ? query[name] : other }
    return PlannerForm(
      providers: providers.map { Choice($0.id.rawValue, $0.title) },
      provider: chosen("provider", providers.first?.id.rawValue ?? ""),
      locations: places.map { Choice($0.id.rawValue, $0.name) },
      location: chosen("location", places.first?.id.rawValue ?? ""),
      types: types.map { Choice($0.id.rawValue, "\($0.name) · \($0.minutes) min") },
      what: chosen("what", "booked"), day: chosen("day", today.description),
      half: chosen("half", half.rawValue),
      from: chosen("from", "08:00"),
      list: PlannerForm.lines.map { (query["type-\($0)"], query["count-\($0)"]) },
      favours: chosen("favours", "alike"), ends: chosen("ends", "no"), walkIns: chosen("walk_ins", "0"))
  }
}
