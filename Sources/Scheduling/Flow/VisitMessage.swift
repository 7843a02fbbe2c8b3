import Kernel
import Practice
import Store

/// What a patient is to be told about a visit. It waits until it is sent, told on the phone, or no longer true.
package struct VisitMessage: Sendable {
  package let id: ID<VisitMessage>
  package let board: BoardVisit
  package let kind: Kind
  package let words: String
  package let writtenAt: Instant
  package let writtenBy: String
  /// Where it goes from here.
  package let route: MessageRoute

  package enum Kind: String, Sendable, Stored, CaseIterable {
    case late, moved, cancelled, reminder
    /// A cancellation that the patient was told of is taken back. It is kept as one that was moved, with a row beside it.
    case stands

    package var words: String {
      switch self {
      case .late: "Runs late"
      case .moved: "Moved"
      case .cancelled: "Cancelled"
      case .reminder: "Reminder"
      case .stands: "Takes place after all"
      }
    }
  }
}

extension Scheduling {
  /// The messages that wait at a place, first written first, and where each goes by the ways that are set up. Seeing
  /// them is written to the audit trail.
  package func messages(
    at location: ID<Location>, reach: Reach = [], by who: Who
  ) async throws -> [VisitMessage] {
    try who.require(.seeSchedule)
    guard who.may(at: location) else { throw NotFound("location") }
    let moment = now()
    let waiting = try await store.read { try $0.waitingMessages(at: location, reach, at: moment) }
    try await saw(
      "message.listed", waiting.map(\.board.visit.patient.rawValue), "location:\(location)", "", who)
    return waiting
  }

  /// Somebody told the patient, so the message need not be sent. Ended already is fine.
  package func told(_ id: ID<VisitMessage>, by who: Who) async throws {
    try await end(id, "told", by: who)
  }

  /// The message is not true any more, or not wanted. Ended already is fine.
  package func withdraw(_ id: ID<VisitMessage>, by who: Who) async throws {
    try await end(id, "withdrawn", by: who)
  }

  private func end(_ id: ID<VisitMessage>, _ outcome: String, by who: Who) async throws {
    try who.require(.runDay)
    let moment = now()
    try await store.write { tx in
      guard
        let visit: ID<Appointment> = try tx.value("SELECT appointment FROM visit_message WHERE id = \(id)")
      else { throw NotFound("message") }
      let told = try tx.visit(visit, seen: nil, by: who)
      guard try tx.endMessage(id, outcome, at: told.slot.location, by: who.name, moment) else { return }
      try tx.tell("message.\(outcome)", told, at: moment, by: who)
    }
  }

  /// Writes a reminder for a visit that lies ahead.
  package func remind(_ id: ID<Appointment>, by who: Who) async throws {
    try who.require(.bookVisits)
    let (moment, message) = (now(), newID())
    try await store.write { tx in
      let visit = try tx.visit(id, seen: nil, by: who)
      guard visit.status.isComing, visit.start > moment else {
        throw MessageRefused.notAhead
      }
      try tx.writeReminder(of: visit, message, at: moment, by: who)
      try tx.tell("message.written", visit, at: moment, by: who)
    }
  }
}

/// The kind of work that waiting messages are.
private let messageWork = "schedule.messages"

package enum MessageRefused: Refusal, Equatable {
  case notAhead

  package var sentence: String { "This visit does not lie ahead, so there is nothing to remind of." }
}

extension Transaction {
  /// Writes a reminder as it is said on the phone.
  func writeReminder(of visit: Appointment, _ id: String, at moment: Instant, by who: Who) throws {
    let place = try location(visit.slot.location)?.name ?? ""
    let (day, time) = (visit.slot.day, visit.slot.time)
    try write(
      .reminder,
      "You have a visit on \(day.weekday.name), \(day.long), at \(time) in \(place). "
        + "If you cannot come, please tell us, so that somebody else can.",
      for: visit, id, at: moment, by: who)
  }

  /// Writes a message that waits; an older one of its kind about the same visit is no longer true. That messages wait
  /// is work for somebody.
  func write(
    _ kind: VisitMessage.Kind, _ words: String, for visit: Appointment, _ id: String, at moment: Instant,
    by who: Who
  ) throws {
    try withdrawMessages([kind], about: visit, at: moment, by: who.name)
    try run(
      """
      INSERT INTO visit_message (id, appointment, kind, words, written_at, written_by, outcome)
      VALUES (\(id), \(visit.id), \(kind), \(words), \(moment), \(who.name), 'waiting')
      """)
    let place = visit.slot.location
    try addWork(
      WorkItem(
        id: ID(rawValue: id), kind: messageWork, key: place.rawValue, title: "Tell patients what has changed",
        reason: "Messages about delays, moved and cancelled visits wait to be sent or said on the phone.",
        due: moment, urgency: .soon, location: place, link: "/schedule/messages?location=\(place)",
        action: "See the messages", madeAt: moment))
  }

  /// What waits to be told about a visit is no longer true.
  func withdrawMessages(
    _ kinds: [VisitMessage.Kind], about visit: Appointment, at moment: Instant, by name: String
  ) throws {
    let changed = try change(
      """
      UPDATE visit_message SET ended_at = \(moment), ended_by = \(name), outcome = 'withdrawn'
      WHERE appointment = \(visit.id) AND kind IN (\(each: kinds)) AND ended_at IS NULL
      """)
    if changed > 0 { try endMessageWork(at: visit.slot.location, by: name, at: moment) }
  }

  /// False where it had ended already.
  @discardableResult
  func endMessage(
    _ id: ID<VisitMessage>, _ outcome: String, at place: ID<Location>, by name: String, _ moment: Instant
  ) throws -> Bool {
    let changed = try change(
      """
      UPDATE visit_message SET ended_at = \(moment), ended_by = \(name), outcome = \(outcome)
      WHERE id = \(id) AND ended_at IS NULL
      """)
    if changed == 1 { try endMessageWork(at: place, by: name, at: moment) }
    return changed == 1
  }

  /// Once no message waits at a place any more, that is nobody's work.
  fileprivate func endMessageWork(at place: ID<Location>, by name: String, at moment: Instant) throws {
    let waiting: Int? = try value(
      """
      SELECT 1 FROM visit_message m JOIN appointment a ON a.id = m.appointment
      WHERE m.ended_at IS NULL AND a.location = \(place) LIMIT 1
      """)
    if waiting == nil {
      try endWork(kind: messageWork, key: place.rawValue, outcome: "Nothing waits", by: name, at: moment)
    }
  }

  fileprivate func waitingMessages(
    at location: ID<Location>, _ reach: Reach, at moment: Instant
  ) throws -> [VisitMessage] {
    let rows = try rows(
      """
      SELECT m.id, m.appointment, \(kindOfMessage) AS kind, m.words, m.written_at, m.written_by
      FROM visit_message m JOIN appointment a ON a.id = m.appointment
      WHERE m.ended_at IS NULL AND a.location = \(location) ORDER BY m.written_at, a.start_at, m.id LIMIT 500
      """)
    let routes: [ID<VisitMessage>: MessageRoute] =
      reach.isEmpty
      ? [:]
      : try messageFacts(
        where: "m.id IN (\(each: try rows.map { try $0("id") as ID<VisitMessage> }))", at: moment
      )
      .reduce(into: [:]) { $0[$1.id] = $1.route(at: moment, reach) }
    let ids: [ID<Appointment>] = try rows.map { try $0("appointment") }
    let visits = Dictionary(
      uniqueKeysWithValues: try boardVisits(where: "a.id IN (\(each: Set(ids)))").map { ($0.visit.id, $0) })
    return try rows.compactMap { row in
      guard let board = visits[try row("appointment")] else { return nil }
      let id: ID<VisitMessage> = try row("id")
      return VisitMessage(
        id: id, board: board, kind: try row("kind"), words: try row("words"),
        writtenAt: try row("written_at"), writtenBy: try row("written_by"), route: routes[id] ?? .desk(""))
    }
  }

  /// What was written about one visit, with how it ended.
  func messages(about visit: ID<Appointment>) throws -> [WrittenMessage] {
    try rows(
      """
      SELECT \(kindOfMessage) AS kind, m.words, m.written_at, m.written_by, m.ended_at, m.ended_by, m.outcome, s.channel
      FROM visit_message m LEFT JOIN message_sending s ON s.message = m.id AND s.outcome = 'accepted'
      WHERE m.appointment = \(visit) ORDER BY m.written_at, m.id
      """
    ).map {
      WrittenMessage(
        kind: try $0("kind"), words: try $0("words"), writtenAt: try $0("written_at"),
        writtenBy: try $0("written_by"), endedAt: try $0("ended_at"), endedBy: try $0("ended_by"),
        wasTold: try $0("outcome") == "told", sentBy: try $0("channel"))
    }
  }
}

/// A message in the history of its visit.
package struct WrittenMessage: Sendable {
  package let kind: VisitMessage.Kind
  package let words: String
  package let writtenAt: Instant
  package let writtenBy: String
  package let endedAt: Instant?
  package let endedBy: String?
  package let wasTold: Bool
  /// The way it was sent; nil where somebody said it.
  package let sentBy: MessageChannel?
}
