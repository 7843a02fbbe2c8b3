import Driver
import Foundation
import Kernel
import Practice
import Records
import Scheduling
import Store

/// A practice that is made to be measured.
struct Town: Sendable {
  let binary: String
  let data: String
  let database: String?
  let location: ID<Location>
  let providers: [ID<Provider>]
  let visitType: ID<VisitType>
  let patients: [ID<Patient>]

  static let password = "a lamp in every window"
  static let boss = Who.system("benchmark")

  var settings: [String: String] {
    var settings = ["FOYER_LOG_LEVEL": "warning"]
    settings["FOYER_DATABASE_URL"] = database
    return settings
  }

  func serve() throws -> FoyerProcess { try FoyerProcess(binary, data: data, settings: settings) }

  @discardableResult
  func command(_ words: [String], input: String = "") throws -> String {
    let (code, output) = try FoyerProcess.run(binary, words, data: data, settings: settings, input: input)
    guard code == 0 else { throw Trouble(description: "foyer \(words[0]) ended with \(code): \(output)") }
    return output
  }

  struct Trouble: Error, CustomStringConvertible { let description: String }

  /// A place with providers, and some patients. They work around the clock where bookings are counted, and from 8 to
  /// 17 where a day is looked at.
  static func settle(
    _ binary: String, _ data: String, database: String?, providers count: Int, patients: Int,
    hours: Range<Int> = 0..<24
  ) async throws -> Town {
    let empty = Town(
      binary: binary, data: data, database: database, location: "", providers: [], visitType: "", patients: []
    )
    try empty.command(
      ["staff", "add", "maria", "--name", "Maria Ortega", "--role", "manager", "--password-from-input"],
      input: password + "\n")
    return try await empty.visit { desks in
      try await desks.practice.name("Bench", by: boss)
      // Where no hour of the year is missing: people book around the clock.
      let place = try await desks.practice.addLocation(
        LocationDraft(name: "Riverside", zone: "America/Phoenix"), by: boss)
      let providers = try await desks.addProviders(count, at: place.id, hours)
      let type = try await desks.scheduling.addVisitType(
        VisitTypeDraft(name: "Follow-up", minutes: 20, providers: Set(providers)), by: boss)
      let known = try await inParallel(patients) { number in
        let person = People.person(number)
        let draft = PatientDraft(family: person.family, given: person.given, birthDate: person.birth)
        return try await desks.records.register(draft, by: boss, submission: "bench \(number)").id
      }
      return Town(
        binary: binary, data: data, database: database, location: place.id, providers: providers,
        visitType: type.id, patients: known)
    }
  }

  /// Twenty providers' days, three quarters full, from a week ahead on, booked by the desk's own verb.
  func fillCalendar(visits: Int) async throws {
    say("booking \(visits) visits")
    let people: [ID<Patient>] = try await visit { desks in
      try await desks.store.read { tx in
        try tx.rows("SELECT id FROM patient ORDER BY number LIMIT \(visits)").map { try $0("id") }
      }
    }
    // A day from 8 to 17 has 27 times of twenty minutes; each fourth stays free.
    let times = (0..<27).filter { $0 % 4 != 3 }.map { 480 + 20 * $0 }
    let perDay = times.count * providers.count
    try await visit { desks in
      _ = try await inParallel(min(visits, people.count)) { number in
        let slot = Slot(
          provider: providers[number % providers.count], location: location,
          day: boardDay(number / perDay),
          time: WallTime(minutes: times[number / providers.count % times.count]) ?? .midnight, minutes: 20)
        let ask = BookingAsk(
          patient: people[number], visitType: visitType, slot: slot, submission: "fill \(number)")
        return try await desks.scheduling.book(ask, by: Self.boss).id
      }
    }
  }

  func boardDay(_ number: Int) -> LocalDay { Zone.utc.day(of: .now).advanced(by: 7 + number) }

  /// Fifty more providers elsewhere, nearly full for ninety days, for looking for times.
  func addSecondPlace(providers count: Int) async throws {
    say("a second place with \(count) providers")
    try await visit { desks in
      let place = try await desks.practice.addLocation(
        LocationDraft(name: "Harbor", zone: "America/New_York"), by: Self.boss)
      let providers = try await desks.addProviders(count, at: place.id, 8..<17)
      _ = try await desks.scheduling.addVisitType(
        VisitTypeDraft(name: "Consultation", minutes: 30, providers: Set(providers)), by: Self.boss)
    }
  }

  func findTimes() async throws -> Timings {
    try await visit { desks in
      let types = try await desks.scheduling.visitTypes(by: Self.boss)
      guard let type = types.first(where: { $0.name == "Consultation" }) else { return Timings() }
      let today = Zone.utc.day(of: .now)
      let wanted = TimesWanted(
        visitType: type.id, first: today.advanced(by: 7), last: today.advanced(by: 97), most: 20)
      var timings = Timings()
      let began = ContinuousClock.now
      for _ in 0..<300 {
        let start = ContinuousClock.now
        let found = try await desks.scheduling.findTimes(wanted, by: Self.boss)
        guard found.count == 20 else { throw Trouble(description: "only \(found.count) open times") }
        timings.milliseconds.append((ContinuousClock.now - start) / .milliseconds(1))
      }
      timings.seconds = (ContinuousClock.now - began) / .seconds(1)
      return timings
    }
  }

  /// The rooms over the practice's own store, while no server runs on it or beside it.
  func visit<T: Sendable>(_ body: (Desks) async throws -> T) async throws -> T {
    let store = try Store.open(
      database.map { .postgres(url: $0, connections: 8) } ?? .sqlite(path: data + "/foyer.sqlite"))
    let key = try OfficeKey(loading: data + "/office.key")
    let desks = Desks(
      store: store, practice: Practice(store: store, key: key), records: Records(store: store),
      scheduling: Scheduling(store: store))
    let result: Result<T, any Error>
    do { result = .success(try await body(desks)) } catch { result = .failure(error) }
    await store.close()
    return try result.get()
  }
}

struct Desks: Sendable {
  let store: Store
  let practice: Practice
  let records: Records
  let scheduling: Scheduling

  func addProviders(_ count: Int, at place: ID<Location>, _ hours: Range<Int>) async throws -> [ID<Provider>]
  {
    var all: [ID<Provider>] = []
    for _ in 0..<count {
      let name = "Dr. " + People.person(all.count * 37 + count).family
      let provider = try await practice.addProvider(ProviderDraft(name: name), by: Town.boss).id
      let hours = Weekday.allCases.map { day in
        ProviderHours(
          provider: provider, location: place, weekday: day,
          starts: WallTime(hours.lowerBound, 0) ?? .midnight,
          ends: WallTime(hours.upperBound, 0) ?? .midnight)
      }
      try await scheduling.keepWeek(of: provider, at: place, hours, by: Town.boss)
      all.append(provider)
    }
    return all
  }
}

/// The answers of many calls, 64 at a time.
func inParallel<T: Sendable>(
  _ count: Int, _ call: @escaping @Sendable (Int) async throws -> T
) async throws -> [T] {
  try await withThrowingTaskGroup(of: (Int, T).self) { group in
    var answers: [Int: T] = [:]
    for number in 0..<count {
      if number >= 64, let (place, answer) = try await group.next() { answers[place] = answer }
      group.addTask { (number, try await call(number)) }
    }
    for try await (place, answer) in group { answers[place] = answer }
    return (0..<count).compactMap { answers[$0] }
  }
}
