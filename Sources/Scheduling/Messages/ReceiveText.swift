import Kernel
import Practice
import Records
import Store

/// The kind of work that answers are which only a person understands.
private let answerWork = "text.answer"

extension Scheduling {
  /// Takes in what somebody sent by text message: confirms what they were last reminded of, stops or starts their
  /// messages, or puts it before a person. One number may stand for a family: a yes is for each visit that the number
  /// was reminded of on the day of its last reminder. What the gateway tells twice counts once.
  ///
  /// - Returns: what to answer; nil for nothing.
  package func receiveText(
    from phone: PhoneNumber, _ words: String, receipt: String
  ) async throws -> String? {
    let (moment, newID) = (now(), newID)
    let text = Incoming(
      id: newID(), phone: phone, words: String(words.prefix(1600)), receipt: receipt,
      meaning: TextAnswer(words))
    do {
      return try await store.write { try $0.take(text, at: moment) }
    } catch let error as StoreError where error.kind == .unique {
      return nil
    }
  }
}

private struct Incoming: Sendable {
  let id: String
  let phone: PhoneNumber
  let words: String
  let receipt: String
  let meaning: TextAnswer
}

/// What a number was reminded of on the day of its last reminder.
private struct Reminded {
  /// The last one first.
  let visits: [Appointment]
  let place: Location

  func coming(at moment: Instant) -> [Appointment] {
    visits.filter { $0.status.isComing && $0.start > moment }.sorted { $0.start < $1.start }
  }
}

extension Transaction {
  fileprivate func take(_ text: Incoming, at moment: Instant) throws -> String? {
    let known: String? = try value("SELECT id FROM text_received WHERE receipt = \(text.receipt)")
    if known != nil { return nil }
    let who = Who.system("Text message")
    let reminded = try lastReminded(text.phone, at: moment)
    let last = reminded?.visits.first
    let patient = try last?.patient ?? owner(of: text.phone)
    let reply = try reply(to: patient, at: reminded?.place)
    try run(
      """
      INSERT INTO text_received (id, receipt, phone, patient, appointment, at, words, meaning)
      VALUES (\(text.id), \(text.receipt), \(text.phone), \(patient), \(last?.id), \(moment), \(text.words),
        \(text.meaning))
      """)
    try audit(
      "message.received", by: who, patients: patient.map { [$0.rawValue] } ?? [], subject: "text:\(text.id)",
      detail: text.meaning.rawValue, at: moment)
    switch text.meaning {
    case .stop: return try stopTexts(to: text.phone, how: "answered STOP", at: moment) ? reply.stopped : nil
    case .start:
      return try startTexts(to: text.phone, how: "answered START", at: moment) ? reply.started : nil
    case .help: return reply.help
    case .confirm:
      let coming = reminded?.coming(at: moment) ?? []
      if coming.isEmpty { fallthrough }
      for visit in coming { _ = try advance(visit.id, to: .confirmed, nil, batch: "", by: who, at: moment) }
      return reply.confirmed(coming.map(\.slot))
    case .other:
      try addWork(answer(text, patient, at: reminded?.place ?? locations().first, moment))
      return try hasStopped(text.phone) ? nil : reply.handedOn
    }
  }

  private func answer(
    _ text: Incoming, _ patient: ID<Patient>?, at place: Location?, _ moment: Instant
  ) -> WorkItem {
    WorkItem(
      id: ID(rawValue: text.id), kind: answerWork, key: text.id, title: "A patient answered by text",
      reason: "Read what they wrote, and call back where that helps.", due: moment.advanced(byMinutes: 60),
      urgency: .soon, location: place?.id, patient: patient?.rawValue,
      link: "/schedule/messages" + (place.map { "?location=\($0.id)" } ?? ""), action: "Read it",
      madeAt: moment)
  }

  private func lastReminded(_ phone: PhoneNumber, at moment: Instant) throws -> Reminded? {
    let since = moment.advanced(byMinutes: -14 * 1440)
    let sent = try rows(
      """
      SELECT a.id, MAX(s.begun_at) AS begun_at FROM patient_phone f
        JOIN appointment a ON a.patient = f.patient
        JOIN visit_message m ON m.appointment = a.id AND m.kind = 'reminder'
        JOIN message_sending s ON s.message = m.id AND s.channel = 'text' AND s.outcome IN ('accepted', 'unsure')
      WHERE f.phone = \(phone) AND f.may_text AND a.start_at > \(since) AND s.begun_at > \(since)
      GROUP BY a.id, a.start_at ORDER BY begun_at DESC, a.start_at DESC, a.id LIMIT 50
      """
    ).map { (visit: try $0("id") as ID<Appointment>, at: try $0("begun_at") as Instant) }
    guard let last = sent.first, let visit = try appointment(last.visit),
      let place = try location(visit.slot.location)
    else { return nil }
    let day = place.zone.day(of: last.at)
    let visits = try sent.filter { place.zone.day(of: $0.at) == day }.compactMap { try appointment($0.visit) }
    return Reminded(visits: visits, place: place)
  }

  /// Whose number it is, where it is one person's alone.
  private func owner(of phone: PhoneNumber) throws -> ID<Patient>? {
    let all: [ID<Patient>] = try rows("SELECT DISTINCT patient FROM patient_phone WHERE phone = \(phone)")
      .map { try $0("patient") }
    return all.count == 1 ? all.first : nil
  }

  private func reply(to patient: ID<Patient>?, at place: Location?) throws -> TextReply {
    let language: String? = try patient.flatMap { try value("SELECT language FROM patient WHERE id = \($0)") }
    let first = try place ?? locations().first(where: \.active)
    return TextReply(
      language: Tongue(of: language ?? ""),
      practice: try practiceProfile()?.name ?? first?.name ?? "",
      phone: first?.phone)
  }

  fileprivate func hasStopped(_ phone: PhoneNumber) throws -> Bool {
    let stop: Int? = try value("SELECT number FROM text_stop WHERE phone = \(phone) AND undone_at IS NULL")
    return stop != nil
  }

  /// False where they had stopped already.
  @discardableResult
  func stopTexts(to phone: PhoneNumber, how: String, at moment: Instant) throws -> Bool {
    if try hasStopped(phone) { return false }
    let last: Int? = try value("SELECT MAX(number) FROM text_stop WHERE phone = \(phone)")
    try run(
      "INSERT INTO text_stop (phone, number, at, how) VALUES (\(phone), \((last ?? 0) + 1), \(moment), \(how))"
    )
    return true
  }

  /// False where nothing was stopped.
  func startTexts(to phone: PhoneNumber, how: String, at moment: Instant) throws -> Bool {
    try change(
      """
      UPDATE text_stop SET undone_at = \(moment), undone_how = \(how)
      WHERE phone = \(phone) AND undone_at IS NULL
      """) == 1
  }
}
