import Kernel
import Practice
import Records
import Scheduling
import Store

extension Demo {
  /// What waits in the demo: people on the wait list and a time that was just given up, rules of recall with people
  /// who are due by them, and some work for the desk.
  ///
  /// - Returns: how many visits of earlier years were added.
  func fillDesk(_ office: DemoOffice, _ people: [Person], today: LocalDay, at moment: Instant) async throws
    -> Int
  {
    guard let desk = office.desk.first, let place = office.places.first else { return 0 }
    let old = OldVisits(office: office, people: people, today: today, seed: seed).all()
    try await store.write { tx in try tx.record(old) }
    try await recall(office, old, today: today, at: moment, by: desk)
    let given = try await store.read { tx in try tx.visitToGiveUp(at: place.location, after: moment) }
    if let given { try await wait(for: given, at: moment, by: desk) }
    try await store.write { tx in
      for item in DeskWork(place: place, people: people, today: today, now: moment).items {
        try tx.addWork(item)
      }
    }
    // The time is given up last, so that those who wait are asked as soon as the office opens.
    if let given {
      try await scheduling.cancel(given.id, because: .patient, words: "No ride that day.", by: desk)
    }
    return old.count
  }

  /// People who wait for a visit like the one that is given up, and people who would come sooner.
  private func wait(for given: Appointment, at moment: Instant, by desk: Who) async throws {
    var (dice, ids) = (Dice(seed, "wait list"), Dice(seed, "ids of wishes"))
    let coming = try await store.read { tx in try tx.comingVisits(like: given, most: 9) }
    let urgencies: [Urgency] = [
      .soon, .month, .whenever, .whenever, .month, .whenever, .now, .whenever, .whenever,
    ]
    let wishes = zip(coming, urgencies).enumerated().map { place, pair -> Wish in
      let (visit, urgency) = pair
      let terms = WishTerms(
        patient: visit.patient, visitType: visit.visitType,
        provider: dice.falls(40) ? visit.slot.provider : nil,
        location: visit.slot.location, parts: dice.falls(30) ? [.morning] : Set(DayPart.allCases),
        notice: dice.pick([30, 60, 120, 240]), phoneOnly: place % 3 == 1, urgency: urgency,
        reason: urgency == .now ? "Triage: short of breath on stairs, seen twice before." : "",
        note: dice.falls(40) ? dice.pick(Self.wishNotes) : "", sooner: visit.id)
      let since = moment.advanced(byMinutes: -dice.number(2...30) * 1440)
      return Wish(id: ID(at: since, using: &ids), terms: terms, since: since)
    }
    try await store.write { tx in for wish in wishes { try tx.insert(wish, by: desk) } }
  }

  private static let wishNotes = [
    "Lives five minutes away.", "Works nights, call after two.", "Comes with her daughter.",
    "Needs the ramp.",
  ]

  private func recall(
    _ office: DemoOffice, _ old: [RecordedVisit], today: LocalDay, at moment: Instant, by desk: Who
  ) async throws {
    let who = Who.system("Demo")
    let types = Dictionary(
      try await scheduling.visitTypes(by: who).map { ($0.name, $0.id) },
      uniquingKeysWith: { first, _ in first })
    guard let physical = types["Annual physical"], let child = types["Well child visit"],
      let pressure = types["Blood pressure check"], let skin = types["Skin check"],
      let new = types["New patient"], let procedure = types["Skin procedure"]
    else { return }
    let yearly = try await scheduling.addRecallRule(
      RecallDraft(name: "Annual physical", visitType: physical, counts: [new], fromAge: 18, ahead: 21),
      by: who)
    _ = try await scheduling.addRecallRule(
      RecallDraft(
        name: "Well-child visits", visitType: child, kind: .ages, ages: RecallAge.wellChild, toAge: 21),
      by: who)
    let chronic = try await scheduling.addRecallRule(
      RecallDraft(
        name: "Blood pressure follow-up", visitType: pressure, kind: .condition, months: 3, codes: ["I10"]),
      by: who)
    _ = try await scheduling.addRecallRule(
      RecallDraft(name: "Skin check", visitType: skin, counts: [procedure], months: 6, fromAge: 40), by: who)
    var ids = Dice(seed, "ids of attempts")
    let tried = old.prefix(24).enumerated().filter { $0.offset % 4 == 0 }.map { place, visit in
      (
        ID<Outreach>(at: moment, using: &ids), visit.visit.patient,
        Outreach(
          at: moment.advanced(byMinutes: -(place + 1) * 1440), day: today.advanced(by: -place - 1),
          by: desk.name,
          outcome: place % 8 == 0 ? .leftMessage : place % 12 == 4 ? .wrongNumber : .called,
          note: place % 8 == 0 ? "With the husband" : "", next: place % 8 == 0 ? today.advanced(by: 2) : nil)
      )
    }
    try await store.write { tx in
      for (id, patient, attempt) in tried { try tx.insert(attempt, id: id, .recall(yearly.id), patient) }
      for visit in old.dropFirst(30).prefix(8) {
        try tx.keepUnder(chronic.id, visit.visit.patient, since: today.advanced(by: -200), by: desk)
      }
    }
  }
}

/// Visits of a year ago and more, after which people are due again.
private struct OldVisits {
  let office: DemoOffice
  let people: [Person]
  let today: LocalDay
  let seed: UInt64

  /// Eight on a day, one after the other, so that nobody is in two places.
  func all() -> [RecordedVisit] {
    guard let doctor = office.doctors.first(where: { $0.login == "okafor" }), let place = office.places.first,
      let type = doctor.kinds.first(where: { $0.value.kind.name == "Annual physical" })?.value
    else { return [] }
    var ids = Dice(seed, "ids of old visits")
    let adults = people.filter { !$0.isChild && $0.registeredDaysAgo > 460 && $0.facts.death == nil }.prefix(
      48)
    return adults.enumerated().compactMap { number, person in
      let slot = Slot(
        provider: doctor.provider, location: place.location,
        day: workday(today.advanced(by: -352 - number / 8 * 14)),
        time: WallTime(minutes: 480 + number % 8 * 60) ?? .midnight, minutes: type.kind.minutes)
      guard let time = slot.time(in: place.zone) else { return nil }
      let id: ID<Appointment> = ID(at: time.lowerBound, using: &ids)
      let told: [(VisitStep.Kind, Instant)] = [
        (.booked, time.lowerBound.advanced(byMinutes: -20_000)), (.done, time.upperBound),
      ]
      let steps = told.enumerated().map { place, step in
        VisitStep(step.0, number: place + 1, of: id, at: step.1, by: office.desk[0])
      }
      return RecordedVisit(
        id: id, patient: person.id, visitType: type.id, slot: slot, time: time, zone: place.zone,
        resources: [],
        steps: steps)
    }
  }

  private func workday(_ day: LocalDay) -> LocalDay {
    switch day.weekday {
    case .saturday: day.advanced(by: -1)
    case .sunday: day.advanced(by: 1)
    default: day
    }
  }
}

/// A few things that need somebody today.
private struct DeskWork {
  let place: DemoOffice.Place
  let people: [Person]
  let today: LocalDay
  let now: Instant

  var items: [WorkItem] {
    let known = people.filter { $0.facts.death == nil }
    guard known.count > 40 else { return [] }
    let tomorrow = "/schedule?location=\(place.location)&day=\(today.advanced(by: 1))"
    return [
      item(
        1, "Confirm the interpreter for tomorrow",
        "A visit tomorrow needs Spanish; the agency has not answered.",
        hour: 16, .soon, .frontDesk, nil, tomorrow, "Open the day"),
      item(
        2, "Call back about the camp form", "The mother called at 9:05; the form was promised for today.",
        hour: 12, .soon, .frontDesk, known[17].id, "/patients/\(known[17].id)", "Open the patient"),
      item(
        3, "Ask the clinician about a refill", "The pharmacy asked yesterday; the bottle is empty on Friday.",
        hour: 17, .ordinary, .nurse, known[31].id, "/patients/\(known[31].id)", "Open the patient"),
    ]
  }

  private func item(
    _ number: Int, _ title: String, _ reason: String, hour: Int, _ urgency: WorkItem.Urgency, _ role: Role,
    _ patient: ID<Patient>?, _ link: String, _ action: String
  ) -> WorkItem {
    let due = place.zone.instant(today, WallTime(hour, 0) ?? .midnight)
    return WorkItem(
      id: ID(rawValue: "0198c0de-0000-7000-8000-00000000000\(number)"), kind: "desk.task",
      key: "demo \(number)",
      title: title, reason: reason, due: due, urgency: urgency, role: role, location: place.location,
      patient: patient?.rawValue, link: link, action: action, madeAt: now)
  }
}

extension Transaction {
  /// An ordinary visit of one of the next days.
  fileprivate func visitToGiveUp(at location: ID<Location>, after moment: Instant) throws -> Appointment? {
    let id: ID<Appointment>? = try value(
      """
      SELECT a.id FROM appointment a JOIN visit_type t ON t.id = a.visit_type
      WHERE a.location = \(location) AND a.status = 'booked' AND t.name = 'Office visit'
        AND a.start_at > \(moment.advanced(byMinutes: 1200)) ORDER BY a.start_at, a.id LIMIT 1
      """)
    return try id.flatMap { try appointment($0) }
  }

  /// Later visits of the same kind, of other people.
  fileprivate func comingVisits(like visit: Appointment, most: Int) throws -> [Appointment] {
    let ids: [ID<Appointment>] = try rows(
      """
      SELECT id FROM appointment WHERE visit_type = \(visit.visitType) AND location = \(visit.slot.location)
        AND status = 'booked' AND start_at > \(visit.start.advanced(byMinutes: 2880)) AND patient <> \(visit.patient)
      ORDER BY start_at, id LIMIT \(most)
      """
    ).map { try $0("id") }
    return try ids.compactMap { try appointment($0) }
  }
}
