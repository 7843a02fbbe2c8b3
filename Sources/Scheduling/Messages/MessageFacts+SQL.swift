import Kernel
import Post
import Practice
import Records
import Store

extension Transaction {
  /// What waits, first written first, in pieces that are looked at one after the other.
  func waitingToBeSent() throws -> [ArraySlice<ID<VisitMessage>>] {
    let ids: [ID<VisitMessage>] = try rows(
      "SELECT id FROM visit_message WHERE ended_at IS NULL ORDER BY written_at, id"
    ).map { try $0("id") }
    return stride(from: 0, to: ids.count, by: 500).map { ids[$0..<min($0 + 500, ids.count)] }
  }

  /// All that decides how some messages go, in six reads however many there are.
  func messageFacts(where condition: SQL, at moment: Instant) throws -> [MessageFacts] {
    let rows = try rows(
      """
      SELECT m.id, \(kindOfMessage) AS kind, m.written_at, a.id AS visit, v.name AS provider_name, p.language, p.contact_preference, n.given,
        (SELECT c.given FROM patient_name c WHERE c.patient = a.patient AND c.kind = 'preferred'
          ORDER BY c.place LIMIT 1) AS called,
        (SELECT d.patient FROM patient_death d WHERE d.patient = a.patient) AS died,
        w.start_at AS written_for, r.channel, r.note_en, r.note_es, e.starts AS expected
      FROM visit_message m
        JOIN appointment a ON a.id = m.appointment
        JOIN provider v ON v.id = a.provider
        JOIN patient p ON p.id = a.patient
        JOIN patient_name n ON n.patient = a.patient AND n.place = 0
        LEFT JOIN message_start e ON e.message = m.id
        LEFT JOIN reminder_written w ON w.message = m.id
        LEFT JOIN reminder_rule r ON r.id = w.rule
      WHERE \(condition) ORDER BY m.written_at, m.id
      """)
    if rows.isEmpty { return [] }
    let ids: [ID<Appointment>] = try rows.map { try $0("visit") }
    let visits = Dictionary(
      uniqueKeysWithValues: try boardVisits(where: "a.id IN (\(each: Set(ids)))").map {
        ($0.visit.id, $0.visit)
      })
    let patients = Set(visits.values.map(\.patient))
    let (phones, stopped) = try textPhones(of: patients)
    let emails = try emails(of: patients)
    let sendings = try sendings(of: try rows.map { try $0("id") })
    let reminded = try remindedByText(patients, since: moment.advanced(byMinutes: -7 * 1440))
    let places = Dictionary(uniqueKeysWithValues: try locations().map { ($0.id, $0) })
    return try rows.compactMap { row in
      guard let visit = visits[try row("visit")], let place = places[visit.slot.location] else { return nil }
      let (id, language): (ID<VisitMessage>, Tongue) = (
        try row("id"), .init(of: try row("language"))
      )
      let (called, given): (String?, String) = (try row("called"), try row("given"))
      let (died, expected): (String?, Int?) = (try row("died"), try row("expected"))
      let (english, spanish): (String?, String?) = (try row("note_en"), try row("note_es"))
      return MessageFacts(
        id: id, kind: try row("kind"), visit: visit, place: place, providerName: try row("provider_name"),
        writtenAt: try row("written_at"),
        given: called.flatMap { $0.isEmpty ? nil : $0 } ?? given, language: language,
        preference: try row("contact_preference"), hasDied: died != nil, phones: phones[visit.patient] ?? [],
        hasStopped: stopped.contains(visit.patient), emails: emails[visit.patient] ?? [],
        rule: try row("channel"), note: (language == .english ? english : spanish) ?? "",
        writtenFor: try row("written_for"), expected: expected.flatMap { WallTime(minutes: $0) },
        sendings: sendings[id] ?? [],
        remindedByText: reminded[visit.patient] ?? [])
    }
  }

  private func textPhones(
    of patients: Set<ID<Patient>>
  ) throws -> (open: [ID<Patient>: [PhoneNumber]], stopped: Set<ID<Patient>>) {
    var (open, stopped): ([ID<Patient>: [PhoneNumber]], Set<ID<Patient>>) = ([:], [])
    for row in try rows(
      """
      SELECT f.patient, f.phone, s.phone AS stopped FROM patient_phone f
        LEFT JOIN text_stop s ON s.phone = f.phone AND s.undone_at IS NULL
      WHERE f.patient IN (\(each: patients)) AND f.may_text ORDER BY f.patient, f.place
      """)
    {
      let (patient, stop): (ID<Patient>, String?) = (try row("patient"), try row("stopped"))
      if stop == nil { open[patient, default: []].append(try row("phone")) } else { stopped.insert(patient) }
    }
    return (open, stopped)
  }

  private func emails(of patients: Set<ID<Patient>>) throws -> [ID<Patient>: [EmailAddress]] {
    try rows(
      "SELECT patient, email FROM patient_email WHERE patient IN (\(each: patients)) ORDER BY patient, place"
    )
    .reduce(into: [:]) { all, row in
      guard let address = EmailAddress(try row("email") as String) else { return }
      all[try row("patient"), default: []].append(address)
    }
  }

  /// First to last.
  func sendings(of messages: [ID<VisitMessage>]) throws -> [ID<VisitMessage>: [MessageSending]] {
    try rows(
      """
      SELECT message, number, channel, begun_at, ended_at, outcome, reason FROM message_sending
      WHERE message IN (\(each: messages)) ORDER BY message, number
      """
    ).reduce(into: [:]) { all, row in
      all[try row("message"), default: []].append(
        MessageSending(
          number: try row("number"), channel: try row("channel"), begunAt: try row("begun_at"),
          endedAt: try row("ended_at"), outcome: try row("outcome"), reason: try row("reason")))
    }
  }

  private func remindedByText(_ patients: Set<ID<Patient>>, since: Instant) throws -> [ID<Patient>: [Instant]]
  {
    try rows(
      """
      SELECT a.patient, s.begun_at FROM message_sending s
        JOIN visit_message m ON m.id = s.message JOIN appointment a ON a.id = m.appointment
      WHERE s.begun_at > \(since) AND s.channel = 'text' AND s.outcome IN ('begun', 'accepted', 'unsure')
        AND m.kind = 'reminder' AND a.patient IN (\(each: patients))
      """
    ).reduce(into: [:]) { $0[try $1("patient"), default: []].append(try $1("begun_at")) }
  }

  func messagesNameProvider() throws -> Bool {
    try value("SELECT names_provider FROM message_settings WHERE id = 1") ?? false
  }
}
