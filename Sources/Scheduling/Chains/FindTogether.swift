import Kernel
import Practice
import Records
import Store

/// Visits that should stand together, as their times are looked for.
package struct TogetherWanted: Sendable {
  package var steps: [Step]
  package var shape: Shape
  package var location: ID<Location>
  package var first: LocalDay
  package var days: Int
  package var within: Range<Int>
  package var most: Int

  package struct Step: Sendable {
    package var patient: ID<Patient>
    package var visitType: ID<VisitType>
    package var minutes: Int
    package var providers: Set<ID<Provider>>
    /// Minutes from its end to the start of the next, where they stand in a row.
    package var gap: ClosedRange<Int>

    package init(
      patient: ID<Patient>, visitType: ID<VisitType>, minutes: Int, providers: Set<ID<Provider>>,
      gap: ClosedRange<Int> = 0...0
    ) {
      self.patient = patient
      self.visitType = visitType
      self.minutes = minutes
      self.providers = providers
      self.gap = gap
    }
  }

  package enum Shape: String, Sendable, CaseIterable {
    /// One after the other, each with whom it needs.
    case row
    /// One after the other with the same provider.
    case sameProvider = "same_provider"
    /// All at one time, with different providers.
    case sideBySide = "side_by_side"
  }

  package init(
    steps: [Step], _ shape: Shape = .row, at location: ID<Location>, from first: LocalDay, days: Int = 30,
    within: Range<Int> = 0..<1440, most: Int = 12
  ) {
    self.steps = steps
    self.shape = shape
    self.location = location
    self.first = first
    self.days = days
    self.within = within
    self.most = most
  }
}

extension TogetherWanted {
  /// What a chain asks for.
  package init(
    _ plan: ChainPlan, for patient: ID<Patient>, at location: ID<Location>, from first: LocalDay,
    within: Range<Int> = 0..<1440
  ) {
    self.init(
      steps: plan.steps.map {
        Step(
          patient: patient, visitType: $0.visitType, minutes: $0.minutes, providers: $0.providers, gap: $0.gap
        )
      }, at: location, from: first, within: within)
  }
}

extension Scheduling {
  /// The first times at which all of these visits can be had together, one slot a step.
  package func findTogether(_ wanted: TogetherWanted, by who: Who) async throws -> [[Slot]] {
    try who.require(.seeSchedule)
    try who.require(wanted.location)
    guard wanted.steps.count > 1 else { throw TogetherRefused.alone }
    guard wanted.steps.count <= TogetherRefused.most else {
      throw TogetherRefused.tooMany(wanted.steps.count)
    }
    let moment = now()
    return try await store.read { tx in
      var found: [[Slot]] = []
      for offset in 0..<min(wanted.days, 120) where found.count < wanted.most {
        let day = wanted.first.advanced(by: offset)
        found += try tx.togetherDay(wanted, on: day, now: moment).fits(most: wanted.most - found.count)
      }
      return found
    }
  }
}

extension Transaction {
  fileprivate func togetherDay(_ wanted: TogetherWanted, on day: LocalDay, now: Instant) throws -> TogetherDay
  {
    let trials = try wanted.steps.map { step in
      try step.providers.sorted().map { provider -> (ID<Provider>, DayTrial) in
        let slot = Slot(
          provider: provider, location: wanted.location, day: day, time: .midnight, minutes: step.minutes)
        let ask = PlanAsk(patient: step.patient, visitType: step.visitType, slot: slot)
        return (provider, try tryDay(ask, now: now))
      }
    }
    return TogetherDay(wanted: wanted, trials: trials)
  }
}

/// One day on which visits should stand together. Pure.
private struct TogetherDay {
  let wanted: TogetherWanted
  /// For each step, whom it can be with.
  let trials: [[(provider: ID<Provider>, day: DayTrial)]]

  func fits(most: Int) -> [[Slot]] {
    guard let first = trials.first else { return [] }
    let starts = Set(first.flatMap { $0.day.open(within: wanted.within) }).sorted()
    var found: [[Slot]] = []
    var next = 0
    for start in starts where start.minutes >= next && found.count < most {
      guard let slots = place([], from: start.minutes, held: []) else { continue }
      found.append(slots)
      // The next that is shown begins where it makes a difference.
      next = start.minutes + 15
    }
    return found
  }

  /// Puts the next step behind, or beside, those that are placed; nil where the rest cannot be.
  private func place(_ placed: [Slot], from start: Int, held: Set<ID<Resource>>) -> [Slot]? {
    guard placed.count < trials.count else { return placed }
    for minute in starts(after: placed, from: start) {
      guard let time = WallTime(minutes: minute) else { break }
      for (provider, day) in trials[placed.count] where mayBe(provider, after: placed) {
        guard let resources = day.resources(at: time, besides: held) else { continue }
        let slot = day.slot(at: time)
        guard slot.span.upperBound <= wanted.within.upperBound else { continue }
        let beside = wanted.shape == .sideBySide ? held.union(resources) : []
        if let all = place(placed + [slot], from: start, held: beside) { return all }
      }
    }
    return nil
  }

  private func starts(after placed: [Slot], from start: Int) -> [Int] {
    guard let last = placed.last, wanted.shape != .sideBySide else { return [start] }
    let gap = wanted.steps[placed.count - 1].gap
    let from = (last.span.upperBound + gap.lowerBound + 4) / 5 * 5
    return Array(stride(from: from, through: last.span.upperBound + gap.upperBound, by: 5))
  }

  private func mayBe(_ provider: ID<Provider>, after placed: [Slot]) -> Bool {
    switch wanted.shape {
    case .row: true
    case .sameProvider: placed.allSatisfy { $0.provider == provider }
    case .sideBySide: !placed.contains { $0.provider == provider }
    }
  }
}
