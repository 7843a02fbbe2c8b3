import Kernel
import Practice
import Records
import Store

extension Scheduling {
  /// All chains, the retired ones too, by name.
  package func chains(by who: Who) async throws -> [ChainTemplate] {
    try who.require(.seeSchedule)
    return try await store.read { try $0.chainTemplates() }
  }

  /// Adds a chain, or replaces one. What is booked stays as it is.
  @discardableResult
  package func keepChain(
    _ draft: ChainDraft, replacing old: ID<ChainTemplate>? = nil, by who: Who
  ) async throws -> ID<ChainTemplate> {
    try who.require(.manageSchedule)
    let id = old ?? ID(rawValue: newID())
    let moment = now()
    do {
      try await store.write { tx in
        let clean = try draft.checked(try tx.visitTypes())
        if old != nil {
          let changed = try tx.change("UPDATE chain_template SET name = \(clean.name) WHERE id = \(id)")
          guard changed == 1 else { throw NotFound("chain") }
          try tx.run("DELETE FROM chain_template_step WHERE template = \(id)")
        } else {
          try tx.run(
            """
            INSERT INTO chain_template (id, name, added_at, added_by)
            VALUES (\(id), \(clean.name), \(moment), \(who.name))
            """)
        }
        for (place, step) in clean.steps.enumerated() {
          try tx.run(
            """
            INSERT INTO chain_template_step (template, place, visit_type, provider, gap_least, gap_most)
            VALUES (\(id), \(place + 1), \(step.visitType), \(step.provider), \(step.gap.lowerBound),
              \(step.gap.upperBound))
            """)
        }
        try tx.audit("chain.kept", by: who, subject: "chain_template:\(id)", at: moment)
      }
    } catch let error as StoreError where error.kind == .unique {
      throw InvalidInput("name", "There is already a chain called “\(draft.name)”. Choose another name.")
    }
    return id
  }

  /// Takes a chain off the list for new bookings; what is booked stays.
  package func retireChain(_ id: ID<ChainTemplate>, by who: Who) async throws {
    try who.require(.manageSchedule)
    let moment = now()
    try await store.write { tx in
      guard try tx.chainTemplates(where: "id = \(id)").first != nil else { throw NotFound("chain") }
      try tx.run(
        """
        INSERT INTO chain_template_retirement (template, at, by_name) VALUES (\(id), \(moment), \(who.name))
        ON CONFLICT (template) DO NOTHING
        """)
      try tx.audit("chain.retired", by: who, subject: "chain_template:\(id)", at: moment)
    }
  }

  /// A chain as it is looked for and booked.
  ///
  /// - Throws: ``ChainDraftRefused/retired(_:)`` where a visit type of it is no longer booked.
  package func chainPlan(_ id: ID<ChainTemplate>, by who: Who) async throws -> ChainPlan {
    try who.require(.seeSchedule)
    return try await store.read { tx in
      guard let chain = try tx.chainTemplates(where: "id = \(id)").first, chain.isActive else {
        throw NotFound("chain")
      }
      let types = try tx.visitTypes(chain.steps.map(\.visitType))
      return ChainPlan(
        name: chain.name,
        steps: try chain.steps.enumerated().map { place, step in
          guard let type = types.first(where: { $0.id == step.visitType }), type.isActive else {
            throw ChainDraftRefused.retired(place + 1)
          }
          return ChainPlan.Step(
            visitType: type.id, minutes: type.minutes,
            providers: step.provider.map { [$0] } ?? type.providers, gap: step.gap)
        })
    }
  }
}

extension Transaction {
  package func chainTemplates(where condition: SQL = "1 = 1") throws -> [ChainTemplate] {
    var steps: [ID<ChainTemplate>: [ChainTemplate.Step]] = [:]
    for row in try rows(
      "SELECT template, visit_type, provider, gap_least, gap_most FROM chain_template_step ORDER BY template, place"
    ) {
      steps[try row("template"), default: []].append(
        ChainTemplate.Step(
          visitType: try row("visit_type"), provider: try row("provider"),
          gap: (try row("gap_least") as Int)...(try row("gap_most") as Int)))
    }
    return try rows(
      """
      SELECT id, name, r.template AS retired FROM chain_template
        LEFT JOIN chain_template_retirement r ON r.template = id
      WHERE \(condition) ORDER BY name
      """
    ).map { row in
      let id: ID<ChainTemplate> = try row("id")
      return ChainTemplate(
        id: id, name: try row("name"), steps: steps[id] ?? [],
        isActive: (try row("retired") as String?) == nil)
    }
  }
}
