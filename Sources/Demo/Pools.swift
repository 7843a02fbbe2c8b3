import Kernel
import Records

/// Who could come: people by what they come for, each as often as they tend to.
struct Pools {
  let people: [Person]
  let today: LocalDay
  private var everybody: [Int] = []
  private var adults: [Int] = []
  private var children: [Int] = []
  private var back: [Int] = []
  private var talk: [Int] = []
  /// The days already taken, by person.
  private var days: [Int: Set<LocalDay>] = [:]
  private var places: [ID<Patient>: Int] = [:]

  init(_ people: [Person], today: LocalDay) {
    self.people = people
    self.today = today
    for (place, person) in people.enumerated() where person.facts.death == nil {
      places[person.id] = place
      let often = repeatElement(place, count: person.weight)
      everybody += often
      if person.age < 19 { children += often } else { adults += often }
      if person.age > 22, place % 11 == 3 { back.append(place) }
      if person.age > 15, place % 29 == 5 { talk.append(place) }
    }
  }

  /// Somebody who was a patient by then, lives near enough, and has no other visit around that day.
  mutating func pick(_ wanted: DemoKind.For, on day: LocalDay, at location: Int, _ dice: inout Dice) -> Int? {
    let pool =
      switch wanted {
      case .everybody, .newcomers: everybody
      case .adults: adults
      case .children: children
      case .regularsOfBack: back
      case .regularsOfTalk: talk
      }
    let apart = wanted == .regularsOfBack || wanted == .regularsOfTalk ? 2 : 5
    for attempt in 0..<40 where !pool.isEmpty {
      let place = dice.pick(pool)
      let person = people[place]
      let known = person.registeredDaysAgo - today.days(since: day)
      guard known >= 1, attempt > 5 || person.place == location, wanted != .newcomers || known < 40,
        !(days[place] ?? []).contains(where: { abs($0.days(since: day)) <= apart })
      else { continue }
      days[place, default: []].insert(day)
      return place
    }
    return nil
  }

  /// Takes back that somebody comes on a day.
  mutating func forget(_ person: Int, on day: LocalDay) { days[person]?.remove(day) }

  /// Remembers a visit that stands already.
  mutating func know(_ patient: ID<Patient>, on day: LocalDay) {
    if let place = places[patient] { days[place, default: []].insert(day) }
  }
}
