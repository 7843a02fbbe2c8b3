import Kernel
import Practice

@testable import Scheduling

extension ReplayDice {
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
  mutating func falls(_ percent: Int) -> Bool { number(1...100) <= percent }

  /// Two providers, three kinds of visits, four rooms and devices, with every rule there is.
  mutating func office(_ days: ClosedRange<LocalDay>) -> ReplayRules {
    let providers = ["okafor", "lindqvist"].map {
      Provider(
        id: ID(rawValue: $0), staff: nil, name: $0, credentials: "", specialty: "", npi: "", active: true)
    }
    let types = [VisitType.Category.followUp, .newPatient, .procedure].map { type($0, providers) }
    var rules = ReplayRules(
      location: "riverside", zone: Zone("America/New_York") ?? .utc, types: types, providers: providers,
      templates: providers.flatMap { provider in [template(provider.id, days), template(provider.id, days)] })
    rules.resources = (0..<4).map { number in
      Resource(
        id: ID(rawValue: "room-\(number)"), location: "riverside", name: "Room \(number)",
        kind: number < 3 ? .room : .device, group: number == 2 ? "procedure" : "")
    }
    rules.exceptions = (0..<3).map { number in
      DayException(
        id: ID(rawValue: "exception-\(number)"), provider: providers[self.number(0...1)].id,
        location: "riverside", day: days.lowerBound.advanced(by: self.number(0...13)),
        starts: time(540), ends: time(600 + 5 * self.number(0...30)), kind: falls(50) ? .away : .extra,
        reason: "")
    }
    let closed = days.lowerBound.advanced(by: number(0...13))
    rules.closures = [Closure(id: "closure", location: nil, first: closed, last: closed, reason: "Holiday")]
    let from = rules.zone.instant(days.lowerBound.advanced(by: number(0...10)), time(600))
    rules.outOfService = [
      OutOfService(
        id: "out", resource: ID(rawValue: "room-\(number(0...3))"), from: from,
        until: from.advanced(byMinutes: number(60...4000)), reason: "Repair")
    ]
    for provider in providers where falls(60) { rules.limits[provider.id] = limits(types) }
    return rules
  }

  private mutating func type(_ category: VisitType.Category, _ providers: [Provider]) -> VisitType {
    let needs: [VisitType.Need] = [
      .init(.room), .init(.room, group: "procedure"), .init(.device), .init(.room, count: 2),
    ]
    return VisitType(
      id: ID(rawValue: category.rawValue), name: category.words, minutes: 30, colour: .blue,
      providers: Set(providers.map(\.id).filter { _ in falls(85) }), needs: needs.filter { _ in falls(30) },
      rules: VisitTypeRules(
        category: category,
        buffer: falls(60)
          ? Buffer(
            before: 5 * number(0...4), after: 5 * number(0...4), holdsProvider: falls(50), overlaps: falls(50)
          )
          : .none,
        leadMinutes: falls(40) ? number(1...3000) : 0, capacity: falls(25) ? number(2...3) : 1),
      isActive: true)
  }

  private mutating func template(_ provider: ID<Provider>, _ days: ClosedRange<LocalDay>) -> Template {
    var template = Template(
      id: ID(rawValue: "template-\(next())"), provider: provider, location: "riverside",
      every: number(1...2), anchor: days.lowerBound, stretches: [])
    for weekday in Weekday.allCases where falls(80) {
      let from = number(96...108) * 5
      func hours(_ from: Int, _ until: Int, _ kind: ProviderHours.Kind) -> ProviderHours {
        ProviderHours(
          provider: provider, location: "riverside", weekday: weekday, starts: time(from), ends: time(until),
          kind: kind)
      }
      template.stretches.append(hours(from, from + 5 * number(20...60), .work))
      if falls(50) { template.stretches.append(hours(from + 60, from + 90, .pause)) }
      if falls(50) { template.blocks.append(block(weekday, from)) }
    }
    if falls(50) { template.stretches.append(sunrise(provider)) }
    return template
  }

  /// Work through the hours at which the clock is changed.
  private func sunrise(_ provider: ID<Provider>) -> ProviderHours {
    ProviderHours(
      provider: provider, location: "riverside", weekday: .sunday, starts: time(0), ends: time(300))
  }

  private mutating func block(_ weekday: Weekday, _ from: Int) -> Template.Block {
    let start = from + 5 * number(0...12)
    return Template.Block(
      id: ID(rawValue: "block-\(next())"), weekday: weekday, starts: time(start),
      ends: time(start + 5 * number(4...30)), label: "Kept",
      allows: falls(50) ? [.category(.newPatient)] : [.type("procedure"), .category(.newPatient)],
      share: falls(50) ? .percent(number(1...100)) : .visits(number(1...4), minutes: 20),
      release: falls(50) ? Template.Release(daysBefore: number(0...2), at: time(480)) : nil)
  }

  private mutating func limits(_ types: [VisitType]) -> DayLoad {
    DayLoad(
      visits: [],
      budgets: DayLoad.Scope.allCases.filter { _ in falls(40) }.map {
        .init(scope: $0, minutes: number(30...200))
      },
      counts: DayLoad.Scope.allCases.filter { _ in falls(40) }.map {
        .init(
          scope: $0, what: falls(50) ? .category(.followUp) : .type(types[number(0...2)].id), name: "",
          most: number(0...4))
      })
  }

  private func time(_ minutes: Int) -> WallTime { WallTime(minutes: min(1440, minutes)) ?? .endOfDay }
}
