import Kernel
import Practice
import Store

let standsTables = """
  -- A message that a visit takes place after all, and the one it takes back. It waits and goes like one about a move.
  CREATE TABLE message_stands (
    message TEXT PRIMARY KEY NOT NULL REFERENCES visit_message (id),
    cancelled TEXT NOT NULL REFERENCES visit_message (id)
  ) {strict};
  CREATE INDEX message_stands_by_cancelled ON message_stands (cancelled);
  """

/// The kind of a message, in a query that calls messages `m`.
let kindOfMessage: SQL =
  "CASE WHEN EXISTS (SELECT 1 FROM message_stands b WHERE b.message = m.id) THEN 'stands' ELSE m.kind END"

extension Transaction {
  /// Writes to a patient who was told already of what is undone now: that their visit takes place after all, or when it
  /// is again. What may have been sent counts as told: better one message too many than a patient who stays at home.
  func takeBackWhatWasTold(
    of step: VisitStep, about visit: Appointment, _ newID: () -> String, at moment: Instant, by who: Who
  ) throws {
    guard visit.status.isComing, visit.start > moment else { return }
    switch step.kind {
    case .cancelled:
      guard
        let told = try told(
          .cancelled, of: visit,
          """
          NOT EXISTS (SELECT 1 FROM message_stands b JOIN visit_message t ON t.id = b.message
            WHERE b.cancelled = m.id AND t.outcome <> 'withdrawn')
          """)
      else { return }
      let (message, (name, place)) = (newID(), try names(of: visit.slot))
      try write(
        .moved,
        "Your visit on \(visit.slot.day.weekday.name), \(visit.slot.day.long), at \(visit.slot.time) with "
          + "\(name) in \(place) takes place after all. It was cancelled by mistake; we are sorry.",
        for: visit, message, at: moment, by: who)
      try run("INSERT INTO message_stands (message, cancelled) VALUES (\(message), \(told))")
    case .moved:
      // The message may have been dated a moment before the step it is about.
      let since = step.at.advanced(bySeconds: -60)
      guard try told(.moved, of: visit, "m.written_at > \(since)") != nil else { return }
      try writeMoved(visit, newID(), at: moment, by: who)
    default: return
    }
    try tell("message.written", visit, at: moment, by: who)
  }

  private func told(
    _ kind: VisitMessage.Kind, of visit: Appointment, _ condition: SQL
  ) throws -> ID<VisitMessage>? {
    try value(
      """
      SELECT m.id FROM visit_message m
      WHERE m.appointment = \(visit.id) AND m.kind = \(kind) AND \(condition)
        AND (m.outcome = 'told' OR EXISTS (SELECT 1 FROM message_sending s
          WHERE s.message = m.id AND s.outcome IN ('begun', 'accepted', 'unsure')))
      ORDER BY m.written_at DESC, m.id LIMIT 1
      """)
  }
}
