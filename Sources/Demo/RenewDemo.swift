import Foundation
import Kernel
import Practice
import Records
import Scheduling
import Store

extension Demo {
  /// Brings a demo of an earlier day up to now: visits whose time has come took place, and the days ahead fill up, so
  /// that it is as busy today as on the day it was made. What people did in it meanwhile stays.
  ///
  /// Gives nil where there is nothing here yet.
  package func renew(say: (String) -> Void = { _ in }) async throws -> Loaded? {
    if try await isEmpty() { return nil }
    let moment = now()
    guard var state = try await store.read({ tx in try tx.demoState() }) else {
      var other = Loaded()
      other.isDemo = false
      return other
    }
    let office = try await reopen()
    guard let zone = office.places.first?.zone else { return state.loaded }
    let (today, made, last) = (zone.day(of: moment), zone.day(of: state.made), zone.day(of: state.renewed))
    say("what happened since \(last)")
    try await finish(office, upTo: moment)
    if today > last {
      let people = Town(seed: seed, today: made, people: state.loaded.patients).people.map { person in
        var older = person
        older.registeredDaysAgo += today.days(since: made)
        return older
      }
      let known = try await store.read { tx in try people.first.map { try tx.isPatient($0.id) } ?? false }
      if known { state.loaded.visits += try await fill(office, people, from: last, today, moment, say) }
      try await store.write { tx in
        try tx.audit("demo.renewed", by: .system("Demo"), patients: [], detail: "\(today)", at: moment)
      }
    }
    state.loaded.lastDay = today.advanced(by: 60).description
    return state.loaded
  }

  private func fill(
    _ office: DemoOffice, _ people: [Person], from first: LocalDay, _ today: LocalDay, _ moment: Instant,
    _ say: (String) -> Void
  ) async throws -> Int {
    var filler = DayFiller(office, people, seed: seed, today: today, now: moment)
    let begin = max(first, today.advanced(by: -60))
    for (patient, day) in try await store.read({ tx in try tx.visitDays(from: begin.advanced(by: -9)) }) {
      filler.know(patient, on: day)
    }
    var count = 0
    var day = begin
    while day <= today.advanced(by: 60) {
      say("visits of \(day)")
      let taken = try await store.read { [day] tx in try tx.claims(on: day, in: office.places) }
      let visits = filler.fill(day, taken: taken)
      try await store.write { tx in try tx.record(visits) }
      count += visits.count
      day = day.advanced(by: 1)
    }
    return count
  }

  /// Lets the visits whose time has come take place.
  private func finish(_ office: DemoOffice, upTo moment: Instant) async throws {
    let open = try await store.read { tx in try tx.openVisits(before: moment.advanced(byMinutes: 20)) }
    var free: [ID<Provider>: Instant] = [:]
    for visit in open {
      guard let doctor = office.doctors.first(where: { $0.provider == visit.slot.provider }),
        let zone = office.places.first(where: { $0.location == visit.slot.location })?.zone
      else { continue }
      var dice = Dice(seed, "later \(visit.id)")
      var story = Story(
        visit: visit.id, slot: visit.slot, start: visit.start, zone: zone, isSameDay: false, now: moment,
        staff: Story.Staffing(desk: office.desk, nurse: office.nurse, provider: doctor.who))
      story.goOn(
        from: visit.status, after: visit.steps, &dice, free: &free[visit.slot.provider, default: visit.start])
      let steps = story.steps
      if !steps.isEmpty { try await store.write { tx in try tx.record(steps, of: visit.id) } }
    }
  }

  /// The office as it was furnished, read back.
  private func reopen() async throws -> DemoOffice {
    let who = Who.system("Demo")
    let locations = try await practice.locations(by: who)
    let resources = try await practice.resources(by: who)
    let places = DemoPlaces.all.compactMap { plan in
      locations.first { $0.name == plan.name && $0.active }.map { location in
        DemoOffice.Place(
          location: location.id, zone: location.zone,
          resources: resources.filter { $0.location == location.id && $0.active })
      }
    }
    let staff = try await practice.staff(by: who).reduce(into: [String: Who]()) { $0[$1.login] = $1.who }
    let providers = try await practice.providers(by: who)
    let types = try await scheduling.visitTypes(by: who).filter(\.isActive)
    let doctors = DemoStaff.all.compactMap { member -> DemoOffice.Doctor? in
      guard let provider = providers.first(where: { $0.name == member.name && $0.active }),
        let who = staff[member.login]
      else { return nil }
      let kinds = DemoKind.all.filter { $0.logins.contains(member.login) }.compactMap { kind in
        types.first { $0.name == kind.name && $0.providers.contains(provider.id) }.map {
          (kind.weight, (kind: kind, id: $0.id))
        }
      }
      return kinds.isEmpty
        ? nil : DemoOffice.Doctor(login: member.login, provider: provider.id, who: who, kinds: kinds)
    }
    let today = (places.first?.zone ?? .utc).day(of: now())
    let office = DemoOffice(
      doctors: doctors, places: places, desk: ["desk", "desk2"].compactMap { staff[$0] },
      nurse: staff["nurse"] ?? who, hours: try await timetable(places, today))
    return try await limited(office, by: who)
  }
}

extension Transaction {
  /// What is here, when it was made and when it was last brought up to date; nil where this is no demo.
  fileprivate func demoState() throws -> (loaded: Demo.Loaded, made: Instant, renewed: Instant)? {
    guard let profile = try practiceProfile(), profile.demo else { return nil }
    var loaded = Demo.Loaded()
    loaded.patients = try value("SELECT COUNT(*) FROM patient") ?? 0
    loaded.visits = try value("SELECT COUNT(*) FROM appointment") ?? 0
    loaded.firstDay = try value("SELECT MIN(day) FROM appointment") ?? ""
    let renewed: Instant? = try value(
      "SELECT MAX(at) FROM audit_entry WHERE action IN ('demo.loaded', 'demo.renewed')")
    return (loaded, profile.since, renewed ?? profile.since)
  }

  fileprivate func isPatient(_ id: ID<Patient>) throws -> Bool {
    let found: Int? = try value("SELECT number FROM patient WHERE id = \(id)")
    return found != nil
  }

  fileprivate func visitDays(from day: LocalDay) throws -> [(ID<Patient>, LocalDay)] {
    try rows("SELECT patient, day FROM appointment WHERE day >= \(day) AND status <> 'cancelled'")
      .map { (try $0("patient"), try $0("day")) }
  }

  /// What is held on a day, in minutes of it, by `provider:…` and `resource:…`.
  fileprivate func claims(on day: LocalDay, in places: [DemoOffice.Place]) throws -> [String: [Range<Int>]] {
    try rows(
      """
      SELECT c.holder, a.starts, a.minutes, a.start_at - c.before_at AS set_up, c.after_at - a.end_at AS clean_up
      FROM claim c JOIN appointment a ON a.id = c.appointment OR a.session = c.session
      WHERE a.location IN (\(each: places.map(\.location))) AND a.day = \(day)
      """
    ).reduce(into: [:]) { taken, row in
      let (start, minutes): (Int, Int) = (try row("starts"), try row("minutes"))
      let (before, after): (Int, Int) = (try row("set_up"), try row("clean_up"))
      taken[try row("holder"), default: []].append(
        start - before / 60_000..<start + minutes + after / 60_000)
    }
  }

  fileprivate func openVisits(before moment: Instant) throws -> [Appointment] {
    let ids: [ID<Appointment>] = try rows(
      """
      SELECT id FROM appointment
      WHERE start_at < \(moment) AND status IN ('booked', 'confirmed', 'arrived', 'roomed', 'started', 'checkout')
      ORDER BY start_at, id
      """
    ).map { try $0("id") }
    return try ids.compactMap { try appointment($0) }
  }
}
