import Foundation
import Kernel
import Practice
import Records
import Scheduling
import Store

/// Fills an empty database with an invented practice: its places, its people, four months of visits.
package struct Demo: Sendable {
  let store: Store
  let practice: Practice
  let scheduling: Scheduling
  let now: @Sendable () -> Instant
  let seed: UInt64

  /// For a practice that is the same everywhere, the desks take their identifiers from the seed too.
  package init(
    store: Store, practice: Practice, scheduling: Scheduling,
    now: @escaping @Sendable () -> Instant = { .now },
    seed: UInt64 = 1
  ) {
    self.store = store
    self.practice = practice
    self.scheduling = scheduling
    self.now = now
    self.seed = seed
  }

  package struct Loaded: Sendable, Equatable, Codable {
    package var patients = 0
    package var visits = 0
    package var firstDay = ""
    package var lastDay = ""
    /// Whether this is the demo at all, and not somebody's own practice.
    package var isDemo = true

    package init() {}
  }

  package struct NotEmpty: Refusal, Equatable {
    package let sentence = "There is a practice here already. The demo goes into an empty data folder only."
  }

  /// Whether there is nothing here yet that a demo could disturb.
  package func isEmpty() async throws -> Bool {
    try await store.read { tx in
      let patients: Int? = try tx.value("SELECT COUNT(*) FROM patient")
      let staff: Int? = try tx.value("SELECT COUNT(*) FROM staff")
      return try tx.practiceProfile() == nil && patients == 0 && staff == 0
    }
  }

  /// Loads the demo. `say` hears what is being done.
  package func load(people count: Int = 2000, days: Int = 60, say: (String) -> Void = { _ in }) async throws
    -> Loaded
  {
    guard try await isEmpty() else { throw NotEmpty() }
    let who = Who.system("Demo")
    let moment = now()
    say("places, rooms, staff and their hours")
    try await practice.name(DemoStaff.practice, demo: true, by: who)
    let office = try await furnish(by: who, at: moment)
    guard let zone = office.places.first?.zone else { return Loaded() }
    let today = zone.day(of: moment)

    say("\(count) patients")
    let people = Town(seed: seed, today: today, people: count).people
    try await store.write { tx in
      try tx.register(people, today: today, zone: zone, desk: office.desk, now: moment)
    }

    var filler = DayFiller(office, people, seed: seed, today: today, now: moment)
    var loaded = Loaded()
    loaded.patients = people.count
    loaded.firstDay = today.advanced(by: -days).description
    loaded.lastDay = today.advanced(by: days).description
    var day = today.advanced(by: -days)
    while day <= today.advanced(by: days) {
      say("visits of \(LocalDay.monthNames[day.month - 1]) \(day.year)")
      var visits: [RecordedVisit] = []
      for _ in 0..<14 where day <= today.advanced(by: days) {
        visits += filler.fill(day)
        day = day.advanced(by: 1)
      }
      let some = visits
      try await store.write { tx in try tx.record(some) }
      loaded.visits += visits.count
    }
    say("who waits, who is due, what needs somebody")
    loaded.visits += try await fillDesk(office, people, today: today, at: moment)
    for doctor in office.doctors { try await scheduling.learnLengths(of: doctor.provider) }
    say("series, visits in a row, a class, a household, people who wait")
    loaded.visits += try await bookTogether(office, people, today: today, by: who)
    try await checkOff(office, today: today, by: who)
    let detail = "\(loaded.patients) patients, \(loaded.visits) visits"
    try await store.write { tx in
      try tx.audit("demo.loaded", by: who, patients: [], detail: detail, at: moment)
    }
    return loaded
  }
}

extension Transaction {
  /// Enters people on the days on which they came, some days at once.
  fileprivate func register(_ people: [Person], today: LocalDay, zone: Zone, desk: [Who], now: Instant) throws
  {
    for start in stride(from: 0, to: people.count, by: 25) {
      let some = people[start..<min(start + 25, people.count)]
      let oldest = some.map(\.registeredDaysAgo).max() ?? 1
      let moment = zone.instant(today.advanced(by: -oldest), .midnight).advanced(
        byMinutes: 9 * 60 + start % 400)
      let who = desk[start / 25 % desk.count]
      try insert(some.map { NewPatient(id: $0.id, facts: $0.facts) }, by: who, at: moment)
      for person in some where !person.notes.isEmpty {
        try insert(
          person.notes.enumerated().map { place, note in
            DeskNote(
              id: ID(rawValue: "\(person.id.rawValue.dropLast(2))\(pad(place + 10))"), patient: person.id,
              kind: note.kind, text: note.text, at: moment, by: who.name, retired: nil)
          }, by: who)
      }
    }
  }
}
