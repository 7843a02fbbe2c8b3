import Kernel
import Practice

/// Looks for open times day by day. Masks sieve out where a visit could begin; what is left is asked of the same rule
/// that booking asks (``Admission``), so that a time which is shown can be booked as it stands.
struct TimeSearch {
  let wanted: TimesWanted
  let facts: SearchFacts
  let diary: Diary
  let steps: [Step]
  /// Lengths and people of the services: what tells two searches of the same facts apart, but for when and how they
  /// follow each other.
  let signature: [Int]
  /// Numbers of the places that are looked at.
  private let places: [Int]

  /// One service of what is looked for.
  struct Step {
    let type: VisitType
    let minutes: Int
    let weighted: Int
    /// How long after the one before.
    let gap: ClosedRange<Int>
    /// What the patient's needs add, in percent.
    let percents: [Int]
    /// Numbers of the clinicians who may do it for this search, and of those who would be meant but do not do it.
    let people: [Int]
    let others: [Int]

    /// The same in another length.
    func lasting(_ minutes: Int) -> Step {
      if minutes == self.minutes { return self }
      return Step(
        type: type, minutes: minutes,
        weighted: weightedMinutes(minutes, weight: type.rules.weight, needs: percents), gap: gap,
        percents: percents, people: people, others: others)
    }
  }

  init(_ wanted: TimesWanted, _ facts: SearchFacts, _ diary: Diary) {
    self.wanted = wanted
    self.facts = facts
    self.diary = diary
    places = facts.places.indices.filter { number in
      let place = facts.places[number]
      guard wanted.location == nil || place.location.id == wanted.location else { return false }
      return wanted.near.map { near in place.away.map { Double($0.metres) <= near.metres } ?? false } ?? true
    }
    let asked: [(minutes: Int?, providers: Set<ID<Provider>>, gap: ClosedRange<Int>)] =
      [(wanted.minutes, wanted.providers, 0...0)] + wanted.links.map { ($0.minutes, $0.providers, $0.gap) }
    steps = zip(facts.types, asked).enumerated().map { place, step in
      let (type, asked) = step
      let minutes = asked.minutes ?? type.minutes
      let meant = facts.people.indices.filter {
        (asked.providers.isEmpty || asked.providers.contains(facts.people[$0].id))
          && (place > 0 || Self.isMeant(facts.people[$0], wanted, facts))
      }
      return Step(
        type: type, minutes: minutes,
        weighted: weightedMinutes(minutes, weight: type.rules.weight, needs: facts.guests[place].percents),
        gap: asked.gap, percents: facts.guests[place].percents,
        people: meant.filter { type.providers.contains(facts.people[$0].id) },
        others: meant.filter { !type.providers.contains(facts.people[$0].id) })
    }
    signature = Self.signature(of: steps)
  }

  private static func signature(of steps: [Step]) -> [Int] {
    steps.flatMap { [$0.minutes, $0.people.count] + $0.people }
  }

  private static func isMeant(_ one: Provider, _ wanted: TimesWanted, _ facts: SearchFacts) -> Bool {
    (wanted.specialty.isEmpty || one.specialty.lowercased() == wanted.specialty.lowercased())
      && (wanted.gender == nil || one.gender == wanted.gender)
      && (wanted.language.isEmpty || one.languages.contains(wanted.language.lowercased()))
      && (!wanted.ownDoctor || one.id == facts.usual)
  }

  /// The first open times, earliest first. Who is taken is read in steps that grow, because the first days usually
  /// suffice.
  func first(_ most: Int) throws -> [OpenTime] {
    var found: [OpenTime] = []
    var day = wanted.first
    var step = 1
    while day <= wanted.last, found.count < most {
      let end = min(day.advanced(by: step - 1), wanted.last)
      try open(day...end)
      while day <= end, found.count < most {
        found += times(on: day, atMost: most - found.count)
        day = day.advanced(by: 1)
      }
      step = min(step * 2, 16)
    }
    return found
  }

  /// Reads who is taken on these days, and in their weeks where caseloads are counted.
  func open(_ days: ClosedRange<LocalDay>) throws {
    let days = facts.limits.isEmpty ? days : days.lowerBound.monday...days.upperBound.monday.advanced(by: 6)
    let zones = Set(places.map { facts.places[$0].location.zone })
    guard let from = zones.map({ DayClock(day: days.lowerBound, zone: $0).around.lowerBound }).min(),
      let to = zones.map({ DayClock(day: days.upperBound, zone: $0).around.upperBound }).max()
    else { return }
    try diary.open(from, to, visits: facts.needsVisits)
  }

  /// A place to begin: the clinician and the minute of the first service.
  private struct Option {
    let start: Int
    let person: Int
    let place: Int
    let isUsual: Bool
  }

  private func times(on day: LocalDay, atMost most: Int) -> [OpenTime] {
    guard wanted.weekdays.contains(day.weekday) else { return [] }
    let days = places.compactMap { PlaceDay(self, $0, day, lost: nil) }
    var options: [Option] = []
    for (number, place) in days.enumerated() {
      for (theirs, person) in steps[0].people.enumerated() {
        let starts = place.starts[0][theirs] & place.followed[theirs]
        var next = starts.first(from: 0)
        // One visit after the other from the beginning of each gap.
        while let start = next {
          options.append(
            Option(
              start: start, person: person, place: number, isUsual: facts.people[person].id == facts.usual))
          next = starts.first(from: start + place.minutes(of: 0, at: start, with: person))
        }
      }
    }
    // People and places are sorted by name already.
    options.sort {
      ($0.start, $0.isUsual ? 0 : 1, $0.person, $0.place) < (
        $1.start, $1.isUsual ? 0 : 1, $1.person, $1.place
      )
    }
    var found: [OpenTime] = []
    for option in options where found.count < most {
      // Side by side it is one time, whoever of them is named first.
      if wanted.shape == .sideBySide,
        found.contains(where: {
          $0.slot.time.minutes == option.start && $0.slot.location == days[option.place].place.location.id
        })
      {
        continue
      }
      var judge = TimeJudge(days[option.place])
      if let time = judge.time(from: option.start, with: option.person) { found.append(time) }
    }
    return found
  }

  /// Everything that keeps starts from being open, over all days of the search.
  func lost() throws -> Tally {
    let tally = Tally(services: steps.count)
    var day = wanted.first
    while day <= wanted.last {
      let end = min(day.advanced(by: 30), wanted.last)
      try open(day...end)
      while day <= end {
        if wanted.weekdays.contains(day.weekday) {
          for place in places {
            guard let there = PlaceDay(self, place, day, lost: tally) else { continue }
            for (starts, followed) in zip(there.starts[0], there.followed) {
              tally.lose(.chain, 0, starts.without(followed))
            }
            for (number, step) in steps.enumerated() where step.people.isEmpty || isPickedByHand {
              for person in step.others { there.loseOther(number, person) }
            }
          }
        }
        day = day.advanced(by: 1)
      }
    }
    return tally
  }

  /// Whether somebody in particular is meant, so that it matters when they do not do the visit.
  private var isPickedByHand: Bool {
    !wanted.providers.isEmpty || !wanted.specialty.isEmpty || wanted.gender != nil || !wanted.language.isEmpty
      || wanted.ownDoctor || wanted.links.contains { !$0.providers.isEmpty }
  }
}

/// How many times each thing stood in the way, counted on the quarter hours.
final class Tally {
  enum Cause: Int, CaseIterable {
    case type, closed, hours, planned, full, gap, patient, room, outOfService, interpreter, lead, block, cap,
      group,
      chain
  }

  private(set) var counts: [[Int]]

  init(services: Int) {
    counts = Array(repeating: Array(repeating: 0, count: Cause.allCases.count), count: services)
  }

  private static let quarters = stride(from: 0, to: 1440, by: 15).reduce(into: DayMask.none) {
    $0.insert($1..<$1 + 5)
  }

  func lose(_ cause: Cause, _ service: Int, _ starts: DayMask) {
    counts[service][cause.rawValue] += (starts & Self.quarters).count
  }
}
