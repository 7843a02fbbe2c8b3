import Kernel
import Practice
import Records
import Store

/// Everything that decides where visits may stand, but who else is there: read once for a search and for all that is
/// asked after it ("and with anybody?").
struct SearchFacts {
  let now: Instant
  /// The services in their order.
  let types: [VisitType]
  let places: [Place]
  let people: [Provider]
  let hours: HoursBook
  let limits: [ID<Provider>: DayLoad]
  let categories: [ID<VisitType>: VisitType.Category]
  /// Who comes, for each service.
  let guests: [Guest]
  let pronoun: TimeReason.Pronoun
  /// The clinician the patient usually sees.
  let usual: ID<Provider>?
  let sessions: [Session: GroupSession]
  /// Nothing begins before it.
  let earliest: Instant

  struct Place {
    let location: Location
    let resources: [Resource]
    /// For each step, what could serve each need, with the need.
    let needs: [[Need]]
    let outOfService: [ID<Resource>: [ClaimTime]]
    /// Number of its zone among the zones of the search.
    let zone: Int
    /// How far it is from the place that is asked for, in words; nil where it does not matter or nobody knows.
    let away: (metres: Int, words: String)?
    /// From when to when somebody is ever there.
    let reach: Range<Int>
  }

  /// Somebody who comes, with what they need.
  struct Guest {
    let patient: BookablePatient?
    let percents: [Int]
    /// Their other visits.
    let own: [Range<Instant>]
  }

  struct Need {
    let isInterpreter: Bool
    /// Numbers among the resources of the place.
    let candidates: [Int]
  }

  /// Where a group meets.
  struct Session: Hashable {
    let type: ID<VisitType>
    let provider: ID<Provider>
    let location: ID<Location>
    let time: Range<Instant>
  }

  /// Whether blocks or caseloads have to be looked at, for which the visits themselves count.
  var needsVisits: Bool { !limits.isEmpty || hours.hasBlocks }
}

extension Transaction {
  /// Reads what decides. With `wide` also what is asked when nothing fits: everybody, everywhere, and for longer.
  func searchFacts(
    _ wanted: TimesWanted, wide: Bool, may: (ID<Location>) -> Bool, now: Instant
  ) throws -> SearchFacts {
    let types = try types(of: wanted)
    let everybody = try providers().filter(\.active)
    let doing = types.reduce(into: Set<ID<Provider>>()) { $0.formUnion($1.providers) }
    let chosen = wide || wanted.ownDoctor ? [] : wanted.providers
    let people = everybody.filter { one in
      wide || (doing.contains(one.id) && (chosen.isEmpty || chosen.contains(one.id) || types.count > 1))
    }
    let ids = people.map(\.id)
    let days = wanted.first...wanted.last.advanced(by: wide ? WhyNot.furtherDays : 0)
    let everywhere = try locations()
    let center = try wanted.near.map { near in
      guard let place = everywhere.first(where: { $0.id == near.place }) else { throw NotFound("location") }
      guard place.point != nil else { throw FindTimesRefused.nowhere(place.name) }
      return place
    }
    let locations = everywhere.filter {
      $0.active && may($0.id) && (wide || wanted.location == nil || wanted.location == $0.id)
    }
    let hours = HoursBook(
      templates: try templates(days, providers: ids), exceptions: try dayExceptions(days, providers: ids),
      closures: try closures(days))
    let after: Instant? = try wanted.after.flatMap {
      try value("SELECT end_at FROM appointment WHERE id = \($0)")
    }
    let sex: String? = try wanted.patient.flatMap { try value("SELECT sex FROM patient WHERE id = \($0)") }
    let around =
      Zone.utc.range(of: days.lowerBound.advanced(by: -2))
      .lowerBound..<Zone.utc.range(
        of: days.upperBound.advanced(by: 2)
      ).upperBound
    let guests = try guests(of: wanted, around)
    return SearchFacts(
      now: now, types: types,
      places: try places(
        locations, Array(zip(types, guests.map(\.patient))), hours, around, wanted.near, center),
      people: people,
      hours: hours, limits: try limits(of: ids),
      categories: Dictionary(uniqueKeysWithValues: try visitTypes().map { ($0.id, $0.rules.category) }),
      guests: guests,
      pronoun: sex == "female" ? .her : sex == "male" ? .his : .their,
      usual: try wanted.patient.flatMap { try usualProvider(of: $0, now: now) },
      sessions: try sessions(types, around, except: wanted),
      earliest: max(now, after ?? now, wanted.notBefore ?? now))
  }

  private func types(of wanted: TimesWanted) throws -> [VisitType] {
    let asked = [wanted.visitType] + wanted.links.map(\.visitType)
    let known = Dictionary(uniqueKeysWithValues: try visitTypes(Array(Set(asked))).map { ($0.id, $0) })
    return try asked.map { id in
      guard let type = known[id], type.isActive || wanted.moving != nil || wanted.group != nil else {
        throw NotFound("visit type")
      }
      return type
    }
  }

  /// Who comes, one for each service.
  private func guests(of wanted: TimesWanted, _ around: Range<Instant>) throws -> [SearchFacts.Guest] {
    var known: [ID<Patient>: SearchFacts.Guest] = [:]
    for id in wanted.patients {
      let patient = try bookable(id).value()
      known[id] = SearchFacts.Guest(
        patient: patient, percents: try needPercents(of: patient),
        own: try visits(of: id, within: around, except: wanted.moving))
    }
    let nobody = SearchFacts.Guest(
      patient: nil, percents: [],
      own: try wanted.group.map { try visits(ofMembersOf: $0, within: around) } ?? [])
    return ([wanted.patient] + wanted.links.map { $0.patient ?? wanted.patient }).map {
      $0.flatMap { known[$0] } ?? nobody
    }
  }

  private func places(
    _ locations: [Location], _ services: [(type: VisitType, patient: BookablePatient?)], _ hours: HoursBook,
    _ around: Range<Instant>, _ near: TimesWanted.Near?, _ center: Location?
  ) throws -> [SearchFacts.Place] {
    let needsAny = services.contains { $0.patient?.interpreter != nil || !$0.type.needs.isEmpty }
    let zones = Array(Set(locations.map(\.zone)))
    return try locations.map { location in
      let there = needsAny ? try resources(at: location.id).filter(\.active) : []
      let numbers = Dictionary(uniqueKeysWithValues: there.enumerated().map { ($1.id, $0) })
      let needs = services.map { type, patient in
        type.needs(for: patient, among: there).flatMap { need in
          VisitType.candidates(for: [need], among: there).map { candidates in
            SearchFacts.Need(
              isInterpreter: need.kind == .interpreter, candidates: candidates.compactMap { numbers[$0] })
          }
        }
      }
      var away: [ID<Resource>: [ClaimTime]] = [:]
      if !there.isEmpty {
        for one in try outOfService(there.map(\.id), during: around) {
          let time = one.from..<one.until
          away[one.resource, default: []].append(ClaimTime(visit: time, whole: time))
        }
      }
      return SearchFacts.Place(
        location: location, resources: there, needs: needs, outOfService: away,
        zone: zones.firstIndex(of: location.zone) ?? 0,
        away: near.flatMap { $0.away(location, from: center) },
        reach: hours.reach(at: location.id))
    }
  }

  private func visits(
    of patient: ID<Patient>, within around: Range<Instant>, except own: ID<Appointment>?
  ) throws -> [Range<Instant>] {
    try rows(
      """
      SELECT start_at, end_at FROM appointment
      WHERE patient = \(patient) AND start_at >= \(around.lowerBound) AND start_at < \(around.upperBound)
        AND status NOT IN ('cancelled', 'no_show') AND id <> \(own?.rawValue ?? "")
      """
    ).map { (try $0("start_at") as Instant)..<(try $0("end_at") as Instant) }
  }

  /// Where somebody of a group is otherwise.
  private func visits(
    ofMembersOf group: ID<GroupSession>, within around: Range<Instant>
  ) throws -> [Range<Instant>] {
    try rows(
      """
      SELECT a.start_at, a.end_at FROM appointment m JOIN appointment a ON a.patient = m.patient
      WHERE m.session = \(group) AND m.status NOT IN ('cancelled', 'no_show')
        AND (a.session IS NULL OR a.session <> \(group)) AND a.status NOT IN ('cancelled', 'no_show')
        AND a.start_at >= \(around.lowerBound) AND a.start_at < \(around.upperBound)
      """
    ).map { (try $0("start_at") as Instant)..<(try $0("end_at") as Instant) }
  }

  /// Whom a patient has seen, or is to see, most often in three years; the latest of several.
  func usualProvider(of patient: ID<Patient>, now: Instant) throws -> ID<Provider>? {
    try value(
      """
      SELECT provider FROM appointment
      WHERE patient = \(patient) AND start_at > \(now.advanced(byMinutes: -3 * 366 * 1440))
        AND status NOT IN ('cancelled', 'no_show')
      GROUP BY provider ORDER BY COUNT(*) DESC, MAX(start_at) DESC LIMIT 1
      """)
  }

  private func sessions(
    _ types: [VisitType], _ around: Range<Instant>, except wanted: TimesWanted
  ) throws -> [SearchFacts.Session: GroupSession] {
    let types = types.filter { $0.rules.capacity > 1 }.map(\.id)
    if types.isEmpty { return [:] }
    // A group that joins another needs a seat for each of it.
    let party: Int =
      try wanted.group.flatMap {
        try value(
          "SELECT COUNT(*) FROM appointment WHERE session = \($0) AND status NOT IN ('cancelled', 'no_show')")
      } ?? 1
    var sessions: [SearchFacts.Session: GroupSession] = [:]
    for row in try rows(
      """
      SELECT g.id, g.visit_type, g.provider, g.location, g.start_at, g.end_at, g.capacity,
        (SELECT COUNT(*) FROM appointment a WHERE a.session = g.id AND a.status NOT IN ('cancelled', 'no_show')
          AND a.id <> \(wanted.moving?.rawValue ?? "")) AS taken
      FROM group_session g
      WHERE g.id <> \(wanted.group?.rawValue ?? "") AND g.visit_type IN (\(each: types)) AND g.start_at >= \(around.lowerBound)
        AND g.start_at < \(around.upperBound) AND EXISTS (SELECT 1 FROM claim c WHERE c.session = g.id)
      """)
    {
      let session = SearchFacts.Session(
        type: try row("visit_type"), provider: try row("provider"), location: try row("location"),
        time: (try row("start_at") as Instant)..<(try row("end_at") as Instant))
      sessions[session] = GroupSession(
        id: try row("id"), capacity: try row("capacity"), taken: (try row("taken") as Int) + party - 1)
    }
    return sessions
  }
}

extension TimesWanted.Near {
  /// How far a place is from the one that is asked for.
  fileprivate func away(_ location: Location, from center: Location?) -> (metres: Int, words: String)? {
    guard let center, let from = center.point, let to = location.point else { return nil }
    let metres = from.metres(to: to)
    return (
      metres, location.id == center.id ? "at \(center.name)" : "\(unit.words(metres)) from \(center.name)"
    )
  }
}
