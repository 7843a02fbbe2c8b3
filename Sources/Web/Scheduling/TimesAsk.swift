import Kernel
import Practice
import Scheduling

/// What somebody looks for, read from the fields of ``TimeCriteria``, with all there is to choose from.
struct TimesAsk: Sendable {
  let types: [VisitType]
  let type: VisitType?
  let providers: [Provider]
  var provider: ID<Provider>?
  let places: [Location]
  let location: ID<Location>?
  let today: LocalDay
  var from: LocalDay
  let to: LocalDay?
  let part: String
  /// A time that was pressed on the board.
  let time: WallTime?

  /// `form` is the address's query, or a form that was sent and is shown again.
  init(_ web: WebRequest, _ form: Form, type fixed: ID<VisitType>? = nil) async throws {
    let all = try await web.scheduling.visitTypes(by: web.who).filter(\.isActive)
    places = try await web.practice.locations(by: web.who).filter(\.active)
    let provider: ID<Provider>? = try form.optionalID("provider")
    let asked: ID<VisitType>? = try fixed ?? form.optionalID("type", called: "kind of visit")
    let theirs = all.filter { type in provider.map { type.providers.contains($0) } ?? true }
    type = all.first { $0.id == asked } ?? theirs.first ?? all.first
    types = all
    let doing = type?.providers ?? []
    providers = try await web.practice.providers(by: web.who).filter { $0.active && doing.contains($0.id) }
    self.provider = provider.flatMap { doing.contains($0) ? $0 : nil }
    let place: ID<Location>? = try form.optionalID("location")
    location = places.first { $0.id == place }?.id
    let zone = (places.first { $0.id == place } ?? places.first)?.zone ?? .utc
    today = zone.day(of: web.now)
    from = try max(form.optionalDay("from", called: "the first day") ?? today, today)
    to = try form.optionalDay("to", called: "the last day")
    part = form["part"]
    time = try form.optionalTime("time")
  }

  var criteria: TimeCriteria {
    TimeCriteria(
      types: types.map { Choice($0.id.rawValue, "\($0.name) · \($0.minutes) min") },
      type: type?.id.rawValue ?? "",
      providers: [Choice("", "Anyone")] + providers.map { Choice($0.id.rawValue, $0.title) },
      provider: provider?.rawValue ?? "",
      locations: (places.count > 1 ? [Choice("", "Anywhere")] : [])
        + places.map { Choice($0.id.rawValue, $0.name) },
      location: location?.rawValue ?? "", from: from.description, to: to?.description ?? "", part: part)
  }

  /// Looks `days` ahead where no last day was given.
  func wanted(days: Int = 60, most: Int = 30) -> TimesWanted? {
    type.map {
      TimesWanted(
        visitType: $0.id, provider: provider, location: location, first: from,
        last: to ?? from.advanced(by: days), within: within, most: most)
    }
  }

  private var within: Range<Int> {
    switch part {
    case "morning": 0..<720
    case "afternoon": 720..<1440
    case "evening": 1020..<1440
    default: 0..<1440
    }
  }

  /// As the query of an address, with some fields told otherwise.
  func query(_ changes: KeyValuePairs<String, String> = [:]) -> String {
    var fields = [
      ("type", type?.id.rawValue ?? ""), ("provider", provider?.rawValue ?? ""),
      ("location", location?.rawValue ?? ""), ("from", from.description), ("part", part),
    ]
    for (name, value) in changes {
      fields.removeAll { $0.0 == name }
      fields.append((name, value))
    }
    return fields.filter { !$0.1.isEmpty }.map { "\($0.0)=\(percentEncoded($0.1))" }.joined(separator: "&")
  }

  /// Open times, and whether there are more: a last day that is cut short is left for the next page.
  func search(_ web: WebRequest, minutes: Int? = nil) async throws -> (
    times: [OpenTime], laterFrom: LocalDay?
  ) {
    guard var wanted = wanted() else { return ([], nil) }
    wanted.minutes = minutes
    var found = try await web.scheduling.findTimes(wanted, by: web.who)
    var later: LocalDay?
    if found.count == wanted.most, let last = found.last?.slot.day {
      later = last == from ? last.advanced(by: 1) : last
      if last != from { found.removeAll { $0.slot.day == last } }
    }
    if let pressed = try await pressed(web, wanted), !found.contains(where: { $0.slot == pressed.slot }) {
      found.append(pressed)
      found.sort { ($0.slot.day, $0.slot.time) < ($1.slot.day, $1.slot.time) }
    }
    return (found, later)
  }

  /// The very time that was pressed on the board, if it is still open for this kind of visit.
  func pressed(_ web: WebRequest, _ wanted: TimesWanted) async throws -> OpenTime? {
    guard let time, let type, time.minutes + type.minutes <= 1440 else { return nil }
    var exact = wanted
    exact.last = exact.first
    exact.within = time.minutes..<time.minutes + type.minutes
    exact.most = 1
    return try await web.scheduling.findTimes(exact, by: web.who).first
  }
}
