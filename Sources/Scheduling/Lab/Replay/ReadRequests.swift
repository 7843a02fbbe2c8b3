import Kernel
import Practice
import Records
import Store

extension Transaction {
  /// The rules of a place as they are now, for replaying days.
  func replayRules(at place: Location, _ days: ClosedRange<LocalDay>) throws -> ReplayRules {
    let providers = try providers()
    var rules = ReplayRules(
      location: place.id, zone: place.zone, types: try visitTypes(), providers: providers,
      templates: try templates(days, location: place.id))
    rules.exceptions = try dayExceptions(days, location: place.id)
    rules.closures = try closures(days)
    rules.resources = try resources(at: place.id)
    let start = place.zone.range(of: days.lowerBound).lowerBound
    let end = place.zone.range(of: days.upperBound).upperBound
    rules.outOfService = try outOfService(rules.resources.map(\.id), during: start..<end)
    for provider in providers { rules.limits[provider.id] = try limits(of: provider.id) }
    return rules
  }

  /// What was asked for on these days, everywhere: a visit at another place takes its provider and its patient, too.
  ///
  /// The visits that stand there now, and those that stood there before they were moved away.
  func replayedVisits(_ days: ClosedRange<LocalDay>) throws -> [ReplayedVisit] {
    let wide = days.lowerBound.advanced(by: -60)...days.upperBound.advanced(by: 120)
    let asked: SQL = """
      day >= \(wide.lowerBound) AND day <= \(wide.upperBound) AND (
        day >= \(days.lowerBound) AND day <= \(days.upperBound) OR EXISTS (
          SELECT 1 FROM visit_step m WHERE m.appointment = appointment.id AND m.step = 'moved'))
      """
    let theirs: SQL = "appointment IN (SELECT id FROM appointment WHERE \(asked))"
    let steps = Dictionary(
      grouping: try steps(where: "\(theirs) AND undone_at IS NULL"), by: \.appointment)
    var rooms: [ID<Appointment>: [ID<Resource>]] = [:]
    for row in try rows(
      "SELECT appointment, holder FROM claim WHERE holder LIKE 'resource:%' AND \(theirs) ORDER BY holder")
    {
      if case .resource(let resource) = Holder(key: try row("holder")) {
        rooms[try row("appointment"), default: []].append(resource)
      }
    }
    var passed: [ID<Appointment>: [Int: Set<ReplayRule>]] = [:]
    for row in try rows("SELECT appointment, step, rule FROM rule_override WHERE \(theirs)") {
      guard let rule = ReplayRule(rawValue: try row("rule")) else { continue }
      passed[try row("appointment"), default: [:]][try row("step"), default: []].insert(rule)
    }
    return try rows(
      """
      SELECT appointment.id, appointment.patient, visit_type, provider, location, day, starts, minutes, overbooked,
        weighted, p.language, p.needs_interpreter
      FROM appointment JOIN patient p ON p.id = appointment.patient
      WHERE \(asked) ORDER BY booked_at, appointment.id
      """
    ).compactMap { row -> ReplayedVisit? in
      let id: ID<Appointment> = try row("id")
      let story = VisitStory(
        steps: steps[id] ?? [],
        slot: Slot(
          provider: try row("provider"), location: try row("location"), day: try row("day"),
          time: try row("starts"), minutes: try row("minutes")),
        passed: passed[id] ?? [:], isOverbooked: !(try row("overbooked") as String).isEmpty)
      guard story.slots.contains(where: { days.contains($0.day) }) else { return nil }
      let language: String = try row("language")
      return ReplayedVisit(
        patient: try row("patient"), type: try row("visit_type"),
        language: try row("needs_interpreter") ? language.lowercased() : nil, weighted: try row("weighted"),
        rooms: rooms[id] ?? [], took: story.took, isWalkIn: story.isWalkIn, turns: story.turns)
    }
  }
}

/// What the steps of one visit say, in their order and without those that were undone.
struct VisitStory {
  let steps: [VisitStep]
  /// Where it stands now.
  let slot: Slot
  /// By step, the rules that were passed.
  let passed: [Int: Set<ReplayRule>]
  let isOverbooked: Bool

  private var moves: [VisitStep] { steps.filter { $0.kind == .moved } }

  /// Where it stood, one after the other.
  var slots: [Slot] { moves.compactMap(\.movedFrom) + [slot] }

  var turns: [ReplayedVisit.Turn] {
    let asks = [step(.booked)].compactMap(\.self) + moves
    var turns = zip(asks, slots).map { step, slot in
      ReplayedVisit.Turn(at: step.at, deed: .ask(slot, past: passed(step, isLast: step == asks.last)))
    }
    if let gone = step(.cancelled) { turns.append(.init(at: gone.at, deed: .cancel)) }
    if let missed = step(.noShow) { turns.append(.init(at: missed.at, deed: .miss)) }
    return turns
  }

  /// A visit that another system booked past rules does not say past which.
  private func passed(_ step: VisitStep, isLast: Bool) -> Set<ReplayRule> {
    passed[step.number] ?? (isLast && isOverbooked && passed.isEmpty ? Set(ReplayRule.allCases) : [])
  }

  private func step(_ kind: VisitStep.Kind) -> VisitStep? { steps.last { $0.kind == kind } }

  /// Within ten minutes of asking.
  var isWalkIn: Bool {
    guard let booked = step(.booked), let arrived = step(.arrived) else { return false }
    return arrived.at <= booked.at.advanced(byMinutes: 10)
  }

  /// Whole minutes with the clinician, or in the room where that was not pressed; nil where a button was forgotten.
  var took: Int? {
    guard let done = step(.done), let began = step(.started) ?? step(.roomed) else { return nil }
    let seconds = Int((done.at.milliseconds - began.at.milliseconds) / 1000)
    return (60...240 * slot.minutes).contains(seconds) ? (seconds + 30) / 60 : nil
  }
}
