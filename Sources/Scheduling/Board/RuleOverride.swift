import Kernel
import Practice
import Store

/// A rule that somebody decided to book past, once, for one visit.
package struct RuleOverride: Sendable, Equatable {
  /// The step that put the visit where it stands: its booking, or a move.
  package let step: Int
  /// What the rule is called in the records: `caseload`, `lead_time`.
  package let rule: String
  /// What the rule said against it.
  package let sentence: String
  package let reason: String
  package let by: String
  package let at: Instant

  /// The first of its sentences: what the rule said, without the advice that followed.
  package var words: String {
    sentence.firstRange(of: ". ").map { String(sentence[..<$0.lowerBound]) + "." } ?? sentence
  }

  /// Somebody or something is in two places at once.
  package var isHard: Bool { ["provider_taken", "room_taken", "patient_elsewhere"].contains(rule) }
}

extension Transaction {
  /// The rules that visits were booked past, in the order of their steps.
  func overrides(where condition: SQL) throws -> [ID<Appointment>: [RuleOverride]] {
    var overrides: [ID<Appointment>: [RuleOverride]] = [:]
    for row in try rows(
      """
      SELECT o.appointment, o.step, o.rule, o.sentence, o.reason, o.staff_name, o.at
      FROM appointment a JOIN rule_override o ON o.appointment = a.id
      WHERE \(condition) ORDER BY o.appointment, o.step, o.rule
      """)
    {
      overrides[try row("appointment"), default: []].append(
        RuleOverride(
          step: try row("step"), rule: try row("rule"), sentence: try row("sentence"),
          reason: try row("reason"), by: try row("staff_name"), at: try row("at")))
    }
    return overrides
  }
}

extension BoardVisit {
  /// The rules it stands past now: those of the step that put it there.
  package var passed: [RuleOverride] {
    if visit.overbooked.isEmpty { return [] }
    let last = overrides.map(\.step).max()
    return overrides.filter { $0.step == last }
  }
}
