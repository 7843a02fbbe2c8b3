import Kernel
import Practice
import Records
import Store

extension Scheduling {
  /// The rules in use, in the order of the list.
  package func recallRules(by who: Who) async throws -> [RecallRule] {
    try who.require(.seeSchedule)
    return try await store.read { try $0.recallRules().filter(\.isActive) }
  }

  @discardableResult
  package func addRecallRule(_ draft: RecallDraft, by who: Who) async throws -> RecallRule {
    try who.require(.manageSchedule)
    let rule = RecallRule(id: ID(rawValue: newID()), draft: try draft.checked(), isActive: true)
    let moment = now()
    try await namingRule(rule.draft.name) {
      try await store.write { tx in
        try tx.insert(rule, at: moment)
        try tx.audit("recall_rule.added", by: who, subject: "recall_rule:\(rule.id)", at: moment)
      }
    }
    return rule
  }

  package func editRecallRule(_ id: ID<RecallRule>, _ draft: RecallDraft, by who: Who) async throws {
    try who.require(.manageSchedule)
    let clean = try draft.checked()
    let moment = now()
    try await namingRule(clean.name) {
      try await store.write { tx in
        var rule = try tx.recallRule(id)
        rule.draft = clean
        try tx.update(rule)
        try tx.audit("recall_rule.changed", by: who, subject: "recall_rule:\(id)", at: moment)
      }
    }
  }

  /// Ends a rule. What was tried under it stays in the history.
  package func retireRecallRule(_ id: ID<RecallRule>, by who: Who) async throws {
    try who.require(.manageSchedule)
    let moment = now()
    try await store.write { tx in
      _ = try tx.recallRule(id)
      try tx.run(
        """
        INSERT INTO recall_rule_retirement (rule, at, by_name) VALUES (\(id), \(moment), \(who.name))
        ON CONFLICT (rule) DO NOTHING
        """)
      try tx.audit("recall_rule.retired", by: who, subject: "recall_rule:\(id)", at: moment)
    }
  }

  /// Puts a patient under a rule by hand.
  package func putUnderRecall(_ patient: ID<Patient>, _ rule: ID<RecallRule>, by who: Who) async throws {
    try who.require(.bookVisits)
    let moment = now()
    try await store.write { tx in
      try tx.requireLiving(patient)
      guard try tx.recallRule(rule).draft.kind == .condition else { throw RecallRefused.notByHand }
      try tx.keepUnder(rule, patient, since: Zone.utc.day(of: moment), by: who)
      try tx.audit(
        "recall.added", by: who, patients: [patient.rawValue], subject: "recall_rule:\(rule)", at: moment)
    }
  }

  private func namingRule(_ name: String, _ work: () async throws -> Void) async throws {
    do {
      try await work()
    } catch let error as StoreError where error.kind == .unique {
      throw InvalidInput("name", "There is already a rule called “\(name)”. Choose another name.")
    } catch let error as StoreError where error.kind == .foreignKey {
      throw NotFound("visit type")
    }
  }
}

package enum RecallRefused: Refusal, Equatable {
  case notByHand
  case nextInThePast

  package var kind: RefusalKind { self == .nextInThePast ? .invalid : .conflict }

  package var sentence: String {
    switch self {
    case .notByHand:
      "People are put by hand only under a rule for a condition. This one goes by visits or age."
    case .nextInThePast: "The next attempt lies in the past. Choose today or a later day."
    }
  }
}

extension Transaction {
  func recallRule(_ id: ID<RecallRule>) throws -> RecallRule {
    guard let rule = try recallRules().first(where: { $0.id == id && $0.isActive }) else {
      throw NotFound("recall rule")
    }
    return rule
  }

  func recallRules() throws -> [RecallRule] {
    let counts: [ID<RecallRule>: Set<ID<VisitType>>] = try rows(
      "SELECT rule, visit_type FROM recall_rule_type"
    )
    .reduce(into: [:]) { $0[try $1("rule"), default: []].insert(try $1("visit_type")) }
    return try rows(
      """
      SELECT r.id, r.name, r.visit_type, r.kind, r.months, r.ages, r.from_age, r.to_age, r.codes, r.ahead,
        x.rule AS retired
      FROM recall_rule r LEFT JOIN recall_rule_retirement x ON x.rule = r.id ORDER BY r.place, r.name
      """
    ).map { row in
      let id: ID<RecallRule> = try row("id")
      let (ages, codes): (String, String) = (try row("ages"), try row("codes"))
      return RecallRule(
        id: id,
        draft: RecallDraft(
          name: try row("name"), visitType: try row("visit_type"), counts: counts[id] ?? [],
          kind: try row("kind"), months: try row("months"),
          ages: ages.split(separator: " ").compactMap { RecallAge($0) }, fromAge: try row("from_age"),
          toAge: try row("to_age"), codes: codes.split(separator: " ").map(String.init),
          ahead: try row("ahead")),
        isActive: (try row("retired") as String?) == nil)
    }
  }

  package func insert(_ rule: RecallRule, at moment: Instant) throws {
    let (d, last) = (rule.draft, try value("SELECT MAX(place) FROM recall_rule") as Int?)
    try run(
      """
      INSERT INTO recall_rule (id, name, visit_type, kind, months, ages, from_age, to_age, codes, ahead, place,
        added_at)
      VALUES (\(rule.id), \(d.name), \(d.visitType), \(d.kind), \(d.months), \(d.agesText), \(d.fromAge),
        \(d.toAge), \(d.codes.joined(separator: " ")), \(d.ahead), \((last ?? 0) + 1), \(moment))
      """)
    try insertCounts(of: rule)
  }

  fileprivate func update(_ rule: RecallRule) throws {
    let d = rule.draft
    try run(
      """
      UPDATE recall_rule SET name = \(d.name), visit_type = \(d.visitType), kind = \(d.kind), months = \(d.months),
        ages = \(d.agesText), from_age = \(d.fromAge), to_age = \(d.toAge),
        codes = \(d.codes.joined(separator: " ")), ahead = \(d.ahead)
      WHERE id = \(rule.id)
      """)
    try run("DELETE FROM recall_rule_type WHERE rule = \(rule.id)")
    try insertCounts(of: rule)
  }

  private func insertCounts(of rule: RecallRule) throws {
    for type in rule.draft.counts.sorted() {
      try run("INSERT INTO recall_rule_type (rule, visit_type) VALUES (\(rule.id), \(type))")
    }
  }

  package func keepUnder(
    _ rule: ID<RecallRule>, _ patient: ID<Patient>, since day: LocalDay, by who: Who
  ) throws {
    try run(
      """
      INSERT INTO recall_person (rule, patient, day, by_name) VALUES (\(rule), \(patient), \(day), \(who.name))
      ON CONFLICT (rule, patient) DO NOTHING
      """)
  }
}

extension RecallDraft {
  package var agesText: String { ages.map(\.description).joined(separator: " ") }
}
