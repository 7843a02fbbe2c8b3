import Kernel
import Practice
import Records

/// Visits in a row with different people and rooms, as they are looked for and booked: lab, then imaging, then the
/// doctor. Pure.
package struct ChainPlan: Sendable, Equatable {
  /// What the office calls it; it stands on each of its visits.
  package let name: String
  package let steps: [Step]

  package struct Step: Sendable, Hashable {
    package let visitType: ID<VisitType>
    package let minutes: Int
    /// Who may do it: one where the template says whom, otherwise all who do such visits.
    package let providers: Set<ID<Provider>>
    /// Minutes from its end to the start of the next step; means nothing for the last.
    package let gap: ClosedRange<Int>

    package init(
      visitType: ID<VisitType>, minutes: Int, providers: Set<ID<Provider>>, gap: ClosedRange<Int> = 0...0
    ) {
      self.visitType = visitType
      self.minutes = minutes
      self.providers = providers
      self.gap = gap
    }
  }

  package init(name: String, steps: [Step]) {
    self.name = name
    self.steps = steps
  }

  /// From the start of the first to the end of the last, when nobody waits longer than the steps ask for.
  package var leastMinutes: Int {
    steps.reduce(0) { $0 + $1.minutes } + steps.dropLast().reduce(0) { $0 + $1.gap.lowerBound }
  }

  /// The plan as it is looked for.
  package func wanted(
    for patient: ID<Patient>?, at location: ID<Location>, from first: LocalDay, days: Int = 30,
    within: Range<Int> = 0..<1440, most: Int = 12
  ) throws(ChainRefused) -> TimesWanted {
    guard let start = steps.first else { throw .slots(0, steps: 0) }
    var wanted = TimesWanted(
      visitType: start.visitType, location: location, first: first, last: first.advanced(by: days - 1),
      within: within, minutes: start.minutes, most: most)
    (wanted.patient, wanted.providers) = (patient, start.providers)
    wanted.links = zip(steps.dropFirst(), steps).map { step, before in
      TimesWanted.Link(
        visitType: step.visitType, providers: step.providers, minutes: step.minutes, gap: before.gap)
    }
    return wanted
  }

  /// Whether these slots, one a step, follow one another as the plan asks.
  ///
  /// - Throws: ``ChainRefused`` for the first that does not.
  package func check(_ slots: [Slot]) throws(ChainRefused) {
    guard slots.count == steps.count else { throw .slots(slots.count, steps: steps.count) }
    for (place, (step, slot)) in zip(steps, slots).enumerated() {
      guard step.providers.contains(slot.provider) else { throw .notTheirStep(place + 1) }
      // A planned start may have less; nothing has more.
      guard slot.minutes <= step.minutes else { throw .length(place + 1, step.minutes) }
      guard place > 0 else { continue }
      let before = slots[place - 1]
      guard slot.day == before.day, slot.location == before.location else { throw .apart(place + 1) }
      let gap = slot.span.lowerBound - before.span.upperBound
      let allowed = steps[place - 1].gap
      guard allowed.contains(gap) else { throw .gap(place + 1, gap, allowed) }
    }
  }
}

/// Why visits cannot follow one another like that.
package enum ChainRefused: Refusal, Equatable {
  case slots(Int, steps: Int)
  case notTheirStep(Int)
  case length(Int, Int)
  case apart(Int)
  case gap(Int, Int, ClosedRange<Int>)

  package var kind: RefusalKind { .invalid }

  package var sentence: String {
    switch self {
    case .slots(let given, let steps):
      "There are \(given) times for \(steps) steps. Choose one time for each step."
    case .notTheirStep(let step):
      "Step \(step) is not done by the chosen provider. Choose somebody who does it."
    case .length(let step, let minutes):
      "Step \(step) takes \(minutes) minutes. Choose a time that is not longer."
    case .apart(let step): "Step \(step) is on another day or at another place than the one before."
    case .gap(_, let gap, _) where gap < 0:
      "The steps overlap. Each begins after the one before it has ended."
    case .gap(let step, let gap, let allowed):
      "Step \(step) begins \(gap) minutes after the one before; \(allowed.lowerBound) to \(allowed.upperBound) are allowed."
    }
  }
}
