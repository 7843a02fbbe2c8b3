import Kernel
import Practice
import Store

extension Scheduling {
  /// A provider's patterns, those that are over left out.
  package func templates(of provider: ID<Provider>, by who: Who) async throws -> [Template] {
    try who.require(.seeSchedule)
    let today = Zone.utc.day(of: now()).advanced(by: -1)
    return try await store.read {
      try $0.templates(today...Template.always.upperBound, providers: [provider])
    }
  }

  /// Adds a pattern to a provider's weeks.
  ///
  /// - Throws: ``TemplateRefused`` or ``HoursRefused`` where it cannot hold as given.
  @discardableResult
  package func addTemplate(
    _ draft: TemplateDraft, of provider: ID<Provider>, _ choices: DisplacedChoices = DisplacedChoices(),
    by who: Who
  ) async throws -> Template {
    let new = try checked(draft, ID(rawValue: newID()), of: provider, by: who)
    let change = ScheduleChange.templates(of: provider, without: [], with: [new])
    try await carryOut(change, choices, locking: [BookingPlan.calendar(of: provider)], by: who) {
      tx, moment in
      try tx.requireProvider(provider)
      try tx.requireNoClash(new, except: [], at: moment)
      try tx.insert(new, at: moment, by: who.name)
      try tx.tell(of: new, "template.added", by: who, at: moment)
    }
    return new
  }

  /// Changes a pattern from now on. What it displaces is moved, kept or listed as `choices` say.
  package func editTemplate(
    _ id: ID<Template>, _ draft: TemplateDraft, _ choices: DisplacedChoices = DisplacedChoices(), by who: Who
  ) async throws {
    let old = try await template(id, by: who)
    let new = try checked(draft, id, of: old.provider, by: who)
    let change = ScheduleChange.templates(of: old.provider, without: [id], with: [new])
    try await carryOut(change, choices, locking: [BookingPlan.calendar(of: old.provider)], by: who) {
      tx, moment in
      guard try tx.template(id) == old else { throw TemplateRefused.changedMeanwhile }
      try tx.requireNoClash(new, except: [id], at: moment)
      try tx.delete(id)
      try tx.insert(new, at: moment, by: who.name)
      try tx.tell(of: new, "template.changed", by: who, at: moment)
    }
  }

  /// Ends a pattern with a day. One that has not begun by then is taken away.
  package func endTemplate(
    _ id: ID<Template>, after last: LocalDay, _ choices: DisplacedChoices = DisplacedChoices(), by who: Who
  ) async throws {
    let old = try await template(id, by: who)
    let rest = old.ended(after: last)
    let change = ScheduleChange.templates(of: old.provider, without: [id], with: rest.map { [$0] } ?? [])
    try await carryOut(change, choices, locking: [BookingPlan.calendar(of: old.provider)], by: who) {
      tx, moment in
      guard try tx.template(id) == old else { throw TemplateRefused.changedMeanwhile }
      try tx.delete(id)
      if let rest { try tx.insert(rest, at: moment, by: who.name) }
      try tx.tell(of: old, "template.ended", by: who, at: moment)
    }
  }

  /// One pattern, at a place where this person works.
  package func template(_ id: ID<Template>, by who: Who) async throws -> Template {
    try who.require(.manageSchedule)
    guard let template = try await store.read({ try $0.template(id) }), who.may(at: template.location) else {
      throw NotFound("pattern")
    }
    return template
  }

  /// What adding or editing (`id`) a pattern would change, to be asked about before it is done.
  package func change(
    to draft: TemplateDraft, of provider: ID<Provider>, replacing id: ID<Template>?, by who: Who
  ) throws -> ScheduleChange {
    let new = try checked(draft, id ?? ID(rawValue: newID()), of: provider, by: who)
    return .templates(of: provider, without: id.map { [$0] } ?? [], with: [new])
  }

  private func checked(
    _ draft: TemplateDraft, _ id: ID<Template>, of provider: ID<Provider>, by who: Who
  ) throws -> Template {
    try who.require(.manageSchedule)
    try who.require(draft.location)
    return try draft.checked(of: provider).template(id, of: provider)
  }
}

extension Template {
  /// The same until a day; nil where nothing is left of it.
  package func ended(after last: LocalDay) -> Template? {
    if last < first { return nil }
    var rest = self
    rest.last = last
    return rest
  }
}

extension Transaction {
  package func template(_ id: ID<Template>) throws -> Template? { try templates(where: "t.id = \(id)").first }

  func tell(of template: Template, _ action: String, by who: Who, at moment: Instant) throws {
    try audit(
      action, by: who, subject: "provider:\(template.provider)", detail: "template:\(template.id)", at: moment
    )
    try announce("schedule:\(template.location)")
  }
}
