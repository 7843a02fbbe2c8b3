import Kernel
import Practice
import Store

extension Scheduling {
  /// The rules in use, the earliest reminder first.
  package func reminderRules(by who: Who) async throws -> [ReminderRule] {
    try who.require(.seeSchedule)
    return try await store.read { try $0.reminderRules() }
  }

  @discardableResult
  package func addReminderRule(_ draft: ReminderDraft, by who: Who) async throws -> ReminderRule {
    try who.require(.manageSchedule)
    try draft.check()
    let rule = ReminderRule(id: ID(rawValue: newID()), draft: draft, addedAt: now())
    try await knowingTypes {
      try await store.write { tx in
        try tx.insert(rule, by: who)
        try tx.audit("reminder_rule.added", by: who, subject: "reminder_rule:\(rule.id)", at: rule.addedAt)
      }
    }
    return rule
  }

  /// Replaces a rule by another one: what the old one has written stays its own, and the new one begins now.
  package func editReminderRule(_ id: ID<ReminderRule>, _ draft: ReminderDraft, by who: Who) async throws {
    try who.require(.manageSchedule)
    try draft.check()
    let rule = ReminderRule(id: ID(rawValue: newID()), draft: draft, addedAt: now())
    try await knowingTypes {
      try await store.write { tx in
        guard try tx.retire(id, by: who, at: rule.addedAt) else { throw NotFound("reminder") }
        try tx.insert(rule, by: who)
        try tx.audit(
          "reminder_rule.changed", by: who, subject: "reminder_rule:\(id)",
          detail: "reminder_rule:\(rule.id)",
          at: rule.addedAt)
      }
    }
  }

  package func retireReminderRule(_ id: ID<ReminderRule>, by who: Who) async throws {
    try who.require(.manageSchedule)
    let moment = now()
    try await store.write { tx in
      guard try tx.retire(id, by: who, at: moment) else { return }
      try tx.audit("reminder_rule.retired", by: who, subject: "reminder_rule:\(id)", at: moment)
    }
  }

  /// Whether e-mail says with whom the visit is.
  package func messagesNameProvider(by who: Who) async throws -> Bool {
    try who.require(.seeSchedule)
    return try await store.read { try $0.messagesNameProvider() }
  }

  package func nameProviderInMessages(_ yes: Bool, by who: Who) async throws {
    try who.require(.manageSchedule)
    let moment = now()
    try await store.write { tx in
      try tx.run(
        """
        INSERT INTO message_settings (id, names_provider, changed_at, changed_by)
        VALUES (1, \(yes), \(moment), \(who.name))
        ON CONFLICT (id) DO UPDATE SET names_provider = excluded.names_provider, changed_at = excluded.changed_at,
          changed_by = excluded.changed_by
        """)
      try tx.audit("message.settings_changed", by: who, detail: yes ? "names the clinician" : "", at: moment)
    }
  }

  private func knowingTypes(_ work: () async throws -> Void) async throws {
    do {
      try await work()
    } catch let error as StoreError where error.kind == .foreignKey {
      throw NotFound("visit type")
    }
  }
}

extension Transaction {
  func reminderRules() throws -> [ReminderRule] {
    let types: [ID<ReminderRule>: Set<ID<VisitType>>] = try rows(
      "SELECT rule, visit_type FROM reminder_rule_type"
    )
    .reduce(into: [:]) { $0[try $1("rule"), default: []].insert(try $1("visit_type")) }
    return try rows(
      """
      SELECT id, ahead, channel, note_en, note_es, added_at FROM reminder_rule
      WHERE retired_at IS NULL ORDER BY ahead DESC, id
      """
    ).map { row in
      let id: ID<ReminderRule> = try row("id")
      return ReminderRule(
        id: id,
        draft: ReminderDraft(
          ahead: try row("ahead"), channel: try row("channel"), types: types[id] ?? [],
          noteEnglish: try row("note_en"), noteSpanish: try row("note_es")),
        addedAt: try row("added_at"))
    }
  }

  fileprivate func insert(_ rule: ReminderRule, by who: Who) throws {
    let draft = rule.draft
    try run(
      """
      INSERT INTO reminder_rule (id, ahead, channel, note_en, note_es, added_at, added_by)
      VALUES (\(rule.id), \(draft.ahead), \(draft.channel), \(draft.noteEnglish), \(draft.noteSpanish),
        \(rule.addedAt), \(who.name))
      """)
    for type in draft.types.sorted() {
      try run("INSERT INTO reminder_rule_type (rule, visit_type) VALUES (\(rule.id), \(type))")
    }
  }

  fileprivate func retire(_ id: ID<ReminderRule>, by who: Who, at moment: Instant) throws -> Bool {
    try change(
      """
      UPDATE reminder_rule SET retired_at = \(moment), retired_by = \(who.name)
      WHERE id = \(id) AND retired_at IS NULL
      """) == 1
  }
}
