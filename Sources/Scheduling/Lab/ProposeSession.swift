import Kernel
import Practice
import Records
import Store

/// A session that somebody wants to plan: with whom, from when, which visits in which order, and what counts.
package struct SessionWish: Sendable, Equatable {
  package var provider: ID<Provider>
  package var location: ID<Location>
  package var visits: Visits
  package var favours: Favours
  package var endsOnTime: EndsOnTime
  /// How many come without a time over the session, on average.
  package var walkIns: Int

  package enum Visits: Sendable, Equatable {
    /// Those that stand in the calendar before noon, or after.
    case booked(LocalDay, Half)
    case listed([ID<VisitType>], from: WallTime)
  }

  package enum Half: String, Sendable, CaseIterable { case morning, afternoon }

  /// Whose time counts more.
  package enum Favours: String, Sendable, CaseIterable {
    case clinician, alike, patients

    var omega: Double {
      switch self {
      case .clinician: 0.8
      case .alike: 0.5
      case .patients: 0.2
      }
    }
  }

  /// What a minute after the planned end counts beside one of the session.
  package enum EndsOnTime: String, Sendable, CaseIterable {
    case no, yes, strictly

    var weight: Double {
      switch self {
      case .no: 0
      case .yes: 0.5
      case .strictly: 2
      }
    }
  }

  package init(
    provider: ID<Provider>, location: ID<Location>, visits: Visits, favours: Favours = .alike,
    endsOnTime: EndsOnTime = .no, walkIns: Int = 0
  ) {
    self.provider = provider
    self.location = location
    self.visits = visits
    self.favours = favours
    self.endsOnTime = endsOnTime
    self.walkIns = walkIns
  }
}

/// Start times for a session beside those it has now, with what is to be expected of both.
package struct SessionProposal: Sendable, Equatable {
  package let kinds: [Kind]
  package let visits: [Visit]
  /// When the first visit starts, in minutes since midnight.
  package let from: Int
  /// When the last visit is planned to end now.
  package let plannedEnd: Int
  package let now: SessionOutlook
  package let proposed: SessionOutlook
  /// What the same would cost to the second, without rounding to five minutes.
  package let exactCost: Double

  package struct Visit: Sendable, Equatable {
    package let type: ID<VisitType>
    package let now: Int
    package let proposed: Int
    package let mean: Double
  }

  /// A kind of visit in the session, with what is known of it.
  package struct Kind: Sendable, Equatable {
    package let type: VisitType
    package let length: LearnedLength

    fileprivate var visit: VisitToPlan {
      get throws(SessionRefused) {
        // Of a group somebody comes.
        VisitToPlan(
          try length.service(and: type.providerBuffer), noShow: type.rules.capacity > 1 ? 0 : length.noShow)
      }
    }
  }
}

extension Scheduling {
  /// Plans a session with the lengths that were learned, beside how it stands in the calendar, or as it would be with
  /// each visit for its planned length. Nil where nobody is booked then.
  package func proposeSession(_ wish: SessionWish, by who: Who) async throws -> SessionProposal? {
    try who.require(.manageSchedule)
    try who.require(wish.location)
    let (types, booked) = try await store.read { tx in
      (try tx.visitTypes(), try tx.plannable(wish))
    }
    let known = Dictionary(uniqueKeysWithValues: types.map { ($0.id, $0) })
    var visits = booked
    if case .listed(let list, let from) = wish.visits {
      guard (1...SessionToPlan.most).contains(list.count) else { throw SessionRefused.count(list.count) }
      var start = from.minutes
      visits = try list.map { id in
        guard let type = known[id] else { throw NotFound("visit type") }
        defer { start += type.minutes + type.providerBuffer }
        return PlannableVisit(type: id, start: start, minutes: type.minutes)
      }
      guard start <= 1440 else { throw SessionRefused.pastMidnight }
    }
    guard !visits.isEmpty else { return nil }
    let learned = try await learnedLengths(of: wish.provider, for: Set(visits.map(\.type)), by: who)
    return try SessionProposal(visits, wish, known.mapValues { ($0, learned.length(of: $0)) })
  }
}

extension VisitType {
  /// Minutes before and after it that hold the provider, too.
  fileprivate var providerBuffer: Int {
    rules.buffer.holdsProvider ? rules.buffer.before + rules.buffer.after : 0
  }
}

/// A visit as it stands now, in minutes since midnight.
struct PlannableVisit: Sendable, Equatable {
  let type: ID<VisitType>
  let start: Int
  let minutes: Int
}

extension Transaction {
  fileprivate func plannable(_ wish: SessionWish) throws -> [PlannableVisit] {
    guard case .booked(let day, let half) = wish.visits else { return [] }
    let hours = half == .morning ? 0...719 : 720...1439
    return try rows(
      """
      SELECT visit_type, starts, minutes FROM appointment a
      WHERE provider = \(wish.provider) AND day = \(day) AND location = \(wish.location)
        AND starts >= \(hours.lowerBound) AND starts <= \(hours.upperBound) AND status <> 'cancelled'
        AND (session IS NULL OR id = (
          SELECT MIN(id) FROM appointment g WHERE g.session = a.session AND g.status <> 'cancelled'))
      ORDER BY starts, id
      """
    ).map { PlannableVisit(type: try $0("visit_type"), start: try $0("starts"), minutes: try $0("minutes")) }
  }
}

extension SessionProposal {
  /// The rule: from what stands and what is known to what would be better. There is one visit at least.
  init(
    _ booked: [PlannableVisit], _ wish: SessionWish, _ known: [ID<VisitType>: (VisitType, LearnedLength)]
  ) throws {
    let kinds = try booked.map { visit in
      guard let (type, length) = known[visit.type] else { throw NotFound("visit type") }
      return Kind(type: type, length: length)
    }
    let first = booked[0].start
    let end = booked.map { $0.start + $0.minutes }.max() ?? first
    let mean = kinds.reduce(0) { $0 + $1.length.minutes } / Double(kinds.count)
    let session = try SessionToPlan(
      visits: kinds.map { try $0.visit },
      weights: PlanWeights(omega: wish.favours.omega, overtime: wish.endsOnTime.weight),
      length: Double(end - first),
      walkIns: wish.walkIns == 0
        ? nil : WalkIns(expected: Double(wish.walkIns), service: ServiceTime(mean: mean)))
    let stands = booked.map { Double($0.start - first) }
    let exact = session.plan()
    var plan = session.rounded(exact, to: 5)
    now = try session.outlook(starts: stands)
    // Nobody is asked to move for less than one part in two hundred.
    if plan.cost > 0.995 * now.cost { plan = SessionPlan(starts: stands, outlook: now) }
    self.kinds = kinds.reduce(into: []) { list, kind in if !list.contains(kind) { list.append(kind) } }
    visits = booked.indices.map {
      Visit(
        type: booked[$0].type, now: booked[$0].start, proposed: first + Int(plan.starts[$0]),
        mean: kinds[$0].length.minutes)
    }
    from = first
    plannedEnd = end
    proposed = plan.outlook
    exactCost = exact.cost
  }
}
