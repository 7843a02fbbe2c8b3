import Driver
import Foundation
import Kernel
import Practice
import Records
import Scheduling
import Store

extension Run {
  /// A clinic of fifty people and as many rooms, four fifths full for ninety days: services in a row, and why not.
  func times(_ report: inout Report) async throws {
    say("times in a clinic of \(scale.clinicVisits) visits")
    let town = try await Town.settle(
      binary, folder + "/times", database: nil, providers: 0, patients: min(2000, scale.clinicVisits))
    try await town.visit { desks in
      let clinic = try await Clinic.settle(desks, at: town.location)
      try await clinic.fill(desks, town.patients, visits: scale.clinicVisits)
      var row = clinic.wanted(minutes: 20, gap: 0...40)
      let cold = try await timed(1) { _ = try await desks.scheduling.findTimes(row, by: Town.boss) }
      let found = try await timed(100) {
        let found = try await desks.scheduling.findTimes(row, by: Town.boss)
        guard found.count == 20 else { throw Town.Trouble(description: "only \(found.count) rows of three") }
      }
      report.add(
        "first 20 times for three services in a row with rooms, 50 providers × 90 days, \(scale.clinicVisits) visits",
        found.words, "the very first after a start: \(milliseconds(cold))", "under 20 ms")
      row = clinic.wanted(minutes: 30, gap: 0...10)
      let before = try await timed(1) { _ = try await desks.scheduling.whyNot(row, by: Town.boss) }
      let why = try await timed(50) {
        let why = try await desks.scheduling.whyNot(row, by: Town.boss)
        guard !why.causes.isEmpty else { throw Town.Trouble(description: "nothing is in the way") }
      }
      report.add(
        "why not, the same in rows that do not fit", why.words,
        "the very first after a start: \(milliseconds(before))", "under 60 ms")
      let after = try await clinic.afterABooking(desks, town.patients, row)
      report.add("why not, each time after a booking somewhere in the ninety days", after.words, "", "")
    }
  }

  /// Sixty-four clients who hold and book on one day of four clinicians with three rooms.
  func holds(on postgres: String?, _ report: inout Report) async throws {
    let name = postgres == nil ? "SQLite" : "PostgreSQL"
    say("a hot day on \(name)")
    let town = try await Town.settle(
      binary, folder + "/holds-\(name)", database: try postgres.map { try Limits.database("holds", on: $0) },
      providers: 4, patients: 200)
    try await town.visit { desks in
      let types = try await Clinic.hotTypes(desks, town)
      let hot = HotDay(desks.scheduling, desks.store, day: town.boardDay(3), at: town.location)
      var outcome = HotDay.Outcome()
      let took = try await timed(1) {
        outcome = try await hot.run(
          tries: scale.tries, clients: 64, types: types, providers: town.providers, patients: town.patients,
          by: Town.boss)
      }
      var most = 0
      for provider in town.providers { most = max(most, try await hot.weighted(provider)) }
      let overlaps = try await hot.overlaps()
      report.add(
        "hold + book, 64 clients, \(scale.tries) tries on one hot day, \(name)",
        "\(outcome.booked) booked, \(outcome.refused) refused in \(seconds(took.seconds))",
        "\(overlaps) overlaps, \(outcome.lostHolds) lost holds, \(outcome.faults.count) faults, "
          + "fullest day \(most) of 360 minutes",
        "none")
      if let fault = outcome.faults.first { say("  \(fault)") }
    }
  }
}

/// Three kinds of services, each with its people and rooms.
struct Clinic: Sendable {
  let location: ID<Location>
  let types: [VisitType]
  let providers: [ID<Provider>]
  let first: LocalDay

  static func settle(_ desks: Desks, at location: ID<Location>) async throws -> Clinic {
    let providers = try await desks.addProviders(50, at: location, 8..<17)
    var types: [VisitType] = []
    for (number, name) in ["Adjustment", "Therapy", "Massage"].enumerated() {
      for room in 1...17 {
        _ = try await desks.practice.addResource(
          "\(name) \(room)", .room, group: name.lowercased(), at: location, by: Town.boss)
      }
      types.append(
        try await desks.scheduling.addVisitType(
          VisitTypeDraft(
            name: name, minutes: 20,
            providers: Set(providers.indices.filter { $0 % 3 == number }.map { providers[$0] }),
            needs: [VisitType.Need(.room, group: name.lowercased())]), by: Town.boss))
    }
    return Clinic(
      location: location, types: types, providers: providers, first: Zone.utc.day(of: .now).advanced(by: 7))
  }

  /// Each has 27 times of twenty minutes a day; each fifth stays open, at other hours for each.
  func fill(_ desks: Desks, _ patients: [ID<Patient>], visits: Int) async throws {
    let perDay = 22 * providers.count
    // A patient has one visit a day at most, so that nobody is in two places.
    _ = try await inParallel(visits) { number in
      let (day, rest) = (number / perDay, number % perDay)
      let person = rest % providers.count
      let times = (0..<27).filter { $0 % 5 != person % 5 }
      guard rest / providers.count < times.count else { return ID<Appointment>(rawValue: "") }
      let slot = Slot(
        provider: providers[person], location: location, day: first.advanced(by: day),
        time: WallTime(minutes: 480 + 20 * times[rest / providers.count]) ?? .midnight, minutes: 20)
      let ask = BookingAsk(
        patient: patients[rest % patients.count], visitType: types[person % 3].id, slot: slot,
        submission: "clinic \(number)")
      return try await desks.scheduling.book(ask, by: Town.boss).id
    }
  }

  func wanted(minutes: Int, gap: ClosedRange<Int>) -> TimesWanted {
    var wanted = TimesWanted(
      visitType: types[0].id, first: first, last: first.advanced(by: 90), minutes: minutes, most: 20)
    wanted.links = types.dropFirst().map { TimesWanted.Link(visitType: $0.id, minutes: minutes, gap: gap) }
    return wanted
  }

  /// What a day's work costs the search: something is booked before each look.
  func afterABooking(_ desks: Desks, _ patients: [ID<Patient>], _ row: TimesWanted) async throws -> Timings {
    var timings = Timings()
    var single = TimesWanted(visitType: types[0].id, first: first, last: first.advanced(by: 90), most: 200)
    for number in 0..<20 {
      single.first = first.advanced(by: number * 4)
      guard let open = try await desks.scheduling.findTimes(single, by: Town.boss).first else { continue }
      _ = try? await desks.scheduling.book(
        BookingAsk(
          patient: patients[number], visitType: types[0].id, slot: open.slot, submission: "after \(number)"),
        by: Town.boss)
      let one = try await timed(1) { _ = try await desks.scheduling.whyNot(row, by: Town.boss) }
      timings.milliseconds += one.milliseconds
      timings.seconds += one.seconds
    }
    return timings
  }

  static func hotTypes(_ desks: Desks, _ town: Town) async throws -> [VisitType] {
    for room in 1...3 {
      _ = try await desks.practice.addResource("Room \(room)", .room, at: town.location, by: Town.boss)
    }
    try await desks.store.write { tx in
      for provider in town.providers {
        try tx.run("INSERT INTO caseload_budget (provider, scope, minutes) VALUES (\(provider), 'day', 360)")
      }
    }
    let room = try await desks.scheduling.addVisitType(
      VisitTypeDraft(
        name: "Check", minutes: 15, providers: Set(town.providers), needs: [VisitType.Need(.room)],
        rules: VisitTypeRules(buffer: Buffer(after: 5))), by: Town.boss)
    return try await desks.scheduling.visitTypes(by: Town.boss).filter {
      $0.id == town.visitType || $0.id == room.id
    }
  }
}

/// How long the same takes, one after the other.
private func timed(_ times: Int, _ body: () async throws -> Void) async throws -> Timings {
  var timings = Timings()
  let began = ContinuousClock.now
  for _ in 0..<times {
    let start = ContinuousClock.now
    try await body()
    timings.milliseconds.append((ContinuousClock.now - start) / .milliseconds(1))
  }
  timings.seconds = (ContinuousClock.now - began) / .seconds(1)
  return timings
}

private func milliseconds(_ timings: Timings) -> String { String(format: "%.0f ms", timings.quantile(0.5)) }
