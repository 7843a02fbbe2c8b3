import Kernel
import Practice
import Scheduling

/// Everything that happened to a visit, newest first: its steps, what was settled beside them, what was written to
/// the patient.
func whatHappened(_ details: VisitDetails, _ zone: Zone, today: LocalDay) -> [HappenedView] {
  func whoWhen(_ who: String, _ moment: Instant) -> String {
    "\(who) · \(stamp(moment, zone, today: today))"
  }
  func undone(_ undone: VisitStep.Undone?) -> String {
    undone.map { "undone by \($0.by), \(stamp($0.at, zone, today: today))" } ?? ""
  }
  let last = details.steps.last { $0.undone == nil }?.number
  let steps = details.steps.map { step -> (at: Instant, view: HappenedView) in
    let from = step.movedFrom.map { " from \(shortDay($0.day)), \(clockTime($0.time.minutes))" } ?? ""
    let account = step.number == last ? details.absence.map(counted) : nil
    let passed = details.board.overrides.filter { $0.step == step.number }.map(\.words)
    return (
      step.at,
      HappenedView(
        icon: step.kind.icon, what: step.kind.words + from, whoWhen: whoWhen(step.staffName, step.at),
        why: ([step.reason, account ?? ""] + passed).filter { !$0.isEmpty }.joined(separator: " · "),
        undone: undone(step.undone))
    )
  }
  let facts = details.facts.map { fact -> (at: Instant, view: HappenedView) in
    (
      fact.at,
      HappenedView(
        icon: .note, what: fact.kind.words, whoWhen: whoWhen(fact.staffName, fact.at),
        undone: undone(fact.undone))
    )
  }
  let ticks = details.ticks.map { tick -> (at: Instant, view: HappenedView) in
    (
      tick.at,
      HappenedView(
        icon: .done, what: "Ticked: \(tick.name)", whoWhen: whoWhen(tick.staffName, tick.at),
        undone: undone(tick.undone))
    )
  }
  let messages = details.messages.map { message -> (at: Instant, view: HappenedView) in
    let end = message.endedAt.map { at in
      message.sentBy.map { "sent by \($0.words), \(stamp(at, zone, today: today))" }
        ?? "\(message.wasTold ? "told" : "withdrawn") by \(whoWhen(message.endedBy ?? "", at))"
    }
    return (
      message.writtenAt,
      HappenedView(
        icon: .mail, what: "Message: \(message.kind.words.lowercased())",
        whoWhen: whoWhen(message.writtenBy, message.writtenAt),
        why: [message.words, end ?? "waits to be sent"].joined(separator: " · "))
    )
  }
  let answers = details.answers.map { answer -> (at: Instant, view: HappenedView) in
    (
      answer.at,
      HappenedView(
        icon: .mail, what: "Answer by text message",
        whoWhen: whoWhen(answer.phone.description, answer.at), why: answer.words)
    )
  }
  // Of one moment, what was noted later stands higher.
  return (steps + facts + ticks + messages + answers).enumerated().sorted {
    ($1.element.at, $1.offset) < ($0.element.at, $0.offset)
  }
  .map(\.element.view)
}

/// `late cancel, 3 h before (late within 24 h)`
private func counted(_ absence: AbsenceFact) -> String {
  switch absence.kind {
  case .noShow, .byUs, .nobody: absence.kind.words
  case .lateCancel, .cancelled:
    "\(absence.kind.words), \(ahead(absence.notice)) (late within \(absence.lateHours) h)"
  }
}

private func ahead(_ minutes: Int) -> String {
  switch minutes {
  case ..<0: "after its start"
  case ..<120: "\(minutes) min before"
  case ..<2880: "\(minutes / 60) h before"
  default: "\(minutes / 1440) days before"
  }
}
