import Kernel
import Practice
import Store

/// What is to be done with several visits at once.
package enum Together: Sendable, Equatable {
  /// Everybody by so many minutes, earlier when below zero. Where gaps take it up, only as far as is needed.
  case shift(minutes: Int, absorbing: Bool)
  case give(to: ID<Provider>)
}

/// What would become of one of them. Nothing is moved yet.
package struct MoveProposal: Sendable {
  package let board: BoardVisit
  package let to: Slot
  /// Why it cannot be; nil where it can.
  package let refusal: String?
  /// Open times instead, where it cannot be.
  package var alternatives: [OpenTime] = []

  package var stays: Bool { refusal == nil && to == board.visit.slot }
}

extension Scheduling {
  /// Shows for each visit where it would go, or why it cannot and what is open instead. Those that can go make room
  /// for each other; those that cannot stay where they are. Seeing it is written to the audit trail.
  package func propose(
    _ deed: Together, for ids: [ID<Appointment>], overrule: String = "", by who: Who
  ) async throws -> [MoveProposal] {
    try who.require(.bookVisits)
    try SeveralRefused.check(ids.count)
    let overrule = Overrule(reason: try overruleReason(overrule, who), who: who)
    let moment = now()
    let proposals = try await store.read { tx -> [MoveProposal] in
      let boards = try tx.boardVisits(where: "a.id IN (\(each: Set(ids)))")
        .filter { who.may(at: $0.visit.slot.location) }
      guard boards.count == Set(ids).count else { throw NotFound("visit") }
      return try tx.proposals(boards, deed, overrule, now: moment)
    }
    try await saw("schedule.proposed", proposals.map(\.board.visit.patient.rawValue), "schedule", "", who)
    return try await withAlternatives(proposals, deed, by: who)
  }

  /// Open times for those that cannot go: with their own provider where they keep them, else with anybody.
  private func withAlternatives(
    _ proposals: [MoveProposal], _ deed: Together, by who: Who
  ) async throws -> [MoveProposal] {
    var proposals = proposals
    var left = 12
    for place in proposals.indices where proposals[place].refusal != nil && left > 0 {
      let visit = proposals[place].board.visit
      guard visit.status.isMovable else { continue }
      left -= 1
      var wanted = TimesWanted(
        visitType: visit.visitType, location: visit.slot.location, first: visit.slot.day,
        last: visit.slot.day.advanced(by: 21), minutes: visit.slot.minutes, most: 3)
      if case .shift = deed { wanted.provider = visit.slot.provider }
      proposals[place].alternatives = try await openTimes(wanted, by: who)
    }
    return proposals
  }

  /// None where the visit's kind is not booked any more.
  private func openTimes(_ wanted: TimesWanted, by who: Who) async throws -> [OpenTime] {
    do {
      let found = try await findTimes(wanted, by: who)
      guard found.isEmpty, wanted.provider != nil else { return found }
      var anybody = wanted
      anybody.provider = nil
      return try await findTimes(anybody, by: who)
    } catch is NotFound {
      return []
    }
  }
}

/// Why several visits cannot be changed at once.
package enum SeveralRefused: Refusal, Equatable {
  case nothingChosen
  case tooMany(Int)

  package var kind: RefusalKind { .invalid }

  package var sentence: String {
    switch self {
    case .nothingChosen: "Choose at least one visit."
    case .tooMany(let count): "\(count) visits are too many for one go. Choose 200 at most."
    }
  }

  static func check(_ count: Int) throws(SeveralRefused) {
    if count == 0 { throw .nothingChosen }
    if count > 200 { throw .tooMany(count) }
  }
}

extension Transaction {
  fileprivate func proposals(
    _ boards: [BoardVisit], _ deed: Together, _ overrule: Overrule, now: Instant
  ) throws -> [MoveProposal] {
    let slots = try newSlots(boards, deed, now: now)
    var trial = MoveTrial(claims: try claims(of: boards.map(\.visit.id)), overrule: overrule)
    for board in boards {
      let visit = board.visit
      guard let slot = slots[visit.id] else {
        trial.refuse(visit, BookingRefused.notThere)
        continue
      }
      if slot == visit.slot { continue }
      do {
        guard visit.status.isMovable else { throw StepRefused.notMovable(visit.status) }
        try BookingRefused.check(slot)
        let plan = try plan(
          PlanAsk(patient: visit.patient, visitType: visit.visitType, slot: slot, isMove: true), now: now)
        if plan.time.upperBound <= now { throw BookingRefused.inThePast }
        trial.add(visit, try admission(plan, except: visit.id, now: now))
      } catch let no as any Refusal {
        trial.refuse(visit, no)
      }
    }
    let refused = trial.refused()
    return boards.map {
      MoveProposal(board: $0, to: slots[$0.visit.id] ?? $0.visit.slot, refusal: refused[$0.visit.id])
    }
  }

  /// Nil for a visit that would leave the day.
  private func newSlots(
    _ boards: [BoardVisit], _ deed: Together, now: Instant
  ) throws -> [ID<Appointment>: Slot] {
    var slots: [ID<Appointment>: Slot] = [:]
    switch deed {
    case .give(let provider):
      for visit in boards.map(\.visit) {
        slots[visit.id] = visit.slot
        slots[visit.id]?.provider = provider
      }
    case .shift(let minutes, let absorbing):
      let days = Dictionary(grouping: boards.map(\.visit)) {
        [$0.slot.provider.rawValue, $0.slot.location.rawValue, $0.slot.day.description]
      }
      for visits in days.values {
        let open = absorbing ? try visits.first.map { try hours(of: $0.slot) }?.open ?? [] : []
        let spans = NewTimes.shifted(visits.map(\.slot.span), by: minutes, absorbing: absorbing, open: open)
        for (visit, span) in zip(visits, spans) where span.lowerBound >= 0 && span.upperBound <= 1440 {
          guard let time = WallTime(minutes: span.lowerBound) else { continue }
          slots[visit.id] = visit.slot
          slots[visit.id]?.time = time
        }
      }
    }
    return slots
  }

  private func claims(of visits: [ID<Appointment>]) throws -> [ID<Appointment>: [MoveTrial.Claim]] {
    try rows(
      """
      SELECT appointment, holder, start_at, end_at, before_at, after_at FROM claim
      WHERE appointment IN (\(each: visits))
      """
    ).reduce(into: [:]) { claims, row in
      guard let holder = Holder(key: try row("holder")) else { return }
      let time = ClaimTime(
        visit: (try row("start_at") as Instant)..<(try row("end_at") as Instant),
        whole: (try row("before_at") as Instant)..<(try row("after_at") as Instant))
      claims[try row("appointment"), default: []].append(MoveTrial.Claim(holder: holder, time: time))
    }
  }
}
