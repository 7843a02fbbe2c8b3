import Kernel
import Practice
import Records

@testable import Scheduling

/// A month small enough to be gone through by hand: two doctors at one place, Monday 5 October 2026 and the weeks
/// after it, half-hour follow-ups from 8 to 10.
struct ReplayCast {
  let monday = LocalDay(daysSince1970: 20_731)
  let okafor = Provider(
    id: "okafor", staff: nil, name: "Dr. Okafor", credentials: "", specialty: "", npi: "", active: true)
  let lindqvist = Provider(
    id: "lindqvist", staff: nil, name: "Dr. Lindqvist", credentials: "", specialty: "", npi: "", active: true)
  var followUp = VisitType(
    id: "follow-up", name: "Follow-up", minutes: 30, colour: .blue, providers: ["okafor"], needs: [],
    rules: VisitTypeRules(category: .followUp), isActive: true)
  /// Weekdays on which Dr. Okafor is there.
  var weekdays: [Weekday] = [.monday]
  var hours = (8, 10)
  var alsoLindqvist = false

  var rules: ReplayRules {
    var type = followUp
    if alsoLindqvist { type.providers.insert(lindqvist.id) }
    return ReplayRules(
      location: "riverside", zone: Zone("America/New_York") ?? .utc, types: [type],
      providers: [okafor, lindqvist],
      templates: [template(okafor.id)] + (alsoLindqvist ? [template(lindqvist.id)] : []))
  }

  private func template(_ provider: ID<Provider>) -> Template {
    Template(
      id: ID(rawValue: "week of \(provider)"), provider: provider, location: "riverside",
      stretches: weekdays.map {
        ProviderHours(
          provider: provider, location: "riverside", weekday: $0, starts: time(hours.0), ends: time(hours.1))
      })
  }

  func time(_ hour: Int, _ minute: Int = 0) -> WallTime { WallTime(hour, minute) ?? .midnight }

  func slot(_ hour: Int, _ minute: Int = 0, days: Int = 0, minutes: Int = 30) -> Slot {
    Slot(
      provider: okafor.id, location: "riverside", day: monday.advanced(by: days), time: time(hour, minute),
      minutes: minutes)
  }

  /// A moment some days before or after that Monday.
  func moment(_ days: Int, _ hour: Int = 12, _ minute: Int = 0) -> Instant {
    rules.zone.instant(monday.advanced(by: days), time(hour, minute))
  }

  /// Somebody who asks a week before, unless it is said when.
  func visit(
    _ slot: Slot, patient: ID<Patient> = ID(), asked: Instant? = nil, past: Set<ReplayRule> = [],
    took: Int? = nil, isWalkIn: Bool = false, then: [ReplayedVisit.Turn] = []
  ) -> ReplayedVisit {
    ReplayedVisit(
      patient: patient, type: followUp.id, weighted: slot.minutes, took: took, isWalkIn: isWalkIn,
      turns: [.init(at: asked ?? moment(-7), deed: .ask(slot, past: past))] + then)
  }

  /// Follow-ups that fill that Monday.
  var full: [ReplayedVisit] { [slot(8), slot(8, 30), slot(9), slot(9, 30)].map { visit($0) } }

  var days: ReplayDays { ReplayDays(monday...monday.advanced(by: 4)) }

  func replay(_ visits: [ReplayedVisit], _ changes: [ScheduleDraft.Change] = []) -> ReplayFigures {
    let report = ReplayReport(visits, rules, draft: rules.with(changes), days)
    return report.after ?? report.before
  }

  func run(_ visits: [ReplayedVisit], _ changes: [ScheduleDraft.Change] = []) -> ReplayRun {
    ReplayRun(visits, rules.with(changes), days, ReplayPolicy())
  }
}
