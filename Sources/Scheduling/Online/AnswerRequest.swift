import Kernel
import Practice
import Records
import Store

extension Scheduling {
  /// What people ask for, first asked first, at the places of whoever looks. Seeing it is written to the audit trail.
  package func visitRequests(by who: Who) async throws -> [VisitRequest] {
    try who.require(.bookVisits)
    let open = try await store.read { try $0.requests("r.ended_at IS NULL") }
      .filter { who.may(at: $0.slot.location) }
    try await saw("request.listed", open.compactMap(\.patient?.rawValue), "requests", "", who)
    return open
  }

  package func visitRequest(_ id: ID<VisitRequest>, by who: Who) async throws -> VisitRequest {
    try who.require(.bookVisits)
    let request = try await store.read { try $0.request(id, by: who) }
    try await saw(
      "request.viewed", [request.patient].compactMap { $0?.rawValue }, "request:\(id)", "", who)
    return request
  }

  /// Says yes: the visit is booked for the patient, in the time that was held or, where that is over, if it is still
  /// free.
  ///
  /// - Throws: ``BookingRefused`` where it is not.
  @discardableResult
  package func grant(
    _ id: ID<VisitRequest>, to patient: ID<Patient>, by who: Who
  ) async throws -> Appointment {
    let request = try await store.read { try $0.request(id, by: who) }
    guard request.patient == nil || request.patient == patient else { throw NotFound("request") }
    let ask = BookingAsk(
      patient: patient, visitType: request.visitType, slot: request.slot, note: request.words,
      submission: "request:\(id)")
    let (moment, message) = (now(), newID())
    let visits = try await book(
      [ask], by: who,
      prepare: { tx in
        guard try tx.request(id, by: who).outcome == .open else { throw OnlineRefused.requestOver }
        if let hold = try tx.hold(request.hold) { _ = try tx.end(hold, at: moment) }
        return Belonging()
      },
      finish: { tx, visits in
        guard let visit = visits.first else { return }
        try tx.end(request, .booked, visit: visit.id, by: who, at: moment)
        try tx.writeReminder(of: visit, message, at: moment, by: who)
      })
    guard let visit = visits.first else { throw NotFound("visit") }
    return visit
  }

  /// Says no, with the reason, and gives the time free. Whoever asked is told by a person.
  package func decline(_ id: ID<VisitRequest>, because reason: String, by who: Who) async throws {
    try who.require(.bookVisits)
    let reason = try CleanText.line(reason, of: "The reason", limit: 200)
    guard !reason.isEmpty else {
      throw InvalidInput("reason", "Say in a few words why, and what they were told.")
    }
    let moment = now()
    try await store.write { tx in
      try tx.close(tx.request(id, by: who), .declined, reason, by: who, at: moment)
    }
  }

  /// The patient takes back what they asked for.
  package func withdrawOwn(_ id: ID<VisitRequest>, _ access: OwnAccess) async throws {
    let moment = now()
    try await store.write { tx in
      let request = try tx.request(id, by: access.who)
      guard request.patient == access.patient else { throw NotFound("request") }
      try tx.close(request, .withdrawn, "", by: access.who, at: moment)
    }
  }
}

extension VisitRequest {
  package var patient: ID<Patient>? { if case .patient(let id, _) = from { id } else { nil } }
}

extension Transaction {
  fileprivate func request(_ id: ID<VisitRequest>, by who: Who) throws -> VisitRequest {
    guard let found = try requests("r.id = \(id)").first, who.may(at: found.slot.location) else {
      throw NotFound("request")
    }
    return found
  }

  /// Ends a request without a visit. Ended so already is fine.
  func close(
    _ request: VisitRequest, _ outcome: VisitRequest.Outcome, _ reason: String, by who: Who,
    at moment: Instant
  ) throws {
    if request.outcome == outcome { return }
    guard request.outcome == .open else { throw OnlineRefused.requestOver }
    if let hold = try hold(request.hold) { _ = try end(hold, at: moment) }
    try end(request, outcome, reason, by: who, at: moment)
  }

  fileprivate func end(
    _ request: VisitRequest, _ outcome: VisitRequest.Outcome, _ reason: String = "",
    visit: ID<Appointment>? = nil, by who: Who, at moment: Instant
  ) throws {
    try run(
      """
      UPDATE visit_request SET ended_at = \(moment), ended_by = \(who.name), outcome = \(outcome),
        reason = \(reason), appointment = \(visit) WHERE id = \(request.id)
      """)
    try endWork(
      kind: VisitRequest.work, key: request.id.rawValue, outcome: outcome.rawValue, by: who.name, at: moment)
    try audit(
      "request.\(outcome.rawValue)", by: who, patients: [request.patient].compactMap { $0?.rawValue },
      subject: "request:\(request.id)", at: moment)
  }
}
