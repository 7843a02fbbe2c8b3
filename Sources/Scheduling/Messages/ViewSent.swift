import Kernel
import Practice
import Records
import Store

/// A message that has left the house.
package struct SentMessage: Sendable {
  package let kind: VisitMessage.Kind
  package let channel: MessageChannel
  package let at: Instant
  package let visit: ID<Appointment>
  package let patient: PersonName
}

/// What somebody sent us by text message.
package struct ReceivedText: Sendable {
  package let at: Instant
  package let phone: PhoneNumber
  package let words: String
  package let meaning: TextAnswer
  package let patient: ID<Patient>?
  package let name: PersonName?
  package let visit: ID<Appointment>?
}

extension Scheduling {
  /// What was sent to patients of a place on a day, last first. Seeing it is written to the audit trail.
  package func sentMessages(
    on day: LocalDay, at location: ID<Location>, by who: Who
  ) async throws -> [SentMessage] {
    try who.require(.seeSchedule)
    guard who.may(at: location) else { throw NotFound("location") }
    let (sent, patients) = try await store.read { try $0.sentMessages(on: day, at: location) }
    try await saw("message.sent_listed", patients, "location:\(location)", "\(day)", who)
    return sent
  }

  /// What patients of a place answered in the last week and nobody but a person understands, last first; also what came
  /// from numbers nobody knows. Seeing it is written to the audit trail.
  package func answers(at location: ID<Location>, by who: Who) async throws -> [ReceivedText] {
    try who.require(.seeSchedule)
    guard who.may(at: location) else { throw NotFound("location") }
    let since = now().advanced(byMinutes: -7 * 1440)
    let texts = try await store.read { tx in
      try tx.texts(
        where: """
          t.at > \(since) AND t.meaning = 'other' AND (t.appointment IS NULL OR EXISTS (
            SELECT 1 FROM appointment a WHERE a.id = t.appointment AND a.location = \(location)))
          """)
    }
    try await saw(
      "message.answers_listed", texts.compactMap(\.patient?.rawValue), "location:\(location)", "", who)
    return texts.reversed()
  }
}

extension Transaction {
  fileprivate func sentMessages(
    on day: LocalDay, at location: ID<Location>
  ) throws -> (sent: [SentMessage], patients: [String]) {
    guard let zone = try self.location(location)?.zone else { return ([], []) }
    let range = zone.range(of: day)
    let rows = try rows(
      """
      SELECT \(kindOfMessage) AS kind, s.channel, s.ended_at, a.id, a.patient, n.family, n.given, n.prefix, n.suffix
      FROM message_sending s
        JOIN visit_message m ON m.id = s.message JOIN appointment a ON a.id = m.appointment
        JOIN patient_name n ON n.patient = a.patient AND n.place = 0
      WHERE s.outcome = 'accepted' AND s.begun_at >= \(range.lowerBound) AND s.begun_at < \(range.upperBound)
        AND a.location = \(location)
      ORDER BY s.begun_at DESC, m.id LIMIT 500
      """)
    return (
      try rows.map {
        SentMessage(
          kind: try $0("kind"), channel: try $0("channel"), at: try $0("ended_at"), visit: try $0("id"),
          patient: PersonName(
            family: try $0("family"), given: try $0("given"), prefix: try $0("prefix"),
            suffix: try $0("suffix")))
      }, try rows.map { try $0("patient") }
    )
  }

  /// What came in, first to last.
  func texts(where condition: SQL) throws -> [ReceivedText] {
    try rows(
      """
      SELECT t.at, t.phone, t.words, t.meaning, t.patient, t.appointment, n.family, n.given, n.prefix, n.suffix
      FROM text_received t LEFT JOIN patient_name n ON n.patient = t.patient AND n.place = 0
      WHERE \(condition) ORDER BY t.at, t.id
      """
    ).map { row in
      let family: String? = try row("family")
      return ReceivedText(
        at: try row("at"), phone: try row("phone"), words: try row("words"), meaning: try row("meaning"),
        patient: try row("patient"),
        name: try family.map {
          PersonName(
            family: $0, given: try row("given"), prefix: try row("prefix"), suffix: try row("suffix"))
        }, visit: try row("appointment"))
    }
  }
}
