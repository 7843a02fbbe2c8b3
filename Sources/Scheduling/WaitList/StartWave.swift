import Foundation
import Kernel
import Practice
import Records
import Store

/// Which wave has had its time.
struct WaveOver: Sendable, Codable {
  let opening: ID<Opening>
  let wave: Int

  var json: String { get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) } }
}

extension Scheduling {
  /// The work of calling somebody who waits.
  package static let offerCall = "wait_list.call"
  /// A wave has been answered, or its time has passed.
  package static let waveOverJob = "wait_list.wave_over"

  /// Who does which work that follows a commit of the wait list.
  package var waitListJobs: [String: @Sendable (Job) async throws -> Void] {
    [FreedTime.job: timeFreed, Self.waveOverJob: waveOver]
  }

  /// Begins to offer a freed time to those who wait for one like it. Told twice, it begins once.
  package func timeFreed(_ job: Job) async throws {
    let slot = try JSONDecoder().decode(FreedTime.self, from: Data(job.payload.utf8)).slot
    let zone = try await store.read { try $0.location(slot.location)?.zone }
    let moment = now()
    guard let start = zone.flatMap({ slot.time(in: $0)?.lowerBound }), start > moment else { return }
    let opening = Opening(id: ID(rawValue: newID()), freed: slot, start: start)
    // Most freed times find nobody who waits: they leave no trace.
    if try await candidates(for: opening).isEmpty { return }
    try await store.write { try $0.insert(opening, freedBy: job.key, at: moment) }
    guard let standing = try await store.read({ try $0.openOpening(freedBy: job.key) }) else { return }
    try await startWave(1, of: standing)
  }

  /// Ends a wave that has had its time, and starts the next.
  package func waveOver(_ job: Job) async throws {
    let over = try JSONDecoder().decode(WaveOver.self, from: Data(job.payload.utf8))
    let (moment, who) = (now(), Who.waitList)
    guard let known = try await store.read({ try $0.openOpening(over.opening) }) else { return }
    let opening = try await store.write(locking: locks(known)) { tx -> Opening? in
      guard let opening = try tx.openOpening(over.opening), try tx.waves(of: over.opening) == over.wave else {
        return nil
      }
      let standing = try tx.openOffers("o.opening = \(over.opening) AND o.wave = \(over.wave)")
      if standing.contains(where: { $0.until > moment }) { return nil }
      for offer in standing { try tx.end(offer, .expired, at: moment, by: who) }
      return opening
    }
    if let opening { try await startWave(over.wave + 1, of: opening) }
  }

  /// Whoever books the freed time ends its offers, so waves stand in the calendar's queue, too.
  private func locks(_ opening: Opening) -> Set<String> {
    ["opening:\(opening.id)", BookingPlan.calendar(of: opening.freed.provider)]
  }

  /// Asks the next few, or ends the opening when there is nobody left to ask.
  private func startWave(_ number: Int, of opening: Opening) async throws {
    let chosen = try await Wave.choose(try await candidates(for: opening)) { candidate in
      try await couldHave(opening.slot(minutes: candidate.minutes), candidate)
    }
    let moment = now()
    let offers = chosen.map { candidate in
      Offer(
        id: ID(rawValue: newID()), opening: opening, wave: number, wish: candidate.wish.id,
        patient: candidate.wish.terms.patient, byPhone: candidate.wish.terms.phoneOnly,
        minutes: candidate.minutes, secret: RandomBytes.token(),
        until: min(moment.advanced(byMinutes: candidate.rule.stands), opening.start), outcome: nil)
    }
    try await store.write(locking: locks(opening)) { tx in
      guard try tx.openOpening(opening.id) != nil, try tx.waves(of: opening.id) == number - 1 else { return }
      guard let until = offers.map(\.until).max() else { return try tx.end(opening.id, .nobody, at: moment) }
      try tx.insertWave(number, of: opening.id, at: moment, until: until)
      try tx.make(offers, at: moment)
      try tx.enqueue(
        Job(
          kind: Self.waveOverJob, key: "\(opening.id):\(number)",
          payload: try WaveOver(opening: opening.id, wave: number).json, due: until), at: moment)
    }
  }

  /// Everybody for whom the time would be right and who was not asked about it yet, best first.
  private func candidates(for opening: Opening) async throws -> [WaveCandidate] {
    let moment = now()
    let all = try await store.read { tx in try tx.waveCandidates(for: opening) }
    return Wave.ranked(all.filter { $0.suits(opening, now: moment) }, for: opening)
  }

  /// Whether the visit could stand in the slot as it is now: tried, and not kept.
  private func couldHave(_ slot: Slot, _ candidate: WaveCandidate) async throws -> Bool {
    let terms = candidate.wish.terms
    let moved = candidate.sooner == nil ? nil : terms.sooner
    let moment = now()
    let ask = PlanAsk(
      patient: terms.patient, visitType: terms.visitType, slot: slot, isMove: moved != nil)
    do {
      try await store.read { tx in
        let plan = try tx.plan(ask, now: moment)
        _ = try tx.admission(plan, except: moved, now: moment).admit { _ in false }
      }
      return true
    } catch is BookingRefused {
      return false
    }
  }
}

extension Who {
  /// Nobody at a desk: the list goes on by itself.
  static let waitList = Who.system("Wait list")
}

extension Transaction {
  fileprivate func waveCandidates(for opening: Opening) throws -> [WaveCandidate] {
    let types = try visitTypes().filter { $0.isActive && $0.providers.contains(opening.freed.provider) }
    let rules = try waveRules()
    let byID = Dictionary(uniqueKeysWithValues: types.map { ($0.id, $0) })
    let asked: [ID<Wish>: Instant] = try rows(
      "SELECT o.wish, MAX(o.at) AS at FROM offer o JOIN wish w ON w.id = o.wish WHERE \(wishIsOpen) GROUP BY o.wish"
    ).reduce(into: [:]) { $0[try $1("wish")] = try $1("at") }
    // Nobody is asked twice about one time, nor about two times at once.
    let busy: Set<ID<Patient>> = try rows(
      """
      SELECT o.patient FROM offer o LEFT JOIN offer_end x ON x.offer = o.id
      WHERE o.opening = \(opening.id) OR x.offer IS NULL
      """
    ).reduce(into: []) { $0.insert(try $1("patient")) }
    return try openWishes(of: types.map(\.id)).compactMap { wish in
      guard !busy.contains(wish.terms.patient), let type = byID[wish.terms.visitType] else { return nil }
      let visit = try wish.terms.sooner.flatMap { try appointment($0) }
      let stands = visit.map { $0.status == .booked || $0.status == .confirmed } ?? false
      return WaveCandidate(
        wish: wish, minutes: type.minutes, providers: type.providers, rule: rules[type.id] ?? WaveRule(),
        lastAsked: asked[wish.id], sooner: stands ? visit?.start : nil)
    }
  }

  /// Writes the offers of a wave: a message for each, or a call on the work list.
  fileprivate func make(_ offers: [Offer], at moment: Instant) throws {
    for (place, offer) in offers.enumerated() {
      try insert(offer, place: place + 1, at: moment)
      if offer.byPhone {
        try addWork(call(offer, at: moment))
      } else {
        try say(.offer, of: offer, at: moment)
      }
    }
    try audit(
      "offer.made", by: .waitList, patients: offers.map(\.patient.rawValue),
      subject: "opening:\(offers[0].opening.id)", at: moment)
    try announce(Scheduling.waitListTopic)
  }

  private func call(_ offer: Offer, at moment: Instant) -> WorkItem {
    let slot = offer.opening.freed
    return WorkItem(
      id: ID(rawValue: offer.id.rawValue), kind: Scheduling.offerCall, key: offer.id.rawValue,
      title: "Call about a time that became free",
      reason:
        "\(slot.day.weekday.name), \(slot.day.short) at \(slot.time) is free. They are on the wait list "
        + "and can only be called; others were asked by message.",
      due: offer.until, urgency: .soon, location: slot.location, patient: offer.patient.rawValue,
      link: "/wait-list#offer-\(offer.id)", action: "Call", madeAt: moment)
  }
}
