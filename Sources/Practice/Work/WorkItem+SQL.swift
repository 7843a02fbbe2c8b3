import Kernel
import Store

extension Transaction {
  /// Lists work for people, in the commit of the fact that causes it. The same work that is still open stays as it is.
  package func addWork(_ item: WorkItem) throws {
    try run(
      """
      INSERT INTO work_item (id, kind, key, title, reason, due, urgency, role, location, patient, link, action, made_at)
      VALUES (\(item.id), \(item.kind), \(item.key), \(item.title), \(item.reason), \(item.due), \(item.urgency),
        \(item.role), \(item.location), \(item.patient), \(item.link), \(item.action), \(item.madeAt))
      ON CONFLICT (kind, key) WHERE ended_at IS NULL DO NOTHING
      """)
    try announce(Practice.workTopic)
  }

  /// Ends open work whose cause is gone or which was done; false where none was open.
  @discardableResult
  package func endWork(kind: String, key: String, outcome: String, by name: String, at moment: Instant) throws
    -> Bool
  {
    let ended = try change(
      """
      UPDATE work_item SET ended_at = \(moment), ended_by = \(name), outcome = \(outcome)
      WHERE kind = \(kind) AND key = \(key) AND ended_at IS NULL
      """)
    if ended > 0 { try announce(Practice.workTopic) }
    return ended > 0
  }

  /// Opens work again whose end was taken back with the deed that ended it.
  package func reopenWork(kind: String, key: String, endedAt moment: Instant) throws {
    let opened = try change(
      """
      UPDATE work_item SET ended_at = NULL, ended_by = NULL, outcome = NULL
      WHERE kind = \(kind) AND key = \(key) AND ended_at = \(moment) AND NOT EXISTS (
        SELECT 1 FROM work_item o WHERE o.kind = \(kind) AND o.key = \(key) AND o.ended_at IS NULL)
      """)
    if opened > 0 { try announce(Practice.workTopic) }
  }

  /// Work that fits, what is due first on top.
  package func work(where condition: SQL, most: Int) throws -> [WorkItem] {
    try rows(
      """
      SELECT id, kind, key, title, reason, due, urgency, role, location, patient, link, action, made_at, ended_at,
        ended_by, outcome
      FROM work_item WHERE \(condition) ORDER BY urgency, due, id LIMIT \(most)
      """
    ).map { row in
      let ended: Instant? = try row("ended_at")
      return WorkItem(
        id: try row("id"), kind: try row("kind"), key: try row("key"), title: try row("title"),
        reason: try row("reason"), due: try row("due"), urgency: try row("urgency"), role: try row("role"),
        location: try row("location"), patient: try row("patient"), link: try row("link"),
        action: try row("action"), madeAt: try row("made_at"),
        end: try ended.map { WorkItem.End(at: $0, by: try row("ended_by"), outcome: try row("outcome")) })
    }
  }
}
