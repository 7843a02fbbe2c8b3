import Kernel
import Practice
import Records

/// Services that the office books in a row: adjustment, therapy, massage.
package struct ChainTemplate: Sendable, Equatable {
  package let id: ID<ChainTemplate>
  package let name: String
  package let steps: [Step]
  package let isActive: Bool

  package struct Step: Sendable, Equatable {
    package let visitType: ID<VisitType>
    /// Nil is anybody who does such visits.
    package let provider: ID<Provider>?
    /// Minutes from its end to the start of the next.
    package let gap: ClosedRange<Int>
  }
}

/// A chain as a form gives it. Steps come in any order; their positions say which follows which.
package struct ChainDraft: Sendable, Equatable {
  package var name: String
  package var steps: [Step]

  package struct Step: Sendable, Equatable {
    package var position: Int
    package var visitType: ID<VisitType>
    package var provider: ID<Provider>?
    package var least: Int
    package var most: Int

    package init(
      _ position: Int, _ visitType: ID<VisitType>, with provider: ID<Provider>? = nil, gap least: Int = 0,
      to most: Int = 15
    ) {
      self.position = position
      self.visitType = visitType
      self.provider = provider
      self.least = least
      self.most = most
    }
  }

  package init(name: String, steps: [Step]) {
    self.name = name
    self.steps = steps
  }

  /// The name and the steps in their order. Pure.
  ///
  /// - Throws: ``ChainDraftRefused`` or ``InvalidInput`` for what makes no chain.
  func checked(_ types: [VisitType]) throws -> (name: String, steps: [ChainTemplate.Step]) {
    let name = try CleanText.line(name, of: "The name", limit: 80)
    guard !name.isEmpty else { throw InvalidInput("name", "Give the chain a name.") }
    guard !steps.isEmpty else { throw ChainDraftRefused.empty }
    guard steps.count > 1 else { throw ChainDraftRefused.alone }
    guard steps.count <= 8 else { throw ChainDraftRefused.tooMany(steps.count) }
    let ordered = steps.sorted { $0.position < $1.position }
    for (a, b) in zip(ordered, ordered.dropFirst()) where a.position == b.position {
      throw ChainDraftRefused.samePosition(a.position)
    }
    return (
      name,
      try ordered.enumerated().map { place, step in
        let number = place + 1
        guard let type = types.first(where: { $0.id == step.visitType }), type.isActive else {
          throw ChainDraftRefused.retired(number)
        }
        guard type.rules.capacity == 1 else { throw ChainDraftRefused.group(number) }
        if let provider = step.provider, !type.providers.contains(provider) {
          throw ChainDraftRefused.notTheirs(number)
        }
        guard step.least >= 0, step.most >= 0 else { throw ChainDraftRefused.negative(number) }
        guard step.least <= step.most else { throw ChainDraftRefused.backwards(number) }
        guard step.most <= 480 else { throw ChainDraftRefused.tooLong(number) }
        return ChainTemplate.Step(
          visitType: step.visitType, provider: step.provider, gap: step.least...step.most)
      }
    )
  }
}

/// Why steps are no chain.
package enum ChainDraftRefused: Refusal, Equatable {
  case empty
  case alone
  case tooMany(Int)
  case samePosition(Int)
  case retired(Int)
  case group(Int)
  case notTheirs(Int)
  case negative(Int)
  case backwards(Int)
  case tooLong(Int)

  package var kind: RefusalKind { .invalid }

  package var sentence: String {
    switch self {
    case .empty: "A chain has at least two steps. Choose what comes first and what follows."
    case .alone: "One step is an ordinary visit. Add the step that follows it."
    case .tooMany(let count): "A chain has at most 8 steps, not \(count). Make two chains of it."
    case .samePosition(let position):
      "Two steps stand at position \(position), so neither follows the other. Give each its own position."
    case .retired(let step): "The visit type of step \(step) is no longer booked. Choose another."
    case .group(let step):
      "Step \(step) is a group visit, which meets at its own times. Choose another visit type."
    case .notTheirs(let step): "The provider of step \(step) does not do that kind of visit. Choose another."
    case .negative(let step): "The gap after step \(step) is below zero. Steps follow one another."
    case .backwards(let step):
      "The longest gap after step \(step) is shorter than the shortest. Turn them around."
    case .tooLong(let step):
      "The gap after step \(step) is longer than 480 minutes. A chain stays within one day."
    }
  }
}
