import Kernel
import Practice
import Records
import Store

/// What a patient sees at their own page.
package struct OwnPage: Sendable {
  /// What to call them.
  package let name: PersonName
  /// What is still to come, today's included.
  package let visits: [OwnVisit]
  package let requests: [VisitRequest]
  /// Sooner times that are offered to them from the wait list.
  package let offers: [OwnOffer]
  package let rules: OnlineRules
}

/// A visit as its patient sees it.
package struct OwnVisit: Sendable {
  package let visit: Appointment
  package let typeName: String
  package let providerName: String
  package let place: Location
  package let mayConfirm: Bool
  package let mayMove: Bool
  package let mayCancel: Bool
  /// Whether the patient may say now that they are here.
  package let mayArrive: Bool
}

/// A freed time that is offered to a patient.
package struct OwnOffer: Sendable {
  package let offer: Offer
  package let slot: Slot
  package let providerName: String
  package let place: Location
}

extension Scheduling {
  /// A patient's own page. Opening it is written to the audit trail.
  package func ownPage(_ access: OwnAccess) async throws -> OwnPage {
    let moment = now()
    let page = try await store.read { try $0.ownPage(of: access.patient, at: moment) }
    try await saw("own_page.viewed", [access.patient.rawValue], "patient:\(access.patient)", "", access.who)
    return page
  }

  /// The patient says that they will come.
  package func confirmOwn(_ id: ID<Appointment>, _ access: OwnAccess) async throws {
    let visit = try await own(id, access)
    // Whoever is here already has more than confirmed.
    guard visit.status.isComing else { return }
    _ = try await advance(id, to: .confirmed, by: access.who)
  }

  /// The patient is here, and says so on their own telephone.
  package func arriveOwn(_ id: ID<Appointment>, _ access: OwnAccess) async throws {
    _ = try await own(id, access)
    try await arriveByThemselves(id, by: access.who)
  }

  /// The patient cannot come: the time is free for others at once.
  package func cancelOwn(_ id: ID<Appointment>, words: String = "", _ access: OwnAccess) async throws {
    let visit = try await own(id, access)
    if visit.status == .cancelled { return }
    guard visit.chain == nil else { throw OnlineRefused.together }
    guard visit.status.isComing, visit.start > now() else {
      throw StepRefused.notFrom(visit.status, to: .cancelled)
    }
    try await cancel(id, because: .patient, words: words, seen: visit.steps, by: access.who)
  }

  /// The patient takes the visit to another time that is offered to them.
  @discardableResult
  package func moveOwn(_ id: ID<Appointment>, to slot: Slot, _ access: OwnAccess) async throws -> Appointment
  {
    let visit = try await own(id, access)
    let rules = try await store.read { try $0.onlineRules() }
    if let no = visit.refusalToMove(rules, at: now()) { throw no }
    if slot == visit.slot { return visit }
    let ask = OnlineAsk(visitType: visit.visitType, from: slot.day, moving: id)
    try await requireOffered(slot, ask, for: .patient(access))
    return try await move(id, to: slot, seen: visit.steps, by: access.who)
  }

  /// The patient takes an offered sooner time, or leaves it to others.
  package func answerOwn(_ offer: ID<Offer>, yes: Bool, _ access: OwnAccess) async throws {
    guard try await store.read({ try $0.offer(offer)?.patient }) == access.patient else {
      throw NotFound("offer")
    }
    if yes {
      try await accept(offer, by: access.who)
    } else {
      try await decline(offer, by: access.who)
    }
  }

  private func own(_ id: ID<Appointment>, _ access: OwnAccess) async throws -> Appointment {
    try await store.read { try $0.ownVisit(id, of: access.patient) }
  }
}

extension Appointment {
  /// Why its patient cannot move it by themselves; nil where they can.
  fileprivate func refusalToMove(_ rules: OnlineRules, at moment: Instant) -> (any Refusal)? {
    if chain != nil || session != nil { return OnlineRefused.together }
    if !status.isComing { return StepRefused.notMovable(status) }
    if start.minutes(since: moment) < rules.changeHours * 60 || start <= moment {
      return OnlineRefused.tooLate(hours: rules.changeHours)
    }
    return nil
  }
}

extension Transaction {
  fileprivate func ownPage(of patient: ID<Patient>, at moment: Instant) throws -> OwnPage {
    guard let facts = try patients([patient]).first?.facts else { throw NotFound("patient") }
    let (rules, arrivals) = (try onlineRules(), try selfArrivalRules())
    let places = Dictionary(uniqueKeysWithValues: try locations().map { ($0.id, $0) })
    let names = Dictionary(uniqueKeysWithValues: try providers().map { ($0.id, $0.name) })
    let words = Dictionary(
      uniqueKeysWithValues: try onlineTypes().filter { !$0.words.isEmpty }.map { ($0.visitType, $0.words) })
    let coming = try boardVisits(where: "a.patient = \(patient) AND a.end_at > \(moment)")
      .filter { $0.visit.status.holdsItsPlace && $0.visit.status != .done }
    return OwnPage(
      name: facts.goesBy,
      visits: coming.compactMap { one in
        let visit = one.visit
        guard let place = places[visit.slot.location] else { return nil }
        return OwnVisit(
          visit: visit, typeName: words[visit.visitType] ?? one.typeName, providerName: one.providerName,
          place: place,
          mayConfirm: visit.status == .booked, mayMove: visit.refusalToMove(rules, at: moment) == nil,
          mayCancel: visit.chain == nil && visit.status.isComing && visit.start > moment,
          mayArrive: visit.status.isComing && (try? arrivals.admit(visit, at: moment, in: place.zone)) != nil)
      },
      requests: try requests("r.patient = \(patient) AND r.ended_at IS NULL").map { request in
        var request = request
        request.typeName = words[request.visitType] ?? request.typeName
        return request
      },
      offers: try openOffers("o.patient = \(patient)").filter { $0.until > moment }.compactMap { offer in
        let slot = offer.opening.slot(minutes: offer.minutes)
        guard let place = places[slot.location], let name = names[slot.provider] else { return nil }
        return OwnOffer(offer: offer, slot: slot, providerName: name, place: place)
      },
      rules: rules)
  }
}
