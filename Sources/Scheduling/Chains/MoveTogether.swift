import Kernel
import Practice
import Records
import Store

/// Visits that are treated as one: a chain, a household's, or some that somebody chose.
package struct VisitsTogether: Sendable {
  /// In the order of their times, those that are over too.
  package let visits: [BoardVisit]
  /// What the office calls the chain; empty for visits that were chosen by hand.
  package let name: String

  /// Those that still can go somewhere else.
  package var movable: [Appointment] { visits.map(\.visit).filter(\.status.isMovable) }
}

extension Scheduling {
  /// The visits of a chain. Seeing them is written to the audit trail before they are shown.
  package func chain(_ id: ID<VisitChain>, by who: Who) async throws -> VisitsTogether {
    try await together(where: "a.chain = \(id)", chain: id, by: who)
  }

  /// Visits that somebody chose to treat as one.
  package func together(_ ids: [ID<Appointment>], by who: Who) async throws -> VisitsTogether {
    guard ids.count <= TogetherRefused.most else { throw TogetherRefused.tooMany(ids.count) }
    return try await together(where: "a.id IN (\(each: ids))", chain: nil, by: who)
  }

  private func together(
    where condition: SQL, chain: ID<VisitChain>?, by who: Who
  ) async throws -> VisitsTogether {
    try who.require(.seeSchedule)
    let found = try await store.read { tx in
      VisitsTogether(
        visits: try tx.boardVisits(where: condition).filter { who.may(at: $0.visit.slot.location) },
        name: try chain.flatMap { try tx.value("SELECT name FROM visit_chain WHERE id = \($0)") } ?? "")
    }
    guard !found.visits.isEmpty else { throw NotFound("visit") }
    let patients = Set(found.visits.map(\.visit.patient.rawValue)).sorted()
    try await saw("chain.viewed", patients, chain.map { "chain:\($0)" } ?? "appointments", "", who)
    return found
  }

  /// Times to which all of these visits could go as they stand to each other: same providers, same distances.
  ///
  /// Each answer has a move for every visit, with the steps it was seen with.
  package func findMoves(
    of visits: [Appointment], from first: LocalDay, days: Int = 21, within: Range<Int> = 0..<1440,
    most: Int = 12,
    by who: Who
  ) async throws -> [[VisitMove]] {
    try who.require(.bookVisits)
    guard visits.count <= TogetherRefused.most else { throw TogetherRefused.tooMany(visits.count) }
    guard let lead = visits.min(by: { $0.start < $1.start }) else { throw TogetherRefused.over }
    let moment = now()
    return try await store.read { tx in
      var found: [[VisitMove]] = []
      for offset in 0..<min(days, 120) where found.count < most {
        let day = first.advanced(by: offset)
        let shift = day.days(since: lead.slot.day)
        let trials = try visits.map { visit -> DayTrial in
          var slot = visit.slot
          slot.day = slot.day.advanced(by: shift)
          return try tx.tryDay(
            PlanAsk(patient: visit.patient, visitType: visit.visitType, slot: slot, isMove: true),
            leaving: visits, now: moment)
        }
        found += moves(visits, trials, lead, on: day, within, most: most - found.count)
      }
      return found
    }
  }

  /// The starts of one day at which all find their place.
  private func moves(
    _ visits: [Appointment], _ trials: [DayTrial], _ lead: Appointment, on day: LocalDay,
    _ within: Range<Int>,
    most: Int
  ) -> [[VisitMove]] {
    var found: [[VisitMove]] = []
    for start in stride(from: within.lowerBound, to: within.upperBound, by: 15) where found.count < most {
      let later = start - lead.slot.time.minutes
      if later == 0, day == lead.slot.day { continue }
      var held: Set<ID<Resource>> = []
      let moves = zip(visits, trials).map { visit, trial -> VisitMove? in
        guard let time = WallTime(minutes: visit.slot.time.minutes + later),
          let resources = trial.resources(at: time, besides: held)
        else { return nil }
        held.formUnion(resources)
        return VisitMove(visit.id, to: trial.slot(at: time), seen: visit.steps)
      }
      if moves.allSatisfy({ $0 != nil }) { found.append(moves.compactMap(\.self)) }
    }
    return found
  }

  /// Moves visits as one: all of them, or none. `undo(batch:)` with what this gives takes all of it back.
  package func moveTogether(_ moves: [VisitMove], by who: Who) async throws -> String {
    guard !moves.isEmpty else { throw TogetherRefused.over }
    return try await batch(of: try await move(moves, by: who))
  }

  /// Cancels visits as one. Those that are cancelled already stay so.
  package func cancelTogether(
    _ visits: [(ID<Appointment>, seen: Int?)], because reason: CancelReason, words: String = "", by who: Who
  ) async throws -> String {
    guard !visits.isEmpty else { throw TogetherRefused.over }
    return try await batch(of: try await cancel(visits, because: reason, words: words, by: who))
  }

  /// What the last steps of visits share.
  private func batch(of visits: [Appointment]) async throws -> String {
    guard let visit = visits.first else { return "" }
    return try await store.read { try $0.steps(of: visit.id).last?.batch ?? "" }
  }
}
