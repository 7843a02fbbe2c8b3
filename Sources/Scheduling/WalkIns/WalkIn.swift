import Kernel
import Practice
import Records

/// Somebody who came without a visit and waits for a free moment.
package struct WalkIn: Sendable, Equatable {
  package let id: ID<WalkIn>
  package let location: ID<Location>
  package let patient: ID<Patient>?
  package let name: String
  package let reason: String
  package let visitType: ID<VisitType>
  package let typeName: String
  package let urgency: Urgency
  package let cameAt: Instant
  package let end: End?

  package enum Urgency: Int, Sendable, CaseIterable, Comparable {
    case urgent = 1
    case soon, ordinary

    package static func < (a: Urgency, b: Urgency) -> Bool { a.rawValue < b.rawValue }

    package var words: String {
      switch self {
      case .urgent: "Urgent"
      case .soon: "Soon"
      case .ordinary: "Can wait"
      }
    }
  }

  package struct End: Sendable, Equatable {
    /// The visit it became; nil for somebody who left without being seen.
    package let visit: ID<Appointment>?
    package let words: String
    package let at: Instant
    package let by: String
  }
}

/// How long those who wait will wait. Pure.
package struct WalkInWait: Sendable {
  /// For each provider, the stretches that are free from now on, in minutes of the day.
  package var free: [ID<Provider>: [Range<Int>]]
  package let now: Int

  package init(free: [ID<Provider>: [Range<Int>]], now: Int) {
    self.free = free
    self.now = now
  }

  /// The minutes until each of the queue is seen, in its order: everybody takes the first time that is long enough with
  /// anybody who does such visits. Nil for those for whom the day has no time left.
  package func waits(_ queue: [(minutes: Int, providers: Set<ID<Provider>>)]) -> [Int?] {
    var free = free.mapValues { $0.compactMap(fromNow) }
    return queue.map { one in
      var best: (provider: ID<Provider>, place: Int, start: Int)?
      for provider in one.providers.sorted() {
        guard let gaps = free[provider], let place = gaps.firstIndex(where: { $0.count >= one.minutes })
        else {
          continue
        }
        let start = gaps[place].lowerBound
        if start < best?.start ?? .max { best = (provider, place, start) }
      }
      guard let best, let gap = free[best.provider]?[best.place] else { return nil }
      free[best.provider]?[best.place] = gap.lowerBound + one.minutes..<gap.upperBound
      return best.start - now
    }
  }

  private func fromNow(_ gap: Range<Int>) -> Range<Int>? {
    let start = max(gap.lowerBound, now)
    return start < gap.upperBound ? start..<gap.upperBound : nil
  }
}

/// Why somebody in the queue cannot be taken or let go.
package enum WalkInRefused: Refusal, Equatable {
  case over
  case unknown

  package var kind: RefusalKind { self == .over ? .conflict : .invalid }

  package var sentence: String {
    switch self {
    case .over: "They are not in the queue any more: somebody was quicker. Look at the queue again."
    case .unknown: "Find or register the patient first; a visit needs to know whose it is."
    }
  }
}
