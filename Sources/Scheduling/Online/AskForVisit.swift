import Kernel
import Practice
import Records
import Store

/// A visit as somebody books it, or asks for it, by themselves.
package struct OnlineBooking: Sendable {
  package var visitType: ID<VisitType>
  package var slot: Slot
  /// What they want the office to know.
  package var words: String
  package var submission: String

  package init(visitType: ID<VisitType>, slot: Slot, words: String = "", submission: String) {
    self.visitType = visitType
    self.slot = slot
    self.words = words
    self.submission = submission
  }
}

/// What came of it: the visit stands, or the desk will answer.
package enum OnlineBooked: Sendable, Equatable {
  case booked(ID<Appointment>)
  case asked(ID<VisitRequest>)
}

extension Scheduling {
  /// How many requests may wait at a place, and come from one network within an hour from people nobody knows. Who is at
  /// their own page is known, and held to the practice's number.
  private static let mostWaiting = 40
  private static let mostAnHour = 10

  /// A patient books a time that is offered to them, or asks for it where the practice wants to say yes first.
  ///
  /// - Throws: ``OnlineRefused`` or ``BookingRefused`` where it cannot be had.
  package func bookOwn(_ booking: OnlineBooking, _ access: OwnAccess) async throws -> OnlineBooked {
    let guest = OnlineGuest.patient(access)
    let choices = try await onlineChoices(for: guest)
    guard let kind = choices.kind(booking.visitType) else { throw OnlineRefused.notOpen }
    if kind.online.way == .asked { return .asked(try await ask(booking, guest, nil, choices.rules)) }
    try await requireOffered(booking, guest)
    let ask = BookingAsk(
      patient: access.patient, visitType: booking.visitType, slot: booking.slot, note: booking.words,
      submission: booking.submission)
    let moment = now()
    let visits = try await book(
      [ask], by: access.who,
      prepare: { tx in
        try tx.requireFewer(than: choices.rules.most, of: access.patient, by: access.who, at: moment)
        return Belonging()
      })
    guard let visit = visits.first else { throw NotFound("visit") }
    return .booked(visit.id)
  }

  /// Somebody whom nobody knows yet asks for a visit.
  ///
  /// - Throws: ``OnlineRefused``, ``BookingRefused`` or `InvalidInput`.
  @discardableResult
  package func askAsNewcomer(
    _ booking: OnlineBooking, _ newcomer: Newcomer, address: String, request: String
  ) async throws -> ID<VisitRequest> {
    let newcomer = try newcomer.checked(today: Zone.utc.day(of: now()).advanced(by: 1))
    let rules = try await store.read { try $0.onlineRules() }
    return try await ask(
      booking, .newcomer(.online(address: address, request: request)), newcomer, rules)
  }

  private func ask(
    _ booking: OnlineBooking, _ guest: OnlineGuest, _ newcomer: Newcomer?, _ rules: OnlineRules
  ) async throws -> ID<VisitRequest> {
    let words = try CleanText.lines(booking.words, of: "The message", limit: 300)
    try await requireOffered(booking, guest)
    let (who, moment, id) = (guest.who, now(), ID<VisitRequest>(rawValue: newID()))
    let ask = PlanAsk(patient: guest.patient, visitType: booking.visitType, slot: booking.slot)
    let hold = Hold(
      id: ID(rawValue: newID()), patient: guest.patient, visitType: booking.visitType, slot: booking.slot,
      madeBy: who.staff, madeByName: who.name, expires: moment.advanced(byMinutes: rules.keepHours * 60))
    do {
      let network = NetworkAddress.counted(who.address)
      // What is counted is counted one after the other.
      let locks = likelyLocks(for: [ask]).union([
        "asked at \(booking.slot.location)", "asked from \(network)",
      ])
      return try await store.write(locking: locks, kept: .byQueues) { tx in
        guard let plan = try tx.plans([ask], now: moment).first else { throw NotFound("time") }
        if let patient = guest.patient {
          try tx.requireFewer(than: rules.most, of: patient, by: who, at: moment)
        }
        let waiting: Int? = try tx.value(
          "SELECT COUNT(*) FROM visit_request WHERE location = \(booking.slot.location) AND ended_at IS NULL")
        guard (waiting ?? 0) < Self.mostWaiting else { throw OnlineRefused.busy }
        if newcomer != nil {
          let hour = moment.advanced(byMinutes: -60)
          let recent: Int? = try tx.value(
            """
            SELECT COUNT(*) FROM visit_request
            WHERE asked_at > \(hour) AND address = \(network) AND patient IS NULL
            """)
          guard (recent ?? 0) < Self.mostAnHour else { throw OnlineRefused.busy }
        }
        try tx.keepTime(hold, plan, by: who, at: moment)
        try tx.insert(id, booking, words, guest.patient, newcomer, hold, from: network, by: who, at: moment)
        try tx.remember(
          submission: booking.submission, by: who.staff.rawValue, answer: id.rawValue, at: moment)
        return id
      }
    } catch {
      if let before = try await asked(before: booking.submission, by: who) { return before }
      throw (error as? StoreError)?.asBookingRefusal ?? error
    }
  }

  /// The same form again has its answer, though its time is not offered any more.
  private func requireOffered(_ booking: OnlineBooking, _ guest: OnlineGuest) async throws {
    let answered = try await store.read {
      try $0.answer(forSubmission: booking.submission, by: guest.who.staff.rawValue)
    }
    guard answered == nil else { return }
    let ask = OnlineAsk(visitType: booking.visitType, from: booking.slot.day)
    try await requireOffered(booking.slot, ask, for: guest)
  }

  private func asked(before submission: String, by who: Who) async throws -> ID<VisitRequest>? {
    try await store.read { try $0.answer(forSubmission: submission, by: who.staff.rawValue) }
      .map { ID(rawValue: $0) }
  }
}

extension Transaction {
  /// Counts what somebody booked or asked for by themselves and what is still to come.
  fileprivate func requireFewer(than most: Int, of patient: ID<Patient>, by who: Who, at moment: Instant)
    throws
  {
    let booked: Int? = try value(
      """
      SELECT COUNT(*) FROM appointment a JOIN visit_step s ON s.appointment = a.id AND s.number = 1
      WHERE a.patient = \(patient) AND a.start_at > \(moment) AND a.status IN ('booked', 'confirmed')
        AND s.staff_name = \(who.name)
      """)
    let asked: Int? = try value(
      "SELECT COUNT(*) FROM visit_request WHERE patient = \(patient) AND ended_at IS NULL")
    if (booked ?? 0) + (asked ?? 0) >= most { throw OnlineRefused.enough(most) }
  }

  fileprivate func insert(
    _ id: ID<VisitRequest>, _ booking: OnlineBooking, _ words: String, _ patient: ID<Patient>?,
    _ newcomer: Newcomer?, _ hold: Hold, from network: String, by who: Who, at moment: Instant
  ) throws {
    let slot = booking.slot
    try run(
      """
      INSERT INTO visit_request (id, patient, visit_type, provider, location, day, starts, minutes, hold, family,
        given, birth_date, phone, email, language, words, address, asked_at, outcome, reason)
      VALUES (\(id), \(patient), \(booking.visitType), \(slot.provider), \(slot.location), \(slot.day),
        \(slot.time), \(slot.minutes), \(hold.id), \(newcomer?.name.family ?? ""),
        \(newcomer?.name.given ?? ""), \(newcomer?.birthDate), \(newcomer?.phone), \(newcomer?.email ?? ""),
        \(newcomer?.language ?? ""), \(words), \(network), \(moment), 'open', '')
      """)
    try addWork(
      WorkItem(
        id: ID(rawValue: id.rawValue), kind: VisitRequest.work, key: id.rawValue,
        title: "Somebody asks for a visit",
        reason: "The time is held until it is answered, or the practice’s hours for that are over.",
        due: min(hold.expires, moment.advanced(byMinutes: 240)), urgency: .soon, location: slot.location,
        patient: patient?.rawValue, link: "/requests/\(id)", action: "Answer", madeAt: moment))
    try audit(
      "request.made", by: who, patients: patient.map { [$0.rawValue] } ?? [], subject: "request:\(id)",
      at: moment)
  }
}
