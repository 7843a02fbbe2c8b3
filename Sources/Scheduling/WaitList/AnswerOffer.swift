import Kernel
import Practice
import Records
import Store

extension Scheduling {
  /// Who says yes to an offer.
  package enum OfferCaller: Sendable {
    /// The desk, for somebody on the telephone.
    case desk
    /// The patient themselves, with what their message carried.
    case patient(secret: String)
  }

  /// Gives the offered time to whoever says yes first: the visit is booked, or the later one moved, and the offer
  /// ends, in one commit. Everybody else of the wave gets a kind word.
  ///
  /// - Throws: ``OfferRefused`` where it ended meanwhile, was taken, or was made to somebody else.
  @discardableResult
  package func accept(_ id: ID<Offer>, as caller: OfferCaller = .desk, by who: Who) async throws
    -> Appointment
  {
    let (offer, wish) = try await offered(id, caller, who)
    if let outcome = offer.outcome { throw OfferRefused(outcome) }
    let moment = now()
    let slot = offer.opening.slot(minutes: offer.minutes)
    do {
      if let sooner = try await standing(wish.terms.sooner, after: offer.opening.start) {
        return try await first(
          of: move(
            [VisitMove(sooner, to: slot)], by: who, prepare: { try $0.take(id, wish, at: moment, by: who) }))
      }
      let ask = BookingAsk(
        patient: offer.patient, visitType: wish.terms.visitType, slot: slot, note: wish.terms.note,
        submission: "offer:\(id)")
      return try await first(
        of: book(
          [ask], by: who,
          prepare: { tx in
            try tx.take(id, wish, at: moment, by: who)
            return Belonging()
          }))
    } catch let refused as BookingRefused {
      // The calendar may have said no because somebody took this very offer's time.
      let outcome = try await store.read { try $0.offer(id)?.outcome }
      throw outcome.map { OfferRefused($0) } ?? refused
    }
  }

  /// Notes that somebody said no, or could not be reached. They stay on the list.
  package func decline(
    _ id: ID<Offer>, unreached: Bool = false, as caller: OfferCaller = .desk, by who: Who
  ) async throws {
    _ = try await offered(id, caller, who)
    let moment = now()
    try await store.write { tx in
      guard let offer = try tx.offer(id) else { throw NotFound("offer") }
      if let outcome = offer.outcome {
        if outcome == .declined || outcome == .unreached { return }
        throw OfferRefused(outcome)
      }
      try tx.end(offer, unreached ? .unreached : .declined, at: moment, by: who)
      try tx.goOnIfAllAnswered(offer, at: moment)
    }
  }

  private func offered(_ id: ID<Offer>, _ caller: OfferCaller, _ who: Who) async throws -> (Offer, Wish) {
    try who.require(.bookVisits)
    let found = try await store.read { tx in
      try tx.offer(id).flatMap { offer in try tx.wish(offer.wish).map { (offer, $0) } }
    }
    guard let (offer, wish) = found, who.may(at: offer.opening.freed.location) else {
      throw NotFound("offer")
    }
    if case .patient(let secret) = caller {
      guard sameSecret(Array(secret.utf8), Array(offer.secret.utf8)) else { throw OfferRefused.wrongPerson }
    }
    return (offer, wish)
  }

  private func first(of visits: [Appointment]) throws -> Appointment {
    guard let visit = visits.first else { throw NotFound("visit") }
    return visit
  }

  /// The visit that is to be moved, if it still lies ahead of the offered time.
  private func standing(_ visit: ID<Appointment>?, after start: Instant) async throws -> ID<Appointment>? {
    guard let visit else { return nil }
    return try await store.read { tx in
      guard let found = try tx.appointment(visit), found.status == .booked || found.status == .confirmed,
        found.start > start
      else { return nil }
      return visit
    }
  }
}

extension Transaction {
  /// The first yes: ends this offer, its wish and its opening, and everybody else's offers.
  fileprivate func take(_ id: ID<Offer>, _ wish: Wish, at moment: Instant, by who: Who) throws {
    guard let offer = try offer(id) else { throw NotFound("offer") }
    if let outcome = offer.outcome { throw OfferRefused(outcome) }
    if offer.until < moment { throw OfferRefused.over }
    try end(offer, .accepted, at: moment, by: who)
    try end(offer.opening.id, .accepted, at: moment)
    try end(offer.wish, .accepted, at: moment, by: who)
    for other in try openOffers("o.opening = \(offer.opening.id)") {
      try end(other, .taken, at: moment, by: who)
    }
    try withdrawOffers(of: offer.wish, at: moment, by: who)
    try offerTheRest(of: offer, wish, at: moment)
  }

  /// A shorter visit in a longer time leaves a piece that others may wait for.
  private func offerTheRest(of offer: Offer, _ wish: Wish, at moment: Instant) throws {
    var rest = offer.opening.freed
    rest.minutes -= offer.minutes
    guard rest.minutes >= 10, let time = WallTime(minutes: rest.time.minutes + offer.minutes) else { return }
    rest.time = time
    try tellFreed(
      FreedTime(slot: rest, visitType: wish.terms.visitType), key: "offer:\(offer.id)", at: moment)
  }
}
