import Kernel
import Practice
import Store

extension Scheduling {
  /// Puts planned starts into a weekday of a pattern, in place of those of the same stretches; none at all takes the
  /// weekday's away. What no longer fits is moved, kept or listed as `choices` say.
  ///
  /// - Throws: ``TemplateRefused`` where a start lies outside of the pattern's hours.
  package func planStarts(
    _ starts: [Template.Start], on weekday: Weekday, of id: ID<Template>,
    _ choices: DisplacedChoices = DisplacedChoices(), by who: Who
  ) async throws {
    let old = try await template(id, by: who)
    let new = try old.planning(starts, on: weekday)
    let change = ScheduleChange.templates(of: old.provider, without: [id], with: [new])
    try await carryOut(change, choices, locking: [BookingPlan.calendar(of: old.provider)], by: who) {
      tx, moment in
      guard try tx.template(id) == old else { throw TemplateRefused.changedMeanwhile }
      try tx.delete(id)
      try tx.insert(new, at: moment, by: who.name)
      try tx.tell(of: new, "template.starts_planned", by: who, at: moment)
    }
  }
}

extension Template {
  /// The same with these starts on a weekday, checked like any pattern.
  package func planning(_ starts: [Start], on weekday: Weekday) throws -> Template {
    let touched = stretches.bookableTime(on: weekday).filter { stretch in
      starts.contains { stretch.contains($0.at.minutes) }
    }
    var draft = TemplateDraft(self)
    draft.starts.removeAll { start in
      start.weekday == weekday && (starts.isEmpty || touched.contains { $0.contains(start.at.minutes) })
    }
    draft.starts += starts
    return try draft.checked(of: provider).template(id, of: provider)
  }
}

extension SessionProposal {
  /// The proposal as starts of a weekday, each for its kind of visit or for any. Visits stand one after the other in
  /// a calendar: where the next begins before one is over as usual, it is booked shorter, and two that would begin at
  /// once begin five minutes apart.
  package func starts(on weekday: Weekday, forAnyKind: Bool = false) -> [Template.Start] {
    let types = Dictionary(kinds.map { ($0.type.id, $0.type) }, uniquingKeysWith: { first, _ in first })
    var minutes: [Int] = []
    for visit in visits { minutes.append(max(visit.proposed, (minutes.last ?? -5) + 5)) }
    return visits.indices.compactMap { place in
      guard let type = types[visits[place].type], let at = WallTime(minutes: minutes[place]) else {
        return nil
      }
      let next = place + 1 < visits.count ? types[visits[place + 1].type] : nil
      let room =
        next.map { minutes[place + 1] - minutes[place] - type.holdsProvider.after - $0.holdsProvider.before }
        ?? type.minutes
      let length = max(5, min(type.minutes, room / 5 * 5))
      return Template.Start(
        weekday, at, minutes: length < type.minutes || forAnyKind ? length : nil,
        visitType: forAnyKind ? nil : type.id)
    }
  }
}

extension VisitType {
  /// Minutes before and after it that hold the provider, too.
  fileprivate var holdsProvider: (before: Int, after: Int) {
    rules.buffer.holdsProvider ? (rules.buffer.before, rules.buffer.after) : (0, 0)
  }
}
