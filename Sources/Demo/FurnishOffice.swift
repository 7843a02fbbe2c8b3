import Kernel
import Practice
import Scheduling
import Store

extension Demo {
  /// Sets up places, staff, hours and kinds of visits with the verbs that the office uses for it.
  func furnish(by who: Who, at moment: Instant) async throws -> DemoOffice {
    var places: [DemoOffice.Place] = []
    for plan in DemoPlaces.all { places.append(try await open(plan, by: who)) }
    guard let zone = places.first?.zone else { throw NotFound("location") }
    let today = zone.day(of: moment)
    try await closeOnHolidays(around: today, by: who)

    var staff: [String: Who] = [:]
    var providers: [String: ID<Provider>] = [:]
    for member in DemoStaff.all {
      let hired = try await practice.hire(
        StaffDraft(login: member.login, name: member.name, roles: member.roles), password: DemoStaff.password,
        mustChange: false, by: who)
      staff[member.login] = hired.staff.who
      guard let facts = member.provider else { continue }
      let provider = try await practice.addProvider(
        ProviderDraft(
          name: member.name, staff: hired.staff.id, credentials: facts.credentials,
          specialty: facts.specialty,
          npi: facts.npi, gender: member.gender, languages: member.languages), by: who)
      providers[member.login] = provider.id
    }
    for (login, provider) in providers.sorted(by: { $0.key < $1.key }) {
      for (place, there) in places.enumerated() {
        let week = hours(of: login, provider, at: place, there.location)
        if !week.isEmpty { try await scheduling.keepWeek(of: provider, at: there.location, week, by: who) }
      }
    }
    try await takeDaysOff(providers, places, today, by: who)
    try await refine(providers, places, today, by: who)
    let types = try await offer(providers, by: who)
    try await openToPatients(types, by: who)
    let doctors = DemoStaff.all.compactMap { member -> DemoOffice.Doctor? in
      guard let provider = providers[member.login], let who = staff[member.login] else { return nil }
      let kinds = types.filter { $0.kind.logins.contains(member.login) }.map { ($0.kind.weight, $0) }
      return DemoOffice.Doctor(login: member.login, provider: provider, who: who, kinds: kinds)
    }
    let office = DemoOffice(
      doctors: doctors, places: places, desk: ["desk", "desk2"].compactMap { staff[$0] },
      nurse: staff["nurse"] ?? who, hours: try await timetable(places, today))
    return try await limited(office, by: who)
  }

  private func open(_ plan: DemoPlaces.Place, by who: Who) async throws -> DemoOffice.Place {
    let location = try await practice.addLocation(
      LocationDraft(
        name: plan.name, zone: "America/New_York", addressLines: plan.address, phone: plan.phone), by: who)
    var resources: [Resource] = []
    for room in plan.rooms {
      resources.append(
        try await practice.addResource(
          room.name, room.kind, group: DemoPlaces.serves[room.name] ?? "", at: location.id, by: who))
    }
    let hours = plan.hours.flatMap { stretch in
      stretch.days.compactMap { day -> OpeningHours? in
        guard let opens = WallTime(minutes: stretch.from), let closes = WallTime(minutes: stretch.to) else {
          return nil
        }
        return OpeningHours(location: location.id, weekday: day, opens: opens, closes: closes)
      }
    }
    try await practice.setOpeningHours(hours, at: location.id, by: who)
    return DemoOffice.Place(location: location.id, zone: location.zone, resources: resources)
  }

  private func closeOnHolidays(around today: LocalDay, by who: Who) async throws {
    for (day, name) in (today.year - 1...today.year + 1).flatMap(holidays)
    where abs(day.days(since: today)) < 300 {
      _ = try await practice.addClosure(at: nil, from: day, to: day, reason: name, by: who)
    }
  }

  private func hours(
    of login: String, _ provider: ID<Provider>, at place: Int, _ location: ID<Location>
  ) -> [ProviderHours] {
    DemoPlaces.weeks.filter { $0.login == login && $0.place == place }.flatMap { week in
      week.work.days.flatMap { day -> [ProviderHours] in
        var stretches = [(week.work.from, week.work.to, ProviderHours.Kind.work, "")]
        if let pause = week.pause { stretches.append((pause.from, pause.to, .pause, pause.label)) }
        return stretches.compactMap { from, to, kind, label in
          guard let starts = WallTime(minutes: from), let ends = WallTime(minutes: to) else { return nil }
          return ProviderHours(
            provider: provider, location: location, weekday: day, starts: starts, ends: ends, kind: kind,
            label: label)
        }
      }
    }
  }

  /// A conference, a half day, a week of vacation: every office has them.
  private func takeDaysOff(
    _ providers: [String: ID<Provider>], _ places: [DemoOffice.Place], _ today: LocalDay, by who: Who
  ) async throws {
    let off: [(login: String, day: Int, from: Int, to: Int, why: String)] =
      [("okafor", 9, 0, 1440, "Conference"), ("levin", 3, 13 * 60, 1440, "School visit")]
      + [("marchetti", -8, 0, 1440, "Ill"), ("kim", 16, 0, 12 * 60, "Training")]
      + (21...27).map { ("nair", $0, 0, 1440, "Vacation") }
      + (-34 ... -28).map { ("lindqvist", $0, 0, 1440, "Vacation") }
    for one in off {
      guard let provider = providers[one.login], let from = WallTime(minutes: one.from),
        let to = WallTime(minutes: one.to)
      else { continue }
      for (place, there) in places.enumerated()
      where DemoPlaces.weeks.contains(where: { $0.login == one.login && $0.place == place }) {
        _ = try await scheduling.addException(
          provider: provider, location: there.location, day: today.advanced(by: one.day), starts: from,
          ends: to,
          kind: .away, reason: one.why, by: who)
      }
    }
  }

  private func offer(_ providers: [String: ID<Provider>], by who: Who) async throws -> [(
    kind: DemoKind, id: ID<VisitType>
  )] {
    var types: [(kind: DemoKind, id: ID<VisitType>)] = []
    for kind in DemoKind.all {
      let type = try await scheduling.addVisitType(
        VisitTypeDraft(
          name: kind.name, minutes: kind.minutes, colour: kind.colour,
          providers: Set(kind.logins.compactMap { providers[$0] }),
          needs: kind.needs.map { VisitType.Need($0) }, rules: kind.rules), by: who)
      types.append((kind, type.id))
    }
    return types
  }

  /// What patients may have by themselves: what needs no word with the desk stands at once.
  private func openToPatients(_ types: [(kind: DemoKind, id: ID<VisitType>)], by who: Who) async throws {
    var rules = OnlineRules.atFirst
    rules.publicPage = true
    try await scheduling.keep(rules, by: who)
    for (kind, id) in types {
      if let type = onlineType(id, of: kind) { try await scheduling.keep(type, by: who) }
    }
  }

  private func onlineType(_ id: ID<VisitType>, of kind: DemoKind) -> OnlineType? {
    switch kind.name {
    case "Office visit": OnlineType(visitType: id, isOpen: true, way: .booked, whom: .known, leastHours: 12)
    case "New patient": OnlineType(visitType: id, isOpen: true, whom: .new, words: "First visit")
    case "Well child visit": OnlineType(visitType: id, isOpen: true, words: "Check-up for a child")
    case "Massage": OnlineType(visitType: id, isOpen: true, way: .booked, leastHours: 4)
    default: nil
    }
  }

  /// When everybody can be booked, as the schedule itself says.
  func timetable(
    _ places: [DemoOffice.Place], _ today: LocalDay
  ) async throws -> @Sendable (ID<Provider>, Int, LocalDay) -> DayHours {
    let days = today.advanced(by: -400)...today.advanced(by: 400)
    let locations = places.map(\.location)
    let (templates, exceptions, closures) = try await store.read { tx in
      (
        try tx.templates(days), try tx.dayExceptions(days),
        try locations.map { try tx.closures(of: $0, days) }
      )
    }
    return { provider, place, day in
      let location = locations[place]
      return DayHours(
        templates: templates.filter { $0.provider == provider && $0.location == location }, on: day,
        exceptions: exceptions.filter { $0.provider == provider && $0.location == location && $0.day == day },
        closed: closures[place].first { $0.covers(day, at: location) }?.reason)
    }
  }
}
