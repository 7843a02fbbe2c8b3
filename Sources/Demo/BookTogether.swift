import Kernel
import Practice
import Records
import Scheduling
import Synchronization

extension Demo {
  /// What a practice has besides single visits: a therapy series, three services in a row, a class, a household and
  /// people who wait without a visit. Gives the number of visits.
  func bookTogether(
    _ office: DemoOffice, _ people: [Person], today: LocalDay, by who: Who
  ) async throws -> Int {
    let ids = SteadyIDs(seed: seed, moment: now())
    let desk = Scheduling(store: store, now: now, newID: { ids.next() })
    let alive = people.filter {
      $0.facts.death == nil && $0.facts.birthDate.map { today.age(bornOn: $0) >= 18 } ?? false
    }
    guard office.places.count > 1, alive.count > 12 else { return 0 }
    let series = try await bookTherapy(desk, office, alive[0].id, today, by: who)
    let back = try await bookBack(desk, office, alive[1..<8].map(\.id), today, by: who)
    let home = try await bookHousehold(desk, office, people, today, by: who)
    try await fillQueue(desk, office, alive[8], by: who)
    return series + back + home
  }

  /// Twelve authorized sessions, each where it fits.
  private func bookTherapy(
    _ desk: Scheduling, _ office: DemoOffice, _ patient: ID<Patient>, _ today: LocalDay, by who: Who
  ) async throws -> Int {
    guard let doctor = office.doctors.first(where: { $0.login == "nair" }),
      let type = doctor.kinds.first(where: { $0.value.kind.name == "Therapy session" })?.value,
      let time = WallTime(10, 0)
    else { return 0 }
    let first = today.monday.advanced(by: 7)
    let slot = Slot(
      provider: doctor.provider, location: office.places[0].location, day: first, time: time,
      minutes: type.kind.minutes)
    let ask = SeriesAsk(
      patient: patient, visitType: type.id, slot: slot,
      rule: SeriesRule(first: first, .weekly(every: 1, on: []), until: .visits(12)))
    let preview = try await desk.previewSeries(ask, by: who)
    let slots = preview.compactMap { $0.refusal == nil ? $0.slot : $0.alternatives.first?.slot }
    guard !slots.isEmpty else { return 0 }
    return try await desk.bookSeries(ask, at: slots, submission: "demo-series", by: who).count
  }

  /// Adjustment, traction, massage in a row for one, and a class for five.
  private func bookBack(
    _ desk: Scheduling, _ office: DemoOffice, _ patients: [ID<Patient>], _ today: LocalDay, by who: Who
  ) async throws -> Int {
    guard let doctor = office.doctors.first(where: { $0.login == "lindqvist" }),
      let adjustment = doctor.kinds.first(where: { $0.value.kind.name == "Adjustment" })?.value.id
    else { return 0 }
    func add(_ name: String, _ minutes: Int, _ colour: VisitType.Colour, capacity: Int = 1) async throws
      -> ID<VisitType>
    {
      try await desk.addVisitType(
        VisitTypeDraft(
          name: name, minutes: minutes, colour: colour, providers: [doctor.provider],
          rules: VisitTypeRules(capacity: capacity)), by: who
      ).id
    }
    let (traction, massage) = (try await add("Traction", 15, .slate), try await add("Massage", 30, .amber))
    let chain = try await desk.keepChain(
      ChainDraft(
        name: "Adjustment, traction, massage",
        steps: [.init(1, adjustment, gap: 0, to: 15), .init(2, traction, gap: 0, to: 15), .init(3, massage)]),
      by: who)
    let place = office.places[1].location
    let plan = try await desk.chainPlan(chain, by: who)
    let times = try await desk.findTimes(
      plan.wanted(for: patients[0], at: place, from: today.advanced(by: 1), most: 1), by: who)
    var count = 0
    if let slots = times.first?.visits.map(\.slot) {
      count += try await desk.bookChain(plan, at: slots, for: patients[0], submission: "demo-chain", by: who)
        .count
    }
    let group = try await add("Back class", 45, .green, capacity: 8)
    let day = today.monday.advanced(by: 8)
    let slot = Slot(
      provider: doctor.provider, location: place, day: day, time: WallTime(minutes: 660) ?? .midnight,
      minutes: 45)
    let ask = SeriesAsk(
      patient: patients[1], visitType: group, slot: slot,
      rule: SeriesRule(first: day, .days([day]), until: .visits(1)))
    let found = try await desk.previewSeries(ask, by: who).first
    guard let open = found?.refusal == nil ? found?.slot : found?.alternatives.first?.slot else {
      return count
    }
    for patient in patients.dropFirst().prefix(5) {
      try await desk.book(
        BookingAsk(patient: patient, visitType: group, slot: open, submission: "demo-class-\(patient)"),
        by: who)
      count += 1
    }
    return count
  }

  /// Two or three with one telephone, one after the other.
  private func bookHousehold(
    _ desk: Scheduling, _ office: DemoOffice, _ people: [Person], _ today: LocalDay, by who: Who
  ) async throws -> Int {
    let homes = Dictionary(grouping: people.filter { $0.facts.death == nil }) {
      $0.facts.phones.first?.number.description ?? ""
    }
    let home =
      homes.filter { !$0.key.isEmpty && $0.value.count > 1 }.min { $0.key < $1.key }?.value.prefix(3) ?? []
    guard home.count > 1, let doctor = office.doctors.first(where: { $0.login == "levin" }),
      let type = doctor.kinds.first(where: { $0.value.kind.name == "Immunization" })?.value
    else { return 0 }
    var wanted = TimesWanted(
      visitType: type.id, provider: doctor.provider, location: office.places[0].location,
      first: today.advanced(by: 1), last: today.advanced(by: 30), minutes: type.kind.minutes, most: 1)
    wanted.patient = home.first?.id
    wanted.links = home.dropFirst().map {
      TimesWanted.Link(
        visitType: type.id, providers: [doctor.provider], minutes: type.kind.minutes, gap: 0...0,
        patient: $0.id)
    }
    wanted.shape = .sameProvider
    guard let slots = try await desk.findTimes(wanted, by: who).first?.visits.map(\.slot) else { return 0 }
    return try await desk.bookTogether(
      zip(home, slots).map {
        BookingAsk(patient: $0.id, visitType: type.id, slot: $1, submission: "demo-household")
      }, called: "Household", by: who
    ).count
  }

  private func fillQueue(_ desk: Scheduling, _ office: DemoOffice, _ known: Person, by who: Who) async throws
  {
    guard let doctor = office.doctors.first(where: { $0.login == "kim" }),
      let type = doctor.kinds.first(where: { $0.value.kind.isSameDay })?.value.id
    else { return }
    let place = office.places[0].location
    _ = try await desk.noteWalkIn(
      WalkInDraft(
        location: place, patient: known.id, reason: "Twisted an ankle on the stairs", visitType: type),
      submission: "demo-walk-in-1", by: who)
    _ = try await desk.noteWalkIn(
      WalkInDraft(
        location: place, name: "A delivery driver", reason: "Cut in the hand, bleeding", visitType: type,
        urgency: .urgent),
      submission: "demo-walk-in-2", by: who)
  }
}

/// Hands out identifiers that are the same in every demo.
private final class SteadyIDs: Sendable {
  private let count = Atomic<Int>(0)
  private let seed: UInt64
  private let moment: Instant

  init(seed: UInt64, moment: Instant) {
    self.seed = seed
    self.moment = moment
  }

  func next() -> String {
    let number = count.add(1, ordering: .sequentiallyConsistent).newValue
    var dice = Dice(seed, "together \(number)")
    return ID<Scheduling>(at: moment, using: &dice).rawValue
  }
}
