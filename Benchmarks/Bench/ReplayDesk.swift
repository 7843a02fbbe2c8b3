import Foundation
import Kernel
import Practice
import Records
import Scheduling
import Store

/// A month of ten providers and four thousand requests, gone through as it is and with longer visits and kept time,
/// which sends many of them elsewhere.
struct ReplayDesk: Sendable {
  let town: Town

  func replay(times: Int) async throws -> (requests: Int, Timings) {
    let month = ReplayWish.periods(before: Zone.utc.day(of: .now))[1]
    let days = ReplayDays(month)
    return try await town.visit { desks in
      let place = try await desks.practice.addLocation(
        LocationDraft(name: "Lab", zone: "America/New_York"), by: Town.boss)
      let providers = try await desks.addProviders(10, at: place.id, 8..<17)
      let types = try await [("Follow-up here", VisitType.Category.followUp), ("First visit", .newPatient)]
        .asyncMap { name, category in
          try await desks.scheduling.addVisitType(
            VisitTypeDraft(
              name: name, minutes: 20, providers: Set(providers), rules: VisitTypeRules(category: category)),
            by: Town.boss)
        }
      let visits = try visits(days, at: place, with: providers, types)
      try await desks.store.write { tx in try tx.record(visits) }
      let draft = try await desks.scheduling.beginDraft("Longer", at: place.id, by: Town.boss)
      try await desks.scheduling.addChange(
        .type(types[0].id, .init(minutes: 25)), to: draft.id, by: Town.boss)
      try await desks.scheduling.addChange(
        .addBlock(
          .init(
            provider: nil, weekdays: [.monday, .wednesday], from: WallTime(9, 0) ?? .midnight,
            until: WallTime(10, 0) ?? .midnight, label: "New", categories: [.newPatient])),
        to: draft.id, by: Town.boss)
      var timings = Timings()
      let began = ContinuousClock.now
      var requests = 0
      for _ in 0..<times {
        let start = ContinuousClock.now
        let report = try await desks.scheduling.replay(
          ReplayWish(location: place.id, days: month, draft: draft.id), by: Town.boss)
        timings.milliseconds.append((ContinuousClock.now - start) / .milliseconds(1))
        requests = report.before.answers.asks
      }
      timings.seconds = (ContinuousClock.now - began) / .seconds(1)
      return (requests, timings)
    }
  }

  /// Nineteen of the day's twenty-seven times are asked for, each some days ahead.
  private func visits(
    _ days: ReplayDays, at place: Location, with providers: [ID<Provider>], _ types: [VisitType]
  ) throws -> [RecordedVisit] {
    var visits: [RecordedVisit] = []
    var day = days.replayed.lowerBound
    while day <= days.replayed.upperBound {
      for (number, provider) in providers.enumerated() where day.weekday.rawValue <= 5 {
        for place27 in 0..<27 where (place27 * 7 + number + day.day) % 27 < 19 {
          let slot = Slot(
            provider: provider, location: place.id, day: day,
            time: WallTime(minutes: 480 + 20 * place27) ?? .midnight, minutes: 20)
          guard let time = slot.time(in: place.zone) else { continue }
          visits.append(visit(slot, time, place, types[place27 % 4 == 0 ? 1 : 0].id, visits.count))
        }
      }
      day = day.advanced(by: 1)
    }
    return visits
  }

  private func visit(
    _ slot: Slot, _ time: Range<Instant>, _ place: Location, _ type: ID<VisitType>, _ number: Int
  ) -> RecordedVisit {
    let id = ID<Appointment>()
    func step(_ kind: VisitStep.Kind, _ place: Int, _ minute: Int) -> VisitStep {
      VisitStep(kind, number: place, of: id, at: time.lowerBound.advanced(byMinutes: minute), by: Town.boss)
    }
    let booked = step(.booked, 1, -1440 * (1 + number * 13 % 29) - number % 480)
    let steps =
      number % 17 == 0
      ? [booked, step(.cancelled, 2, -600)]
      : [booked, step(.arrived, 2, -5), step(.started, 3, 3), step(.done, 4, 18 + number % 9)]
    return RecordedVisit(
      id: id, patient: town.patients[number % town.patients.count], visitType: type, slot: slot, time: time,
      zone: place.zone, resources: [], steps: steps)
  }
}

extension Sequence {
  fileprivate func asyncMap<T>(_ call: (Element) async throws -> T) async rethrows -> [T] {
    var list: [T] = []
    for element in self { list.append(try await call(element)) }
    return list
  }
}
