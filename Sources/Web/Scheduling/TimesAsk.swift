import Kernel
import Practice
import Records
import Scheduling

/// What somebody looks for, read from the fields of ``TimeCriteria``, with all there is to choose from.
struct TimesAsk: Sendable {
  let types: [VisitType]
  let type: VisitType?
  /// Everybody who does the visit, and of them the one, the several, or the patient's own who are wanted.
  let providers: [Provider]
  var provider: ID<Provider>?
  let ownDoctor: Bool
  let several: Set<ID<Provider>>
  let places: [Location]
  let location: ID<Location>?
  let today: LocalDay
  var from: LocalDay
  let to: LocalDay?
  let part: String
  /// A time that was pressed on the board.
  let time: WallTime?
  let patient: ID<Patient>?
  let more: More

  /// What is asked rarely.
  struct More: Sendable {
    let minutes: Int?
    let weekdays: Set<Weekday>
    let specialty: String
    let gender: Provider.Gender?
    let language: String
    let order: TimesWanted.Order
    /// The services that follow, and how much may lie between two.
    let then: [ID<VisitType>]
    let gap: Int
    let sameDayAs: ID<Appointment>?
    let after: ID<Appointment>?
    let near: TimesWanted.Near?
  }

  /// `form` is the address's query, or a form that was sent and is shown again.
  init(_ web: WebRequest, _ form: Form, type fixed: ID<VisitType>? = nil) async throws {
    let all = try await web.scheduling.visitTypes(by: web.who).filter(\.isActive)
    places = try await web.practice.locations(by: web.who).filter(\.active)
    patient = try form.optionalID("patient")
    ownDoctor = form["provider"] == "own" && patient != nil
    let provider: ID<Provider>? = form["provider"] == "own" ? nil : try form.optionalID("provider")
    let asked: ID<VisitType>? = try fixed ?? form.optionalID("type", called: "kind of visit")
    let theirs = all.filter { type in provider.map { type.providers.contains($0) } ?? true }
    type = all.first { $0.id == asked } ?? theirs.first ?? all.first
    types = all
    let doing = type?.providers ?? []
    providers = try await web.practice.providers(by: web.who).filter { $0.active && doing.contains($0.id) }
    self.provider = provider.flatMap { doing.contains($0) ? $0 : nil }
    several = Set(form.values("several").compactMap { ID($0) }).intersection(doing)
    let place: ID<Location>? = try form.optionalID("location")
    location = places.first { $0.id == place }?.id
    let zone = (places.first { $0.id == place } ?? places.first)?.zone ?? .utc
    today = zone.day(of: web.now)
    from = try max(form.optionalDay("from", called: "the first day") ?? today, today)
    to = try form.optionalDay("to", called: "the last day")
    part = form["part"]
    time = try form.optionalTime("time")
    more = try More(form, all)
  }

  /// The services in their order.
  var chain: [VisitType] {
    ([type?.id].compactMap { $0 } + more.then).compactMap { id in types.first { $0.id == id } }
  }

  var minutes: Int { more.minutes ?? type?.minutes ?? 0 }

  /// The fields as an address's query, with some told otherwise. A field that is told as empty is left out.
  func query(_ changes: [String: String] = [:]) -> String {
    var fields: [(String, String)] = [
      ("type", type?.id.rawValue ?? ""), ("provider", ownDoctor ? "own" : provider?.rawValue ?? ""),
      ("location", location?.rawValue ?? ""), ("from", from.description), ("to", to?.description ?? ""),
      ("part", part), ("patient", patient?.rawValue ?? ""), ("minutes", more.minutes.map(String.init) ?? ""),
      ("specialty", more.specialty), ("gender", more.gender?.rawValue ?? ""), ("language", more.language),
      ("order", more.order == .earliest ? "" : more.order.rawValue),
      ("gap", more.then.isEmpty || more.gap == 30 ? "" : String(more.gap)),
      ("near", more.near?.place.rawValue ?? ""), ("within", more.near.map { "\($0.distance)" } ?? ""),
      ("unit", more.near?.unit.rawValue ?? ""), ("same_day", more.sameDayAs?.rawValue ?? ""),
      ("after", more.after?.rawValue ?? ""),
    ]
    fields += several.sorted().map { ("several", $0.rawValue) }
    fields += more.weekdays.map(\.rawValue).sorted().map { ("weekday", String($0)) }
    fields += more.then.map { ("then", $0.rawValue) }
    for (name, _) in changes { fields.removeAll { $0.0 == name } }
    fields += changes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    return fields.filter { !$0.1.isEmpty }.map { "\($0.0)=\(percentEncoded($0.1))" }.joined(separator: "&")
  }
}

extension TimesAsk.More {
  init(_ form: Form, _ types: [VisitType]) throws {
    let length = try form.optionalInt("minutes", 5...720, called: "the length")
    if let length, !length.isMultiple(of: 5) {
      throw InvalidInput("minutes", "The length goes in steps of five minutes.")
    }
    minutes = length
    weekdays = Set(form.values("weekday").compactMap { Int($0).flatMap(Weekday.init) })
    specialty = try form.optionalText("specialty", max: 100) ?? ""
    gender = try form.optionalChoice("gender")
    language = try form.optionalText("language", max: 40) ?? ""
    order = try form.optionalChoice("order") ?? .earliest
    then = form.values("then").compactMap { ID($0) }.filter { id in types.contains { $0.id == id } }
    gap = try form.optionalInt("gap", 0...720) ?? 30
    sameDayAs = try form.optionalID("same_day", called: "visit")
    after = try form.optionalID("after", called: "visit")
    near = try (form.optionalID("near", called: "place") as ID<Location>?).map { place in
      TimesWanted.Near(
        place, within: try form.optionalInt("within", 1...1000, called: "how far") ?? 10,
        try form.optionalChoice("unit", called: "miles or kilometres") ?? .miles)
    }
  }

  /// Whether anything of it is asked for, so that the fields stand open.
  var isAsked: Bool {
    minutes != nil || !weekdays.isEmpty || !specialty.isEmpty || gender != nil || !language.isEmpty
      || !then.isEmpty || near != nil
  }
}

extension TimesAsk {
  var criteria: TimeCriteria {
    let own = patient == nil ? [] : [Choice("own", "Their own clinician")]
    return TimeCriteria(
      types: types.map { Choice($0.id.rawValue, "\($0.name) · \($0.minutes) min") },
      type: type?.id.rawValue ?? "",
      providers: [Choice("", "Anyone")] + own + providers.map { Choice($0.id.rawValue, $0.title) },
      provider: ownDoctor ? "own" : provider?.rawValue ?? "",
      locations: (places.count > 1 ? [Choice("", "Anywhere")] : [])
        + places.map { Choice($0.id.rawValue, $0.name) },
      location: location?.rawValue ?? "", from: from.description, to: to?.description ?? "", part: part,
      order: more.order == .earliest ? "" : more.order.rawValue, more: rarely)
  }

  private var rarely: TimeCriteria.More {
    func sorted(_ words: [String]) -> [String] { Set(words).filter { !$0.isEmpty }.sorted() }
    return TimeCriteria.More(
      minutes: more.minutes.map(String.init) ?? "", weekdays: Set(more.weekdays.map(\.rawValue)),
      specialties: sorted(providers.map(\.specialty)).map { Choice($0, $0) }, specialty: more.specialty,
      genders: Provider.Gender.allCases.map { Choice($0.rawValue, $0.words) },
      gender: more.gender?.rawValue ?? "",
      languages: sorted(providers.flatMap(\.languages)).map { Choice($0, languageName($0)) },
      language: more.language,
      nearPlaces: places.count > 1
        ? places.filter { $0.point != nil }.map { Choice($0.id.rawValue, $0.name) } : [],
      near: more.near?.place.rawValue ?? "", within: more.near.map { "\($0.distance)" } ?? "",
      unit: more.near?.unit.rawValue ?? "", several: Set(several.map(\.rawValue)),
      then: more.then.map(\.rawValue),
      gap: String(more.gap),
      kept: [("same_day", more.sameDayAs), ("after", more.after)].compactMap { name, id in
        id.map { Choice(name, $0.rawValue) }
      },
      isOpen: more.isAsked || !several.isEmpty)
  }
}
